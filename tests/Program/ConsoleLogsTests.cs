using System.Text.Json.Nodes;
using Gongji.Program.Logs;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Program;

public sealed partial class ConsoleLogsTests
{
    [Theory]
    [InlineData("person/person/61019900000000000000000001", "person/***")]
    [InlineData("a call of (person/a,b]c'd) failed", "a call of (person/*** failed")]
    [InlineData("[S127.0.0.1:1 visit/visit/140105VTK4ZS]->[S127.0.0.2:1", "[S127.0.0.1:1 visit/***]->[S127.0.0.2:1")]
    [InlineData("GrainReference:network/network/N6101000A:gongji", "GrainReference:network/***")]
    [InlineData("\"credential/0f\" and credential/1f", "\"credential/***\" and credential/***")]
    [InlineData("GET /admin/persons/1/networks", "GET /admin/persons/***")]
    [InlineData("of 61019919501103904X and 610199195011039044.", "of *** and ***.")]
    [InlineData("psn_no=61019900000000000000000001", "psn_no=***")]
    [InlineData("institution/H61010300001 at 2026-05-20T04:00:00.000Z", null)]
    [InlineData("a salesperson/person in 12345678901234 ms", null)]
    public void A_text_keeps_the_kind_of_a_grain_and_loses_who_it_is(string text, string? masked)
    {
        Assert.Equal(masked ?? text, MaskedText.Of(text));
    }

    [Fact]
    public void A_line_of_a_log_tells_of_no_person_in_message_values_or_exception()
    {
        var written = new StringWriter();
        var before = Console.Error;
        Console.SetError(written);

        try
        {
            using var logs = ConsoleLogs.Create(LogLevel.Information);
            var log = logs.CreateLogger("Orleans.Runtime");
            using var scope = log.BeginScope("person/1");
            Rejected(log, GrainKey.Of("person/1"), 3, Failure(GrainKey.Of("visit/2")));
        }
        finally
        {
            Console.SetError(before);
        }

        var line = JsonNode.Parse(written.ToString())!;
        Assert.Equal("Rejected person/*** after 3 attempts", (string?)line["Message"]);
        Assert.Equal("person/***", (string?)line["State"]!["Grain"]);
        Assert.Equal(3, (int)line["State"]!["Attempts"]!);
        Assert.StartsWith("System.InvalidOperationException: visit/*** is late", (string?)line["Exception"]);
        Assert.Contains(nameof(Failure), (string?)line["Exception"]);
        Assert.DoesNotContain("person/1", written.ToString());
    }

    [LoggerMessage(1, LogLevel.Warning, "Rejected {Grain} after {Attempts} attempts")]
    static partial void Rejected(ILogger log, GrainKey grain, int attempts, Exception exception);

    static InvalidOperationException Failure(GrainKey grain)
    {
        try
        {
            throw new InvalidOperationException($"{grain} is late");
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
