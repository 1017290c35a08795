using Gongji.Journal.Entries;

namespace Gongji.Journal.Writing;

/// <summary>Lets few snapshots be written at once: when many grains leave memory together, whoever settles or reads a
/// journal doesn't wait behind all of them.</summary>
public sealed class SnapshotsInTurn(ISnapshots inner) : ISnapshots, IDisposable
{
    /// <summary>So many that a silo which stops is soon done, and half of what reads journals.</summary>
    const int AtOnceMax = 8;

    readonly SemaphoreSlim _turn = new(AtOnceMax);

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => inner.ReadSnapshot(grain, stop);

    public async Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await inner.WriteSnapshot(snapshot, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
