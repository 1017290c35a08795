using System.Net;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Program;

/// <summary>Carries messages to a server and listens for what it says when it is in trouble: always an answer of the
/// interface, never a failure of the program.</summary>
/// <param name="unknown">Hears how many answers have said that the outcome is unknown.</param>
sealed class TroubleLine(Action<int> unknown) : DelegatingHandler(new SocketsHttpHandler())
{
    int _unknown;

    /// <summary>Answers that said that the outcome is unknown.</summary>
    public int Unknown => _unknown;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await base.SendAsync(request, cancellationToken);
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, $"{reply.StatusCode}: {text}");
        var answer = JsonNode.Parse(text)!;
        if (((string?)answer["err_msg"])?.StartsWith("[outcome_unknown]", StringComparison.Ordinal) == true)
        {
            Assert.Equal(-1, (int)answer["infcode"]!);
            unknown(Interlocked.Increment(ref _unknown));
        }
        return reply;
    }
}
