using System.Text;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Proving;

/// <summary>Writes a long journal quickly: some families settle through the real ledger, and their journals are written
/// again and again under the names of other families, each entry with the hash that belongs there.</summary>
sealed class ManyFamilies(IReadOnlyList<IReadOnlyList<Entry>> models)
{
    const int Models = 16;
    const int Settlements = 25;
    const int BatchMax = 10_000;

    /// <summary>One family in so many is in the middle of a settlement: it has settled, and nobody was told.</summary>
    const int UnderWayEvery = 500;

    const int EntriesAfterSettled = 3;

    /// <summary>The families of the load with aid are named for their number, behind one of these letters.</summary>
    static readonly byte[][] Names = [.. "FMN".Select(static letter => Encoding.ASCII.GetBytes($"{letter}00000000"))];

    /// <summary>Entries of one family, on average.</summary>
    public int EntriesEach => models.Sum(static model => model.Count) / models.Count;

    public static async Task<ManyFamilies> Live(PolicyPacks policies, int seed)
    {
        var models = new List<IReadOnlyList<Entry>>();
        for (var n = 0; n < Models; n++)
        {
            models.Add(await Live(policies, new Random(seed + n)));
        }
        return new ManyFamilies(models);
    }

    /// <summary>Writes families from a number on, all of them entry by entry in turn, as a ledger does.</summary>
    public async Task Write(IJournalStore store, int from, int count)
    {
        var hashes = new Dictionary<GrainKey, byte[]>();
        var batch = new List<Entry>(BatchMax);
        for (var at = 0; at < models.Max(static model => model.Count); at++)
        {
            for (var family = from; family < from + count; family++)
            {
                var model = models[family % models.Count];
                if (at < model.Count - (family % UnderWayEvery == 0 ? EntriesAfterSettled : 0))
                {
                    var entry = Renamed(model[at], family);
                    entry = entry with
                    {
                        Hash = HashChain.NextOf(hashes.GetValueOrDefault(entry.Grain, HashChain.Genesis), entry),
                    };
                    hashes[entry.Grain] = entry.Hash;
                    batch.Add(entry);
                }
                if (batch.Count == BatchMax)
                {
                    await Write(store, batch);
                }
            }
        }
        await Write(store, batch);
    }

    /// <summary>An entry of the first family as another one has it, but for its hash.</summary>
    public static Entry Renamed(Entry entry, int family)
    {
        var digits = Encoding.ASCII.GetBytes($"{family:D8}");
        byte[] body = [.. entry.Body];
        foreach (var name in Names)
        {
            for (var from = 0; body.AsSpan(from).IndexOf(name) is >= 0 and var found; from += found + name.Length)
            {
                digits.CopyTo(body, from + found + 1);
            }
        }
        return entry with
        {
            Grain = new GrainKey(Renamed(entry.Grain.Value, family)!),
            Operation = Renamed(entry.Operation, family),
            Body = body,
        };
    }

    static async Task Write(IJournalStore store, List<Entry> batch)
    {
        await store.Write(0, new Batch([.. batch], []), CancellationToken.None);
        batch.Clear();
    }

    static async Task<IReadOnlyList<Entry>> Live(PolicyPacks policies, Random random)
    {
        var store = new MemoryJournalStore(lanes: 1);
        await using (var engine = new MailboxEngine(store, policies, new JournalOptions()))
        {
            var town = new Town(
                engine.Grains, 4, LoadKind.Aid, ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));
            await town.Enrol(1);
            for (var n = 0; n < Settlements; n++)
            {
                (await town.Settle(random.Next(town.Patients), random)).OrThrow();
            }
        }
        var entries = await store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();
        return entries[..WithoutUnderWay(entries)];
    }

    /// <summary>How many of the entries end with the last moment at which nothing was under way.</summary>
    static int WithoutUnderWay(List<Entry> entries)
    {
        var (open, whole) = (0, 0);
        for (var at = 0; at < entries.Count; at++)
        {
            open += entries[at].Kind switch
            {
                "person.hold_placed.2" => 1,
                "person.delivered.2" => -1,
                _ => 0,
            };
            whole = open == 0 ? at + 1 : whole;
        }
        return whole;
    }

    static string? Renamed(string? text, int family) => text
        ?.Replace("F00000000", $"F{family:D8}", StringComparison.Ordinal)
        .Replace("M00000000", $"M{family:D8}", StringComparison.Ordinal)
        .Replace("N00000000", $"N{family:D8}", StringComparison.Ordinal);
}
