using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Journal.Writing;

/// <summary>An entry that waits for its commit.</summary>
/// <param name="Mark">Whether the grain's work opens (true), closes (false) or stays as it is (null).</param>
sealed record Pending(GrainJournal Owner, Entry Entry, bool? Mark, TaskCompletionSource Durable);

/// <summary>Group commit: takes what has queued up, writes it in one transaction, then releases the replies. There is
/// no timer: an idle lane writes at once, and under load the batch grows by itself.</summary>
/// <param name="seals">Of its commits.</param>
/// <param name="gate">Of the database that the lane writes to.</param>
/// <param name="scheduler">Where the lane's turns run.</param>
sealed class Lane(
    IJournalStore store,
    int number,
    SealChain seals,
    JournalOptions options,
    WriteGate gate,
    TimeProvider time,
    TaskScheduler scheduler)
{
    /// <summary>Whoever comes while a write takes longer is not made to wait for it.</summary>
    public static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly Queue<Pending> _queue = new();
    TaskCompletionSource? _idle;
    long _queuedBytes;
    long? _writingSince;

    /// <remarks>Grains that record in the same moment may find the same room: the queue passes its bound by as many as
    /// there are threads.</remarks>
    /// <exception cref="OverloadedException">No further entry is taken; nothing was booked.</exception>
    public void EnsureRoom()
    {
        if (!gate.IsOpen)
        {
            throw new OverloadedException("the journal can't be written; nothing was booked");
        }
        lock (_lock)
        {
            if (_writingSince is { } since && time.GetElapsedTime(since) > WriteWithin)
            {
                throw new OverloadedException("the journal's disk does not answer; nothing was booked");
            }
            if (_queue.Count >= options.QueueMax || _queuedBytes >= options.QueueBytesMax)
            {
                throw new OverloadedException("the journal's queue is full; nothing was booked");
            }
        }
    }

    /// <summary>Completes when nothing waits and nothing is being written.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
            {
                return _idle?.Task ?? Task.CompletedTask;
            }
        }
    }

    public void Enqueue(Pending pending)
    {
        lock (_lock)
        {
            _queue.Enqueue(pending);
            _queuedBytes += pending.Entry.Body.Length;
            if (_idle is not null)
            {
                return;
            }
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _ = Task.Factory.StartNew(Pump, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    async Task Pump()
    {
        while (Take() is { Count: > 0 } batch)
        {
            await Commit(batch);
        }
    }

    List<Pending> Take()
    {
        lock (_lock)
        {
            var batch = new List<Pending>(Math.Min(_queue.Count, options.BatchMax));
            var bytes = 0L;
            while (batch.Count < options.BatchMax
                && bytes < options.BatchBytesMax
                && _queue.TryDequeue(out var pending))
            {
                batch.Add(pending);
                bytes += pending.Entry.Body.Length;
            }
            _queuedBytes -= bytes;
            if (batch.Count == 0)
            {
                _idle!.SetResult();
                _idle = null;
            }
            return batch;
        }
    }

    /// <summary>Writes a batch; when grains in it have lost the race for their sequence, again without them.</summary>
    async Task Commit(List<Pending> batch)
    {
        // What an activation had queued behind a failed append is dropped here: the unique key would stop a double
        // entry, but not a gap.
        batch.RemoveAll(static pending => pending.Owner.DropIfLost(pending));
        while (batch.Count > 0)
        {
            IReadOnlyList<GrainKey> conflicts;
            try
            {
                conflicts = await Write(batch);
            }
            catch (Exception exception)
            {
                gate.NoteFailure(batch.Count, exception);
                batch.ForEach(pending => pending.Owner.Lose("the commit failed or is unknown", exception));
                batch.ForEach(static pending => pending.Owner.DropIfLost(pending));
                return;
            }
            if (conflicts.Count == 0)
            {
                batch.ForEach(static pending => pending.Durable.SetResult());
                return;
            }
            foreach (var pending in batch.Where(pending => conflicts.Contains(pending.Entry.Grain)))
            {
                pending.Owner.Lose("another activation of the grain wrote to its journal", null);
            }
            batch.RemoveAll(static pending => pending.Owner.DropIfLost(pending));
        }
    }

    async Task<IReadOnlyList<GrainKey>> Write(List<Pending> batch)
    {
        MarkWriting(time.GetTimestamp());
        try
        {
            var entries = batch.ConvertAll(static pending => pending.Entry);
            var seal = await seals.Next(entries);
            var conflicts = await store.Write(number, new Batch(entries, MarksOf(batch), seal), CancellationToken.None);
            if (conflicts.Count == 0)
            {
                seals.Follow();
            }
            return conflicts;
        }
        catch
        {
            seals.Break();
            throw;
        }
        finally
        {
            MarkWriting(null);
        }
    }

    void MarkWriting(long? since)
    {
        lock (_lock)
        {
            _writingSince = since;
        }
    }

    static WorkMark[] MarksOf(List<Pending> batch) =>
    [
        .. batch
            .Where(static pending => pending.Mark is not null)
            .GroupBy(static pending => pending.Entry.Grain)
            .Select(static grain => grain.Last())
            .Select(static pending => new WorkMark(
                pending.Entry.Grain, pending.Mark == true ? pending.Entry.At : null)),
    ];
}
