using Gongji.Journal.Entries;

namespace Gongji.Tests.Support;

/// <summary>A journal whose writes fail when a test says so.</summary>
public sealed class FailingJournalStore(IJournalStore inner) : PassThroughStore(inner)
{
    int _failures;

    /// <summary>How many of the next writes fail.</summary>
    public int Failures
    {
        get => _failures;
        set => _failures = value;
    }

    /// <summary>What has to be in a write for it to fail.</summary>
    public Func<Entry, bool> Among { get; init; } = static _ => true;

    /// <summary>Whether a write that fails is durable all the same.</summary>
    public bool WritesBeforeFailing { get; init; }

    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        if (!batch.Entries.Any(Among) || Interlocked.Decrement(ref _failures) < 0)
        {
            return await base.Write(lane, batch, stop);
        }
        if (WritesBeforeFailing)
        {
            await base.Write(lane, batch, stop);
        }
        throw new IOException("the connection died");
    }
}
