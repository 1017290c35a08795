using System.Threading.Channels;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

/// <summary>A write that has begun and ends as the test says.</summary>
sealed class HeldWrite(Batch batch)
{
    readonly TaskCompletionSource<IReadOnlyList<GrainKey>> _end =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Batch Batch { get; } = batch;

    public IEnumerable<string> Grains => Batch.Entries.Select(static entry => entry.Grain.Value);

    public Task<IReadOnlyList<GrainKey>> End => _end.Task;

    public void Commit() => _end.SetResult([]);

    public void Conflict(params string[] grains) => _end.SetResult([.. grains.Select(Some.Grain)]);

    public void Fail() => _end.SetException(new IOException("the disk fails"));
}

/// <summary>A store whose writes wait for the test.</summary>
sealed class HeldStore() : PassThroughStore(new MemoryJournalStore(lanes: 1))
{
    /// <summary>A lane that doesn't write what it should is found out by this.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    readonly Channel<HeldWrite> _writes = Channel.CreateUnbounded<HeldWrite>();

    /// <summary>The next write, when it has begun.</summary>
    public Task<HeldWrite> Next() => _writes.Reader.ReadAsync().AsTask().WaitAsync(Soon);

    public override Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var write = new HeldWrite(batch);
        _writes.Writer.TryWrite(write);
        return write.End;
    }
}
