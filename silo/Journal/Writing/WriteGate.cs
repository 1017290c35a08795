using Gongji.Journal.Entries;

namespace Gongji.Journal.Writing;

/// <summary>Whether a database takes entries. When a commit fails, something that means nothing is written; when that
/// fails too, the gate closes, and it is written again and again until it is durable. Meanwhile nobody's operation is
/// tried on the database: whoever comes hears at once that nothing was booked.</summary>
/// <param name="scheduler">Where it writes.</param>
sealed class WriteGate(
    IJournalStore store, int database, TimeProvider time, TaskScheduler scheduler, ICommitWitness? witness)
{
    /// <summary>So soon a database that can be written again takes entries.</summary>
    public static readonly TimeSpan TouchEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>A database that takes longer takes none.</summary>
    public static readonly TimeSpan TouchWithin = TimeSpan.FromSeconds(3);

    /// <summary>The follower whose place is moved.</summary>
    public const string Touching = "touch";

    int _isLooking;
    volatile bool _isClosed;

    public bool IsOpen => !_isClosed;

    public void NoteFailure(int entries, Exception why)
    {
        witness?.Failed(database, entries, why);
        _ = Task.Factory
            .StartNew(Check, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler)
            .Unwrap();
    }

    /// <summary>Finds out whether the database can be written, and closes the gate when it can't.</summary>
    public async Task Check()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) != 0)
        {
            return;
        }
        if (await Touch() is { } why)
        {
            _isClosed = true;
            _ = OpenWhenWritten(time.GetTimestamp());
            witness?.Closed(database, why);
        }
        else
        {
            _isLooking = 0;
        }
    }

    async Task OpenWhenWritten(long closedAt)
    {
        Exception? why;
        do
        {
            await Task.Delay(TouchEvery, time);
            why = await Touch();
        }
        while (why is not (null or ObjectDisposedException));
        _isClosed = why is not null;
        _isLooking = 0;
        if (IsOpen)
        {
            witness?.Opened(database, time.GetElapsedTime(closedAt));
        }
    }

    /// <returns>Why nothing could be written; null when it was.</returns>
    async Task<Exception?> Touch()
    {
        using var late = new CancellationTokenSource(TouchWithin, time);
        try
        {
            var at = await store.Cursor(Touching, database, late.Token).WaitAsync(late.Token);
            await store.MoveCursor(Touching, at with { Number = at.Number + 1 }, late.Token).WaitAsync(late.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return new TimeoutException($"nothing could be written within {TouchWithin.TotalSeconds} s");
        }
        catch (Exception failed)
        {
            return failed;
        }
    }
}
