using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>The shape of answers, to the last field. A change here is a change for every hospital.</summary>
public sealed class GoldenTests
{
    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Answers_of_a_visit_have_the_fields_that_hospitals_know()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(1234.56m);
        var msgid = Town.Hospital + "202603021000009999";

        var settled = await town.Send("2207", Town.Settlement(visit, 1234.56m), msgid);
        var cancelled = await town.Send("2208", Town.Cancellation(settled["output"]!["setlinfo"]!), msgid);

        Same("2207.json", settled);
        Same("2208.json", cancelled);
    }

    static void Same(string file, JsonObject answer)
    {
        // The version holds a digest of the policy packs, which may change.
        if (answer["output"]!["limitinfo"] is { } limits)
        {
            limits["policy_version"] = "610100@…";
        }
        var path = Path.Combine(AppContext.BaseDirectory, "golden", file);
        Assert.Equal(File.ReadAllText(path).TrimEnd(), answer.ToJsonString(Form));
    }
}
