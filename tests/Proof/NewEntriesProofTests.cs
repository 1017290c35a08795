using System.Text;
using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>A proof that goes on from an earlier one.</summary>
public sealed class NewEntriesProofTests(BusyBooks books) : IClassFixture<BusyBooks>, IDisposable
{
    static readonly Guid Ledger = new("9b0c2f57-3c55-4f0e-8f0a-7f1d5a1b6c11");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gongji-proof-");

    string FileName => Path.Combine(_folder.FullName, "data", "proof.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Going_on_after_any_part_of_a_day_finds_what_a_proof_of_the_whole_day_finds()
    {
        var day = await books.Store.Follow(JournalPosition.Start).ToListAsync();
        var file = FileOf(Ledger);
        var store = new MemoryJournalStore(lanes: 1);

        for (var from = 0; from < day.Count; from += 37)
        {
            var kept = (await file.Load(default))?.Proof;
            await Write(store, day.Skip(from).Take(37).Select(static placed => placed.Entry));
            var all = await Prover.ProveAll(store, TestLedger.Clock, null, default);
            var proof = from == 0 ? all : await Prover.ProveSince(kept!, store, TestLedger.Clock, default);

            Assert.Empty(proof!.Report.Findings);
            Assert.Equal(from == 0 ? null : kept!.Report.Newest, proof.Report.Since);
            Assert.Equal(Said(all), Said(proof));
            await file.Keep(proof.Kept!, default);
        }
    }

    [Fact]
    public async Task Aid_that_was_under_way_and_never_came_is_named_when_it_has_been_delivered()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var patient = tampered["person/P9"].ToList();
        var settled = patient.FindIndex(static entry => entry.Kind == EventKinds.Of<Settled>());
        tampered["person/P9"].RemoveRange(settled + 1, patient.Count - settled - 1);
        tampered.Remove<DrawCaptured>("network/N9");
        var store = await tampered.Store();
        var kept = await Proven(store);

        await Write(store, patient.Skip(settled + 1));
        var proof = await Prover.ProveSince(kept, store, TestLedger.Clock, default);

        ProverTests.AssertFound(proof!.Report, ProofCheck.CaptureIsMissing, "person/P9", settled + 1);
        Assert.Null(proof.Kept);
    }

    [Fact]
    public async Task A_break_in_a_new_entry_is_found_and_named()
    {
        var (store, kept, next) = await ProvenBooks();

        await Write(store, [next with { Hash = new byte[HashChain.Size] }]);
        var proof = await Prover.ProveSince(kept, store, TestLedger.Clock, default);

        ProverTests.AssertFound(proof!.Report, ProofCheck.HashIsBroken, "person/F9", next.Sequence);
        Assert.Null(proof.Kept);
    }

    [Fact]
    public async Task A_break_in_a_proven_entry_of_a_grain_that_is_written_to_is_found_and_named()
    {
        var (store, kept, next) = await ProvenBooks();
        var day = await store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();
        var proven = day.FindIndex(static entry => entry.Grain.Value == "person/F9" && entry.Sequence == 2);
        day[proven] = day[proven] with { Body = [.. day[proven].Body[..^1], (byte)' ', (byte)'}'] };
        var changed = new MemoryJournalStore(lanes: 1);

        await Write(changed, [.. day, next]);
        var proof = await Prover.ProveSince(kept, changed, TestLedger.Clock, default);

        ProverTests.AssertFound(proof!.Report, ProofCheck.HashIsBroken, "person/F9", 2);
    }

    [Fact]
    public async Task A_proof_of_another_journal_or_of_a_longer_one_is_not_gone_on_from()
    {
        var (store, kept, _) = await ProvenBooks();
        var day = await store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();
        var (shorter, other) = (new MemoryJournalStore(lanes: 1), new MemoryJournalStore(lanes: 1));
        await Write(shorter, day.SkipLast(1));
        await Write(other, [.. day.SkipLast(1), day[^1] with { Hash = new byte[HashChain.Size] }]);

        Assert.Null(await Prover.ProveSince(kept, shorter, TestLedger.Clock, default));
        Assert.Null(await Prover.ProveSince(kept, other, TestLedger.Clock, default));
        Assert.Null(await Prover.ProveSince(kept, new MemoryJournalStore(), TestLedger.Clock, default));
    }

    [Fact]
    public async Task A_file_that_is_not_whole_is_thrown_away()
    {
        var (_, kept, _) = await ProvenBooks();
        var file = FileOf(Ledger);
        Assert.Null(await file.Load(default));
        await file.Keep(kept, default);
        var whole = await File.ReadAllTextAsync(FileName);
        Assert.NotNull((await file.Load(default))?.Proof);

        string[] odd =
        [
            "",
            "null",
            "[]",
            "{}",
            whole[..^1],
            whole[..(whole.Length / 2)],
            whole + "x",
            whole.Replace("\"entries\":", "\"entries\":1", StringComparison.Ordinal),
            whole.Replace("\"held\":", "\"held\":1", StringComparison.Ordinal),
            whole.Replace($"{Ledger}", $"{Guid.Empty}", StringComparison.Ordinal),
        ];
        foreach (var text in odd)
        {
            await File.WriteAllTextAsync(FileName, text, Encoding.UTF8);

            Assert.Null(await file.Load(default));
        }
    }

    [Fact]
    public async Task Of_a_proof_that_another_version_made_the_end_is_known_and_of_another_ledger_s_none_is_taken()
    {
        var (_, kept, _) = await ProvenBooks();
        await FileOf(Ledger).Keep(kept, default);

        var older = await FileOf(Ledger, "another").Load(default);
        var strange = await Record.ExceptionAsync(() => FileOf(Guid.Empty).Load(default));

        Assert.Null(older!.Proof);
        Assert.Equal(kept.Ends[0].Position, older.Ends[0].Position);
        Assert.Equal(kept.Report.Newest, older.Newest);
        Assert.IsType<InvalidDataException>(strange);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task What_was_proven_and_is_not_there_any_more_is_found_and_named(bool full, bool isOfThisProgram)
    {
        var (store, kept, _) = await ProvenBooks();
        var day = await store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();
        var older = new MemoryJournalStore(lanes: 1);
        await Write(older, day.SkipLast(1));
        var known = new KnownProof(kept.Ends, [], null, kept.Report.Newest!.Value, isOfThisProgram ? kept : null);

        var same = await Prove(known, full, store);
        var cut = await Prove(known, full, older);
        var unknown = await Prove(null, full, older);

        Assert.Empty(same.Report.Findings);
        Assert.Equal(full || !isOfThisProgram, same.Report.Since is null);
        var found = Assert.Single(cut.Report.Findings, static each => each.Check == ProofCheck.ProvenIsMissing);
        Assert.Contains("database 1 has not what was proven of it", found.What, StringComparison.Ordinal);
        Assert.Null(cut.Kept);
        Assert.DoesNotContain(unknown.Report.Findings, static each => each.Check == ProofCheck.ProvenIsMissing);
    }

    ProofFile FileOf(Guid ledger, string program = "this") => new(FileName, ledger, program);

    /// <summary>The books of the day, proven, and an entry that may come next.</summary>
    async Task<(MemoryJournalStore Store, KeptProof Kept, Entry Next)> ProvenBooks()
    {
        var store = new MemoryJournalStore(lanes: 1);
        var day = await books.Store.Follow(JournalPosition.Start).Select(static placed => placed.Entry).ToListAsync();
        await Write(store, day);
        var last = day.FindLast(static entry => entry.Grain.Value == "person/F9")!;
        var (kind, body) = EventKinds.Encode(last.Grain, new NetworksOrdered([NetworkId.Of("N9")]));
        var next = new Entry(last.Grain, last.Sequence + 1, day[^1].At, kind, "test/order", "d", null, body, []);
        next = next with { Hash = HashChain.NextOf(last.Hash, next) };
        return (store, await Proven(store), next);
    }

    static Task<Proven> Prove(KnownProof? known, bool full, IJournalStore store) =>
        Prover.Prove(known, [], full, store, TestSeals.Trust, TestLedger.Clock, null, default);

    static async Task<KeptProof> Proven(IJournalStore store)
    {
        var proof = await Prover.ProveAll(store, TestLedger.Clock, null, default);
        Assert.Empty(proof.Report.Findings);
        return proof.Kept!;
    }

    static async Task Write(MemoryJournalStore store, IEnumerable<Entry> entries) =>
        Assert.Empty(await store.Write(0, await store.Sealed([.. entries]), default));

    /// <summary>All that a proof says but how it came to it.</summary>
    static string Said(Proven proof)
    {
        var report = proof.Report with
        {
            Elapsed = default,
            Since = null,
            SnapshotsCompared = 0,
            Decisions = default,
            SnapshotsUnused = 0,
            GrainsByKind = proof.Report.GrainsByKind.OrderBy(static item => item.Key).ToDictionary(),
        };
        return JsonSerializer.Serialize(report, LedgerJson.Options);
    }
}
