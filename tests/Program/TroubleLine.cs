using System.Net;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Program;

/// <summary>Carries messages to a server and listens for what it says when it is in trouble: always an answer of the
/// interface, never a failure of the program.</summary>
/// <param name="troubled">Hears how many answers have said that the outcome is unknown, or that nothing was booked.
/// </param>
sealed class TroubleLine(Action<int> troubled) : DelegatingHandler(new SocketsHttpHandler())
{
    int _unknown;
    int _refused;

    /// <summary>Answers that said that the outcome is unknown.</summary>
    public int Unknown => _unknown;

    /// <summary>Answers that said that nothing was booked.</summary>
    public int Refused => _refused;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await base.SendAsync(request, cancellationToken);
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{reply.StatusCode}: {text}");
        var answer = JsonNode.Parse(text)!;
        if (IsAbout(answer, "[outcome_unknown]", ref _unknown) || IsAbout(answer, "[overloaded]", ref _refused))
        {
            Assert.Equal(-1, (int)answer["infcode"]!);
            troubled(Volatile.Read(ref _unknown) + Volatile.Read(ref _refused));
        }
        return reply;
    }

    static bool IsAbout(JsonNode answer, string code, ref int count)
    {
        var isAbout = ((string?)answer["err_msg"])?.StartsWith(code, StringComparison.Ordinal) == true;
        if (isAbout)
        {
            Interlocked.Increment(ref count);
        }
        return isAbout;
    }
}
