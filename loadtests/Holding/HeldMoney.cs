using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.LoadTests.Proving;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Holding;

/// <summary>Writes quickly what many funders hold for patients who know of no settlement: one family does so through
/// the real ledger, and its journal is written again and again under the names of others.</summary>
sealed class HeldMoney(IReadOnlyList<Entry> model, int databases)
{
    const int BatchMax = 10_000;
    const string Funder = "F00000000";
    const string Patient = "M00000000";
    const string Network = "N00000000";

    public static async Task<HeldMoney> Of(PolicyPacks policies, int databases)
    {
        await using var ledger = await TestLedger.Start(new MemoryJournalStore(lanes: 1), policies: policies);
        await ledger.Enrol(Funder, yuan: 100);
        await ledger.Enrol(Patient);
        (await ledger.Person(Funder).Hold(ledger.HoldOf(Network, ledger.DrawOf(Patient, 60)))).OrThrow();
        await ledger.Lanes.Flush();
        return new HeldMoney(
            await ledger.Store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync(),
            databases);
    }

    /// <summary>The number of the family of a funder.</summary>
    public static int FamilyOf(GrainKey funder) => int.Parse(funder.Id[1..], CultureInfo.InvariantCulture);

    public int DatabaseOfPatient(int family) =>
        (int)(GrainHash.Of(GrainKey.Person(PersonNo.Of($"M{family:D8}")).Value) % (uint)databases);

    public async Task Write(IJournalStore store, int families)
    {
        var lanes = Enumerable.Range(0, store.Lanes).Select(static _ => (new List<Entry>(), new List<WorkMark>()));
        var batches = lanes.ToArray();
        for (var family = 0; family < families; family++)
        {
            foreach (var (entry, isLast) in Renamed(family))
            {
                var lane = (int)(GrainHash.Of(entry.Grain.Value) % (uint)store.Lanes);
                var (entries, marks) = batches[lane];
                entries.Add(entry);
                if (isLast)
                {
                    marks.Add(new WorkMark(entry.Grain, entry.At));
                }
                if (entries.Count >= BatchMax)
                {
                    await Write(store, lane, batches[lane]);
                }
            }
        }
        for (var lane = 0; lane < batches.Length; lane++)
        {
            await Write(store, lane, batches[lane]);
        }
    }

    /// <summary>A family's entries, and which of them sets money aside.</summary>
    IEnumerable<(Entry Entry, bool IsLast)> Renamed(int family)
    {
        var hashes = new Dictionary<GrainKey, byte[]>();
        foreach (var one in model)
        {
            var entry = ManyFamilies.Renamed(one, family);
            entry = entry with
            {
                Hash = HashChain.NextOf(hashes.GetValueOrDefault(entry.Grain, HashChain.Genesis), entry),
            };
            hashes[entry.Grain] = entry.Hash;
            yield return (entry, ReferenceEquals(one, model[^1]));
        }
    }

    static async Task Write(IJournalStore store, int lane, (List<Entry> Entries, List<WorkMark> Marks) batch)
    {
        await store.Write(lane, new Batch([.. batch.Entries], [.. batch.Marks]), CancellationToken.None);
        batch.Entries.Clear();
        batch.Marks.Clear();
    }
}
