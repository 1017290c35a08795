using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gongji.Program.Replay;

namespace Gongji.Tests.Program;

public sealed class ReplayerTests
{
    const string First = """{"infno":"2207","msgid":"1","fixmedins_code":"H1","opter":"1"}""";
    const string Elsewhere = """{"infno":"1101","msgid":"3","fixmedins_code":"H2","opter":"1"}""";
    const string Second = """{"infno":"2601","msgid":"2","fixmedins_code":"H1","opter":"1"}""";

    [Theory]
    [InlineData("outcome_unknown")]
    [InlineData("overloaded")]
    [InlineData("settle.aid_no_answer")]
    [InlineData("settle.given_up")]
    public async Task A_counter_asks_again_before_it_goes_on_when_the_refusal_passes(string refusal)
    {
        var server = new PassingTrouble(refusal);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://ledger") };
        using var day = new MemoryStream(Encoding.UTF8.GetBytes($"{First}\n{Second}"));

        var replayer = new Replayer(http, TimeProvider.System, inOrder: false);
        var result = await replayer.Run(day, null, CancellationToken.None);

        Assert.Equal([First, First, Second], server.Asked);
        Assert.Equal(2, result.Accepted);
        Assert.Empty(result.Refused);
    }

    [Fact]
    public async Task Counters_go_side_by_side()
    {
        var server = new AnswersTogether(2);

        await Send([First, Elsewhere], server, inOrder: false);

        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task In_order_each_message_waits_for_the_answer_of_the_one_before_whatever_its_counter()
    {
        var server = new AnswersTogether(1);

        await Send([First, Elsewhere, Second], server, inOrder: true);

        Assert.Equal([First, Elsewhere, Second], server.Asked);
        Assert.Equal(1, server.MostAtOnce);
    }

    static async Task Send(string[] day, HttpMessageHandler server, bool inOrder)
    {
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://ledger") };
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', day)));
        await new Replayer(http, TimeProvider.System, inOrder).Run(lines, null, CancellationToken.None);
    }

    /// <summary>A server that answers when so many messages are there.</summary>
    sealed class AnswersTogether(int together) : HttpMessageHandler
    {
        static readonly TimeSpan Max = TimeSpan.FromMinutes(1);

        readonly TaskCompletionSource _there = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int _inside;

        public ConcurrentQueue<string> Asked { get; } = [];

        public int MostAtOnce { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
            if (Asked.Count >= together)
            {
                _there.TrySetResult();
            }
            await _there.Task.WaitAsync(Max, cancellationToken);
            await Task.Yield();
            Interlocked.Decrement(ref _inside);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"infcode":0}""") };
        }
    }

    /// <summary>A server that is in trouble when the first message comes, and no longer.</summary>
    sealed class PassingTrouble(string refusal) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var trouble = Asked.Count == 1 ? $"[{refusal}] later" : "";
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"infcode":0,"err_msg":"{{trouble}}"}"""),
            };
        }
    }
}
