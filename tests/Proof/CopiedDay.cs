using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Proof.Copying;

namespace Gongji.Tests.Proof;

/// <summary>A day with aid, of two processes one after the other, and each batch that their lanes wrote.</summary>
public sealed class CopiedDay : IAsyncLifetime
{
    /// <summary>In the order of the commits.</summary>
    public List<Batch> Batches { get; } = [];

    public MemoryJournalStore Store { get; } = new();

    public static LedgerName Name { get; } = new(
        TestSeals.Sealer.Ledger, new string('0', 32), TestSeals.Sealer.Key.Public.ToString());

    public JournalSource Source => new(Store, Name, TestLedger.Clock);

    public async Task InitializeAsync()
    {
        for (var process = 0; process < 2; process++)
        {
            await using var ledger = await TestLedger.Start(new NotedBatches(Store, Batches));
            var (funder, patient) = ($"F{process}", $"P{process}");
            await ledger.Enrol(funder, yuan: 1_000);
            await ledger.Enrol(patient, yuan: 10);
            await ledger.FormNetwork($"N{process}", funder, patient);
            var receipt = (await ledger.Settle(ledger.BillOf(patient, inScope: 100))).OrThrow();
            (await ledger.Settle(ledger.BillOf(patient, inScope: 50))).OrThrow();
            await ledger.Host.Sweep();
            await ledger.Reverse(receipt);
            await ledger.Host.Sweep();
            // Drawn for nobody: it stays open, and more comes meanwhile.
            await ledger.Network($"N{process}").Draw(ledger.DrawOf(patient, 5, $"S{process}1"));
            await ledger.Network($"N{process}").Draw(ledger.DrawOf(patient, 5, $"S{process}2"));
        }
    }

    /// <summary>Some commits in the place of a journal.</summary>
    public static ICommitSource SourceOf(IEnumerable<WholeCommit> commits) => new Kept([.. commits]);

    public Task DisposeAsync() => Task.CompletedTask;

    public async Task<List<WholeCommit>> Commits() => await Source.Read(default).ToListAsync();

    /// <summary>The journal up to a commit, as it is imported.</summary>
    public async Task<MemoryJournalStore> UpTo(WholeCommit last)
    {
        var store = new MemoryJournalStore();
        var cut = await JournalCut.At(last.Seal.Chain, last.Seal.Number, Source, default);
        await JournalImport.Write(Source, cut, store, TestLedger.Clock, default);
        return store;
    }

    public static Task<CheckedSource> Check(ICommitSource source, IReadOnlyList<PlacedHead>? known = null) =>
        SourceCheck.Check(source, TestSeals.Trust, known ?? [], default);

    sealed class Kept(IReadOnlyList<WholeCommit> commits) : ICommitSource
    {
        public LedgerName Ledger => Name;

        public int Databases => 1;

        public IAsyncEnumerable<WholeCommit> Read(CancellationToken stop) => commits.ToAsyncEnumerable();
    }

    sealed class NotedBatches(IJournalStore inner, List<Batch> batches) : PassThroughStore(inner)
    {
        readonly SemaphoreSlim _inTurn = new(1);

        public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
        {
            await _inTurn.WaitAsync(stop);
            var taken = await base.Write(lane, batch, stop);
            batches.Add(batch);
            _inTurn.Release();
            return taken;
        }
    }
}
