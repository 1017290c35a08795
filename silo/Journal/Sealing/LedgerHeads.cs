using System.Globalization;
using System.Text.RegularExpressions;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>A head with its place.</summary>
/// <param name="Database">1, 2, 3 … in the journal.</param>
public sealed record PlacedHead(int Database, SealHead Head)
{
    /// <summary>Such as <c>1/c0123…:17:h89ab…</c>.</summary>
    /// <remarks>The letters stand there so that no number in a log looks like that of a person, which is masked.
    /// </remarks>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Database}/c{Head.Chain}:{Head.Number}:h{Head.Hash}");
}

/// <summary>Heads of a ledger as they are told outside of its journal: whoever has such a line sees whether commits are
/// missing that were there when it was written.</summary>
public sealed partial record LedgerHeads(Guid Ledger, IReadOnlyList<PlacedHead> Heads)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"Heads of ledger {Ledger}: {string.Join(' ', Heads)}";

    /// <summary>The newest head of each chain that some lines tell of, by ledger. Lines that tell of other things are
    /// passed over: the log of a silo will do.</summary>
    public static IReadOnlyList<LedgerHeads> In(IEnumerable<string> lines)
    {
        var newest = new Dictionary<(Guid Ledger, int Database, string Chain), PlacedHead>();
        foreach (var line in lines)
        {
            if (Line().Match(line) is { Success: true } told
                && Guid.TryParse(told.Groups["ledger"].Value, out var ledger))
            {
                foreach (var placed in Head().Matches(told.Groups["heads"].Value).Select(static head => Parse(head)))
                {
                    var key = (ledger, placed.Database, placed.Head.Chain);
                    if (!newest.TryGetValue(key, out var known) || placed.Head.Number >= known.Head.Number)
                    {
                        newest[key] = placed;
                    }
                }
            }
        }
        return [.. newest
            .GroupBy(static head => head.Key.Ledger, static head => head.Value)
            .Select(static heads => new LedgerHeads(heads.Key, [.. heads]))];
    }

    static PlacedHead Parse(Match head) => new(
        int.Parse(head.Groups["database"].Value, CultureInfo.InvariantCulture),
        new SealHead(
            head.Groups["chain"].Value,
            long.Parse(head.Groups["number"].Value, CultureInfo.InvariantCulture),
            head.Groups["hash"].Value));

    [GeneratedRegex(
        "Heads of ledger (?<ledger>[0-9a-f-]{36}):(?<heads>( [0-9a-z/:]+)+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(
        "(?<= )(?<database>[1-9][0-9]{0,3})/c(?<chain>[0-9a-f]{32}):"
            + "(?<number>[0-9]{1,18}):h(?<hash>[0-9a-f]{64})(?![^ ])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}

/// <summary>Looks for what is known of a journal elsewhere.</summary>
public static class KnownHeads
{
    /// <summary>The heads that are not there: entries were taken away, or it is an older copy.</summary>
    public static async Task<IReadOnlyList<PlacedHead>> MissingOf(
        IJournalStore store, Guid ledger, IEnumerable<PlacedHead> known, CancellationToken stop)
    {
        var missing = new List<PlacedHead>();
        foreach (var placed in known)
        {
            var (database, head) = placed;
            var found = database <= store.Databases
                ? await store.ReadSeal(database - 1, head.Chain, head.Number, stop)
                : null;
            if (found?.HeadIn(new SealedBook(ledger, database)) != head)
            {
                missing.Add(placed);
            }
        }
        return missing;
    }
}
