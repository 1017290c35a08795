using System.Net;
using System.Text;
using Gongji.Program.Replay;

namespace Gongji.Tests.Program;

public sealed class ReplayerTests
{
    const string First = """{"infno":"2207","msgid":"1","fixmedins_code":"H1","opter":"1"}""";
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

        var result = await new Replayer(http, TimeProvider.System).Run(day, null, CancellationToken.None);

        Assert.Equal([First, First, Second], server.Asked);
        Assert.Equal(2, result.Accepted);
        Assert.Empty(result.Refused);
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
