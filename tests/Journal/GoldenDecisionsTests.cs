using System.Text;
using Gongji.Journal.Codec;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Areas;

namespace Gongji.Tests.Journal;

/// <summary>Settlements of a day, and the rules that decided them: what stands in the file is in somebody's journal,
/// and is decided by this version as it was then. A line stays as it is. Who decides otherwise needs another kind of
/// entry.</summary>
public sealed class GoldenDecisionsTests
{
    static readonly string[][] Lines =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", "decisions.txt"))
            .Select(static line => line.Split('\t')),
    ];

    static readonly Dictionary<string, AreaPolicy> Rules = Lines
        .Where(static line => line[0] == "rules")
        .ToDictionary(static line => line[1], static line => AreaPolicy.OfKept(line[1], line[2]));

    public static TheoryData<string> Settlements =>
        [.. Lines.Where(static line => line[0] != "rules").Select(static line => string.Join('\t', line))];

    [Theory]
    [MemberData(nameof(Settlements))]
    public void What_was_settled_is_decided_again_to_the_same_fen_by_the_same_steps(string line)
    {
        var (grain, kind, body) = line.Split('\t') switch { var parts => (parts[0], parts[1], parts[2]) };
        var entry = Some.Entry(grain, 1, body) with { Kind = kind };

        var settled = (Settled)EventKinds.Decode(entry).Event;
        var again = DecidedAgain.Of(settled, Rules[settled.PolicyVersion]);

        Assert.Null(again.Differs);
        Assert.Equal(settled.TraceDigest, DecidedAgain.DigestOf(again.Trace));
        Assert.Equal(body, Encoding.UTF8.GetString(EventKinds.Encode(entry.Grain, settled).Body));
    }
}
