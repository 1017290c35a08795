using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Split;
using Gongji.Journal.Writing;
using Gongji.Ledger.People.Patient;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>A proof of a journal over several databases, each of which is read as of a moment of its own.</summary>
public sealed class SplitProofTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    [Fact]
    public async Task What_three_databases_hold_is_proven_together_and_from_where_the_last_proof_ended()
    {
        await using var store = OverThree();
        var day = await Day();
        var time = new ManualTime(day[^1].At);
        KeptProof? kept = null;

        foreach (var part in day.Chunk(40))
        {
            await Write(store, part);
            var all = await Prover.ProveAll(store, time, null, default);
            var proof = kept is null ? all : (await Prover.ProveSince(kept, store, time, default))!;

            Assert.Empty(all.Report.Findings);
            Assert.Empty(proof.Report.Findings);
            Assert.Equal(all.Report.Entries, proof.Report.Entries);
            kept = proof.Kept;
        }

        Assert.Equal(day.Count, kept!.Report.Entries);
    }

    [Fact]
    public async Task An_effect_whose_cause_another_database_does_not_tell_yet_is_judged_when_it_is_old()
    {
        await using var store = OverThree();
        var day = await Day();
        var patient = day.Where(static entry => entry.Grain.Value == "person/P9").ToList();
        var cause = patient.FindIndex(static entry => entry.Kind == EventKinds.Of<Settled>());
        await Write(store, day.Except(patient.Skip(cause)));
        var time = new ManualTime(day[^1].At);

        var young = await Prover.ProveAll(store, time, null, default);
        time.Pass(Prover.OpenMax * 2);
        var old = await Prover.ProveAll(store, time, null, default);
        var next = await Prover.ProveSince(young.Kept!, store, time, default);
        await Write(store, patient.Skip(cause));
        var whole = await Prover.ProveSince(young.Kept!, store, time, default);

        Assert.Empty(young.Report.Findings);
        Assert.All([old, next!], static proof =>
            Assert.Contains(proof.Report.Findings, found => found.Check == ProofCheck.CaptureHasNoSettlement));
        Assert.Empty(whole!.Report.Findings);
    }

    async Task<List<Entry>> Day() =>
        await books.Store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();

    static SplitJournalStore OverThree() =>
        new([.. Enumerable.Range(0, 3).Select(static _ => new MemoryJournalStore(1))]);

    static async Task Write(SplitJournalStore store, IEnumerable<Entry> entries)
    {
        var lanes = new Lanes(store, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer);
        foreach (var lane in entries.GroupBy(entry => lanes.NumberOf(entry.Grain)))
        {
            await store.Write(lane.Key, new Batch([.. lane], []), default);
        }
    }
}
