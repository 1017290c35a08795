using Gongji.Journal.Entries;
using Gongji.Journal.Writing;

namespace Gongji.Tests.Journal;

public sealed class SnapshotsInTurnTests
{
    [Fact]
    public async Task Few_snapshots_are_written_at_once_and_all_are_written()
    {
        var held = new HeldSnapshots();
        using var snapshots = new SnapshotsInTurn(held);

        Task[] writes = [.. Enumerable.Range(1, 20).Select(n => snapshots.WriteSnapshot(SnapshotOf(n), default))];
        var atOnce = held.Begun;
        held.LetGo();
        await Task.WhenAll(writes);

        Assert.Equal((8, 20), (atOnce, held.Begun));
    }

    [Fact]
    public async Task A_snapshot_that_fails_leaves_its_place_to_others_and_reading_waits_for_none()
    {
        var failing = new HeldSnapshots { Failure = new IOException("full") };
        using var snapshots = new SnapshotsInTurn(failing);
        Task[] writes = [.. Enumerable.Range(1, 20).Select(n => snapshots.WriteSnapshot(SnapshotOf(n), default))];

        var read = await snapshots.ReadSnapshot(new GrainKey("person/7"), default);
        failing.LetGo();

        Assert.Equal(7, read?.Sequence);
        foreach (var write in writes)
        {
            await Assert.ThrowsAsync<IOException>(() => write);
        }
        Assert.Equal(20, failing.Begun);
    }

    static Snapshot SnapshotOf(int n) => new(new GrainKey($"person/{n}"), n, [], []);

    /// <summary>Writes nothing until it may.</summary>
    sealed class HeldSnapshots : ISnapshots
    {
        readonly TaskCompletionSource _may = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int _begun;

        public int Begun => Volatile.Read(ref _begun);

        public Exception? Failure { get; init; }

        public void LetGo() => _may.SetResult();

        public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
            Task.FromResult<Snapshot?>(SnapshotOf(7));

        public async Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
        {
            Interlocked.Increment(ref _begun);
            await _may.Task;
            if (Failure is { } failure)
            {
                throw failure;
            }
        }
    }
}
