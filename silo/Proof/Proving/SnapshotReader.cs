using Gongji.Journal.Entries;

namespace Gongji.Proof.Proving;

/// <summary>Finds the snapshots of grains that come in their order.</summary>
sealed class SnapshotReader(IAsyncEnumerable<Snapshot> snapshots, Books books) : IAsyncDisposable
{
    readonly IAsyncEnumerator<Snapshot> _snapshots = snapshots.GetAsyncEnumerator();
    bool _has;

    /// <summary>Of the grain that was asked for last.</summary>
    public Snapshot? Current { get; private set; }

    public async Task Begin() => _has = await _snapshots.MoveNextAsync();

    public async ValueTask<Snapshot?> SnapshotOf(GrainKey grain)
    {
        while (_has && string.CompareOrdinal(_snapshots.Current.Grain.Value, grain.Value) < 0)
        {
            await Pass();
        }
        Current = null;
        if (_has && _snapshots.Current.Grain == grain)
        {
            Current = _snapshots.Current;
            _has = await _snapshots.MoveNextAsync();
        }
        return Current;
    }

    public async Task End()
    {
        while (_has)
        {
            await Pass();
        }
    }

    public ValueTask DisposeAsync() => _snapshots.DisposeAsync();

    async Task Pass()
    {
        var kept = _snapshots.Current;
        if (kept.IsReadable)
        {
            books.Find(ProofCheck.SnapshotDiffers, kept.Grain, kept.Sequence, "the journal has no entry of the grain");
        }
        else
        {
            books.SnapshotsUnused++;
        }
        _has = await _snapshots.MoveNextAsync();
    }
}
