using System.Text;
using Gongji.Journal.Entries;
using Gongji.Journal.Split;
using Gongji.Tests.Simulation.Oracle;

namespace Gongji.Tests.Simulation;

/// <summary>What all hosts store, and when each entry became durable in true time.</summary>
sealed class Disk(World world, Faults faults, int databases)
{
    public Watcher Watcher { get; } = new(world, faults);

    /// <summary>What the watcher is shown instead of an entry: a ledger that had written that would be wrong.</summary>
    public Func<Entry, Entry>? Lie { get; set; }

    /// <summary>Whether every entry is watched: not where grains are told things that no patient, network or funder
    /// would tell them.</summary>
    public bool IsWatched { get; init; } = true;

    /// <summary>The databases over which the journal is split, with two lanes each.</summary>
    public MemoryJournalStore[] Parts { get; } =
        [.. Enumerable.Range(0, databases).Select(static _ => new MemoryJournalStore(lanes: 2))];

    public IJournalStore Store => field ??= Another();

    /// <summary>The databases that nobody reaches.</summary>
    public HashSet<int> Away { get; } = [];

    /// <summary>The journal as another host opens it.</summary>
    public IJournalStore Another() => new SplitJournalStore([.. Parts.Select(static part => part.Another())]);

    public Dictionary<(GrainKey, long), DateTimeOffset> DurableAt { get; } = [];

    /// <summary>The first promise that an entry broke; the run ends with it.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Writes what was there before anything happens.</summary>
    public void Begin(Entry entry)
    {
        var lane = (int)(GrainHash.Of(entry.Grain.Value) % (uint)Store.Lanes);
        var batch = Store.Sealed([entry], lane % Store.Databases).Result;
        var written = Store.Write(lane, batch, CancellationToken.None);
        Watcher.Check(written.Result.Count == 0, $"{entry.Grain} {entry.Sequence} is there already");
        Watch(entry);
    }

    public void Watch(Entry entry)
    {
        if (!IsWatched)
        {
            return;
        }
        try
        {
            Watcher.Take(Lie?.Invoke(entry) ?? entry);
        }
        catch (InvalidOperationException exception)
        {
            Broken ??= exception;
        }
    }

    /// <summary>Somebody hears an answer.</summary>
    public void Hears(Request request, object answer)
    {
        try
        {
            Mistakes.Check(request, answer);
            Watcher.Oracle.Answer(
                request.Operation,
                answer,
                new Hearing(request.FirstSent, request.LastSent, world.Now));
        }
        catch (InvalidOperationException exception)
        {
            Broken ??= exception;
        }
    }

    /// <summary>Every snapshot ever written, so that an old one can come back.</summary>
    public Dictionary<GrainKey, List<Snapshot>> Snapshots { get; } = [];
}

/// <summary>The store as one host sees it: slow, failing, forgetful, away.</summary>
sealed class FaultyStore(Disk disk, World world, Faults faults, WorldTime time)
    : PassThroughStore(disk.Another())
{
    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        await Wait(0, faults.Strikes(Faults.CommitSlow) ? 4_000 : 4);
        EnsureThere(lane % Databases);
        if (faults.Strikes(Faults.CommitFails))
        {
            world.Tell($"disk: a commit of {batch.Entries.Count} entries fails");
            throw new IOException("the commit failed");
        }
        var conflicts = await base.Write(lane, batch, stop);
        foreach (var entry in conflicts.Count == 0 ? batch.Entries : [])
        {
            disk.DurableAt[(entry.Grain, entry.Sequence)] = world.Now;
            disk.Watch(entry);
            world.Tell($"disk: {entry.Grain} {entry.Sequence} {entry.Kind} {Encoding.UTF8.GetString(entry.Body)}");
        }
        await Wait(0, 4);
        return disk.Away.Contains(lane % Databases) || faults.Strikes(Faults.CommitUnsaid)
            ? throw new IOException("the connection died in the commit")
            : conflicts;
    }

    public override async IAsyncEnumerable<Entry> Read(
        GrainKey grain,
        long from,
        long to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        await Wait(0, 2);
        EnsureThere(DatabaseOf(grain));
        if (faults.Strikes(Faults.ReadFails))
        {
            throw new IOException("the read failed");
        }
        await foreach (var entry in base.Read(grain, from, to, stop))
        {
            yield return entry;
        }
    }

    public override async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
    {
        await Wait(0, 2);
        EnsureThere(DatabaseOf(grain));
        var newest = await base.ReadSnapshot(grain, stop);
        if (newest is null)
        {
            return null;
        }
        if (faults.Strikes(Faults.SnapshotOdd))
        {
            return newest with { Hash = new byte[HashChain.Size] };
        }
        if (faults.Strikes(Faults.SnapshotDamaged))
        {
            return newest with { Body = Damaged(newest.Body) };
        }
        return faults.Strikes(Faults.SnapshotOld) ? world.Dice.Pick(disk.Snapshots[grain]) : newest;
    }

    public override Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        EnsureThere(DatabaseOf(snapshot.Grain));
        if (!disk.Snapshots.TryGetValue(snapshot.Grain, out var all))
        {
            disk.Snapshots[snapshot.Grain] = all = [];
        }
        all.Add(snapshot);
        return base.WriteSnapshot(snapshot, stop);
    }

    public override async Task<IReadOnlyList<WorkMark>> OpenWork(
        int database, WorkMark? after, int limit, CancellationToken stop)
    {
        await Wait(0, 4);
        EnsureThere(database);
        return faults.Strikes(Faults.WorkListFails)
            ? throw new IOException("the list of work can't be read")
            : await base.OpenWork(database, after, limit, stop);
    }

    /// <summary>What a torn page or a careless hand leaves: half of it, or money below zero.</summary>
    byte[] Damaged(byte[] body)
    {
        var balance = body.AsSpan().IndexOf("\"balance\":"u8);
        return balance < 0 || world.Dice.Below(2) == 0
            ? body[..(body.Length / 2)]
            : [.. body[..(balance + 10)], (byte)'-', .. body[(balance + 10)..]];
    }

    int DatabaseOf(GrainKey grain) => (int)(GrainHash.Of(grain.Value) % (uint)Databases);

    void EnsureThere(int database)
    {
        if (disk.Away.Contains(database))
        {
            throw new IOException("the database is away");
        }
    }

    Task Wait(int low, int high) => Task.Delay(world.Dice.Milliseconds(low, high), time);
}
