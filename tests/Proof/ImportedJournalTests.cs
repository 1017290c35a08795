using Gongji.Journal.Entries;
using Gongji.Proof.Copying;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>What is written of a journal that comes from elsewhere.</summary>
public sealed class ImportedJournalTests(CopiedDay day) : IClassFixture<CopiedDay>
{
    [Fact]
    public async Task Wherever_it_is_cut_it_proves_and_has_the_marks_of_open_work_that_the_lanes_had_written()
    {
        var commits = await day.Commits();
        var (marks, everOpen) = (new Dictionary<GrainKey, DateTimeOffset?>(), 0);

        foreach (var (commit, batch) in commits.Zip(day.Batches))
        {
            foreach (var mark in batch.Marks)
            {
                marks[mark.Grain] = mark.Since;
            }
            await using var store = await day.UpTo(commit);

            var open = await store.OpenWork(0, null, 100, default);
            var proof = await Prover.Prove(
                null, [], full: true, store, TestSeals.Trust, new ManualTime(commit.Entries[^1].At), null, default);

            Assert.Equal(
                marks.Where(static mark => mark.Value is not null)
                    .Select(static mark => (mark.Key, mark.Value))
                    .ToHashSet(),
                open.Select(static mark => (mark.Grain, mark.Since)).ToHashSet());
            Assert.Empty(proof.Report.Findings);
            everOpen += open.Count;
        }

        Assert.Equal(day.Batches.Count, commits.Count);
        Assert.True(everOpen > 0);
    }

    [Fact]
    public async Task A_hold_that_was_cut_off_from_its_settlement_is_given_back_when_the_ledger_goes_on()
    {
        var placed = (await day.Commits()).First(static commit =>
            commit.Entries.Any(static entry => entry.Kind == "person.hold_placed.2"));
        var store = await day.UpTo(placed);
        var before = await store.OpenWork(0, null, 100, default);
        var time = new ManualTime(TestLedger.Clock.GetUtcNow() + TimeSpan.FromHours(1));

        await using var ledger = await TestLedger.Start(store, time);
        await ledger.Host.Sweep();

        Assert.NotEmpty(before);
        Assert.Empty(await store.OpenWork(0, null, 100, default));
        Assert.Equal(1_000, await ledger.BalanceOf("F0"));
    }

    [Fact]
    public async Task A_moment_takes_the_commits_before_the_first_that_has_something_later()
    {
        var commits = await day.Commits();
        var moment = commits[commits.Count / 2].Entries[^1].At;
        var taken = commits.TakeWhile(commit => commit.Entries.All(entry => entry.At <= moment)).ToList();
        var left = commits.Skip(taken.Count).SelectMany(static commit => commit.Entries).ToList();
        await using var store = new MemoryJournalStore();
        var cut = JournalCut.At(moment);

        var copied = await JournalImport.Write(day.Source, cut, store, TestLedger.Clock, default);

        Assert.NotEmpty(left);
        Assert.Equal(taken.Count, copied.Commits);
        Assert.Equal(
            new LeftOut(
                commits.Count - taken.Count,
                left.Count,
                left.Min(static entry => entry.At),
                left.Max(static entry => entry.At)),
            cut.LeftOut);
        Assert.Equal(
            taken.SelectMany(static commit => commit.Entries).Select(static entry => entry.Hash),
            await store.Follow(JournalPosition.Start).Select(static placed => placed.Entry.Hash).ToListAsync());
    }

    [Fact]
    public async Task What_stands_behind_a_later_commit_is_left_out_though_it_is_earlier()
    {
        var commits = await day.Commits();
        var moment = commits[2].Entries[0].At;
        var clockIsAhead = commits[1] with
        {
            Entries = [.. commits[1].Entries.Select(entry => entry with { At = moment.AddHours(1) })],
        };
        var source = CopiedDay.SourceOf([commits[0], clockIsAhead, commits[2]]);
        var seal = clockIsAhead.Seal;
        JournalCut[] cuts =
            [JournalCut.At(moment), await JournalCut.At(seal.Chain, seal.Number, source, default)];

        foreach (var cut in cuts)
        {
            await using var store = new MemoryJournalStore();
            await JournalImport.Write(source, cut, store, TestLedger.Clock, default);
        }

        Assert.Equal([2, 1], cuts.Select(static cut => cut.LeftOut!.Commits));
    }

    [Fact]
    public async Task A_commit_that_a_store_does_not_keep_is_noticed()
    {
        await using var store = new ForgetfulStore((await day.Commits())[3].Seal);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => JournalImport.Write(
            day.Source, JournalCut.Nowhere, store, TestLedger.Clock, default));

        Assert.Contains("Not all that was written is there", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_without_a_seal_is_copied_to_nowhere()
    {
        await using var store = new MemoryJournalStore();
        await store.Write(0, new Batch((await day.Commits())[0].Entries, []), default);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => new JournalSource(store, CopiedDay.Name, TestLedger.Clock).Read(default).ToListAsync().AsTask());

        Assert.Contains("a commit without a seal", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_seal_of_that_number_is_nothing_is_cut()
    {
        var chain = (await day.Commits())[0].Seal.Chain;

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => JournalCut.At(chain, 1_000_000, day.Source, default));

        Assert.Contains($"no seal {chain}:1000000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_beside_what_another_writes_there()
    {
        await using var store = new MemoryJournalStore();
        var first = (await day.Commits())[0];
        await store.Write(0, new Batch(first.Entries, [], first.Seal), default);

        await Assert.ThrowsAsync<InvalidDataException>(() => JournalImport.Write(
            day.Source, JournalCut.Nowhere, store, TestLedger.Clock, default));
    }

    [Fact]
    public async Task Whoever_knows_a_head_sees_that_a_copy_lacks_it()
    {
        var commits = await day.Commits();
        var whole = await SealProver.Prove(day.Store, TestSeals.Trust, KnownSeals.None, full: true, default);
        await using var store = await day.UpTo(commits[^2]);
        var older = new JournalSource(store, CopiedDay.Name, TestLedger.Clock);

        var alone = await CopiedDay.Check(older);
        var beside = await CopiedDay.Check(older, whole.Open);
        var same = await CopiedDay.Check(day.Source, whole.Open);

        Assert.True(alone.IsClean);
        Assert.Equal(ProofCheck.SealedIsMissing, Assert.Single(beside.Findings).Check);
        Assert.True(same.IsClean);
    }

    sealed class ForgetfulStore(Seal forgotten) : PassThroughStore(new MemoryJournalStore())
    {
        public override Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
            batch.Seal == forgotten
                ? Task.FromResult<IReadOnlyList<GrainKey>>([])
                : base.Write(lane, batch, stop);
    }
}
