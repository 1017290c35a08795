using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Support;

/// <summary>A journal that lasts as long as the test.</summary>
public sealed class MemoryJournalStore : IJournalStore
{
    readonly Data _data;

    public MemoryJournalStore(int lanes = 2)
        : this(new Data(), lanes)
    {
    }

    MemoryJournalStore(Data data, int lanes) => (_data, Lanes) = (data, lanes);

    public int Lanes { get; }

    /// <summary>A second store over the same data, as a second host has it.</summary>
    public MemoryJournalStore Another() => new(_data, Lanes);

    public Task Prepare(CancellationToken stop) => Task.CompletedTask;

    public Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lane, Lanes);
        stop.ThrowIfCancellationRequested();
        lock (_data)
        {
            return Task.FromResult(_data.Write(batch));
        }
    }

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default)
    {
        lock (_data)
        {
            return Each(_data.Range(grain, from, to), stop);
        }
    }

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
    {
        lock (_data)
        {
            return Task.FromResult(_data.Snapshots.GetValueOrDefault(grain));
        }
    }

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        lock (_data)
        {
            if (!_data.Snapshots.TryGetValue(snapshot.Grain, out var kept)
                || kept.Sequence < snapshot.Sequence
                || (kept.Sequence == snapshot.Sequence && kept.Seal != snapshot.Seal))
            {
                _data.Snapshots[snapshot.Grain] = snapshot;
            }
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkMark>> OpenWork(int database, WorkMark? after, int limit, CancellationToken stop)
    {
        lock (_data)
        {
            return Task.FromResult<IReadOnlyList<WorkMark>>([.. _data.OpenAfter(after).Take(limit)]);
        }
    }

    public Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop)
    {
        lock (_data)
        {
            _data.Cursors.TryAdd(follower, new JournalPosition(0, _data.Entries.Count));
            return Task.FromResult(_data.Cursors[follower]);
        }
    }

    public Task MoveCursor(string follower, JournalPosition to, CancellationToken stop)
    {
        lock (_data)
        {
            if (to.IsAfter(_data.Cursors[follower]))
            {
                _data.Cursors[follower] = to;
            }
        }
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default)
    {
        lock (_data)
        {
            return Each([.. _data.InOrder.Skip((int)after.Number)], stop);
        }
    }

    public Task AwaitUnderWay(CancellationToken stop) => Task.CompletedTask;

    public Task<long> CountAfter(JournalPosition position, CancellationToken stop)
    {
        lock (_data)
        {
            return Task.FromResult(_data.Entries.Count - position.Number);
        }
    }

    public IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default)
    {
        lock (_data)
        {
            return Each([.. _data.Commits.Where(commit => commit.Last.IsAfter(after))], stop);
        }
    }

    public Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop)
    {
        lock (_data)
        {
            return Task.FromResult(_data.Commits
                .Select(static commit => commit.Seal)
                .FirstOrDefault(seal => seal is not null && (seal.Chain, seal.Number) == (chain, number)));
        }
    }

    public Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop)
    {
        lock (_data)
        {
            return Task.FromResult<IReadOnlyList<Seal>>([.. _data.Chains.Values.SelectMany(
                static ends => new[] { ends.First, ends.Last })]);
        }
    }

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default)
    {
        lock (_data)
        {
            return Each(
                [.. _data.InOrder
                    .OrderBy(placed => placed.Entry.Grain.Value, StringComparer.Ordinal)
                    .ThenBy(placed => placed.Entry.Sequence)],
                stop);
        }
    }

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default)
    {
        lock (_data)
        {
            return Each([.. _data.Snapshots.Values.OrderBy(kept => kept.Grain.Value, StringComparer.Ordinal)], stop);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static async IAsyncEnumerable<T> Each<T>(T[] items, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        foreach (var item in items)
        {
            stop.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    sealed class Data
    {
        public List<Entry> Entries { get; } = [];

        public List<SealedCommit> Commits { get; } = [];

        /// <summary>The first and the last seal of each chain.</summary>
        public Dictionary<string, (Seal First, Seal Last)> Chains { get; } = [];

        public Dictionary<GrainKey, SortedList<long, Entry>> ByGrain { get; } = [];

        public Dictionary<GrainKey, Snapshot> Snapshots { get; } = [];

        public SortedSet<WorkMark> Open { get; } = new(ByAge);

        public Dictionary<GrainKey, WorkMark> Marks { get; } = [];

        public Dictionary<string, JournalPosition> Cursors { get; } = [];

        static readonly Comparer<WorkMark> ByAge = Comparer<WorkMark>.Create(static (one, other) =>
            one.Since != other.Since
                ? Nullable.Compare(one.Since, other.Since)
                : string.CompareOrdinal(one.Grain.Value, other.Grain.Value));

        public IEnumerable<WorkMark> OpenAfter(WorkMark? after) =>
            after is null ? Open : Open.Where(mark => ByAge.Compare(mark, after) > 0);

        public IEnumerable<PositionedEntry> InOrder =>
            Entries.Select((entry, index) => new PositionedEntry(new JournalPosition(0, index + 1), entry));

        public Entry[] Range(GrainKey grain, long from, long to)
        {
            if (!ByGrain.TryGetValue(grain, out var entries))
            {
                return [];
            }
            // Mostly the newest are read.
            var first = entries.Count;
            while (first > 0 && entries.Keys[first - 1] >= from)
            {
                first--;
            }
            return [.. entries.Values.Skip(first).TakeWhile(entry => entry.Sequence <= to)];
        }

        public IReadOnlyList<GrainKey> Write(Batch batch)
        {
            var wanted = new HashSet<(GrainKey, long)>();
            HashSet<GrainKey> taken = [.. batch.Entries
                .Where(entry => !wanted.Add((entry.Grain, entry.Sequence)) || Has(entry))
                .Select(entry => entry.Grain)];
            if (taken.Count > 0)
            {
                return [.. taken];
            }
            foreach (var entry in batch.Entries)
            {
                Add(entry);
            }
            foreach (var mark in batch.Marks)
            {
                Set(mark);
            }
            if (batch.Entries.Count > 0)
            {
                var hashes = batch.Entries.Select(static entry => entry.Hash);
                Commits.Add(new SealedCommit(new JournalPosition(0, Entries.Count), [.. hashes], batch.Seal));
            }
            if (batch.Seal is { } seal)
            {
                Chains[seal.Chain] = (Chains.TryGetValue(seal.Chain, out var ends) ? ends.First : seal, seal);
            }
            return [];
        }

        bool Has(Entry entry) => ByGrain.TryGetValue(entry.Grain, out var kept) && kept.ContainsKey(entry.Sequence);

        void Add(Entry entry)
        {
            if (!ByGrain.TryGetValue(entry.Grain, out var kept))
            {
                kept = ByGrain[entry.Grain] = [];
            }
            kept.Add(entry.Sequence, entry);
            Entries.Add(entry);
        }

        void Set(WorkMark mark)
        {
            if (Marks.Remove(mark.Grain, out var before))
            {
                Open.Remove(before);
            }
            if (mark.Since is not null)
            {
                Marks.Add(mark.Grain, mark);
                Open.Add(mark);
            }
        }
    }
}
