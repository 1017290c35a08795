using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Split;

/// <summary>Splits the journal over several stores by a stable hash of the grain. A grain is wholly in one of them, and
/// no statement ever spans two.</summary>
/// <param name="parts">In an order that never changes; all with the same number of lanes. Their number never changes
/// either while there are entries: it decides where a grain is looked for.</param>
public sealed class SplitJournalStore(IReadOnlyList<IJournalStore> parts) : IJournalStore
{
    public int Databases => parts.Count;

    public int Lanes { get; } = parts[0].Lanes * parts.Count;

    public Task Prepare(CancellationToken stop) => Task.WhenAll(parts.Select(part => part.Prepare(stop)));

    /// <remarks>A grain's lane is its hash modulo the number of lanes, and that is a multiple of the number of parts:
    /// so the lane's remainder is the grain's part.</remarks>
    public Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
        parts[lane % parts.Count].Write(lane / parts.Count, batch, stop);

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
        Of(grain).Read(grain, from, to, stop);

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => Of(grain).ReadSnapshot(grain, stop);

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) =>
        Of(snapshot.Grain).WriteSnapshot(snapshot, stop);

    public Task<IReadOnlyList<WorkMark>> OpenWork(int database, WorkMark? after, int limit, CancellationToken stop) =>
        parts[database].OpenWork(0, after, limit, stop);

    public async IAsyncEnumerable<PositionedEntry> Follow(
        JournalPosition after, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var placed in parts[after.Database].Follow(after, stop))
        {
            yield return In(after.Database, placed);
        }
    }

    public async Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop) =>
        (await parts[database].Cursor(follower, 0, stop)) with { Database = database };

    public Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
        parts[to.Database].MoveCursor(follower, to, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) => Merged(
        parts.Select((part, database) => part.ReadByGrain(stop).Select(placed => In(database, placed))),
        static placed => placed.Entry.Grain,
        stop);

    public Task AwaitUnderWay(CancellationToken stop) =>
        Task.WhenAll(parts.Select(part => part.AwaitUnderWay(stop)));

    public Task<long> CountAfter(JournalPosition position, CancellationToken stop) =>
        parts[position.Database].CountAfter(position, stop);

    public IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default) =>
        parts[after.Database].ReadCommits(after, stop)
            .Select(commit => commit with { Last = commit.Last with { Database = after.Database } });

    public Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop) =>
        parts[database].ReadSeal(0, chain, number, stop);

    public Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop) =>
        parts[database].ReadChains(0, stop);

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default) => Merged(
        parts.Select(part => part.ReadSnapshotsByGrain(stop)), static snapshot => snapshot.Grain, stop);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }

    IJournalStore Of(GrainKey grain) => parts[(int)(GrainHash.Of(grain.Value) % (uint)parts.Count)];

    static PositionedEntry In(int database, PositionedEntry placed) =>
        placed with { Position = placed.Position with { Database = database } };

    /// <summary>Merges what comes in the order of grains. A grain comes from one of the sources alone.</summary>
    static async IAsyncEnumerable<T> Merged<T>(
        IEnumerable<IAsyncEnumerable<T>> sources,
        Func<T, GrainKey> grainOf,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var next = new PriorityQueue<IAsyncEnumerator<T>, string>(StringComparer.Ordinal);
        var all = sources.Select(source => source.GetAsyncEnumerator(stop)).ToArray();
        try
        {
            foreach (var source in all)
            {
                await Requeue(source);
            }
            while (next.TryDequeue(out var source, out _))
            {
                yield return source.Current;
                await Requeue(source);
            }
        }
        finally
        {
            foreach (var source in all)
            {
                await source.DisposeAsync();
            }
        }

        async Task Requeue(IAsyncEnumerator<T> source)
        {
            if (await source.MoveNextAsync())
            {
                next.Enqueue(source, grainOf(source.Current).Value);
            }
        }
    }
}
