namespace Gongji.Journal.Reaching;

/// <summary>Lets nobody wait for a database that is away: after some failures in a row a probe looks for it; when it
/// finds nobody calls fail at once, and one probe at a time finds out whether it is back.</summary>
/// <remarks>Failures alone only raise a suspicion: whoever waits in vain for a lock or for a connection of a full pool
/// fails as one does whom nobody answers.</remarks>
/// <param name="isAway">Whether a call failed because the database could not be reached, whatever was asked.</param>
/// <param name="probe">Reaches the database or fails.</param>
/// <param name="scheduler">Where probes run.</param>
sealed class Breaker(
    Predicate<Exception> isAway, Func<CancellationToken, Task> probe, TimeProvider time, TaskScheduler scheduler)
    : IAsyncDisposable
{
    /// <summary>A connection that broke alone is no sign, and the one that is opened in its stead goes through.
    /// </summary>
    public const int FailuresMax = 3;

    /// <summary>So soon a database that is back is used again.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>One that answers after this would only be known later than by the next probe. Each further probe has
    /// twice as long, up to <see cref="ProbeWithinMax"/>.</summary>
    public static readonly TimeSpan ProbeWithin = TimeSpan.FromSeconds(2);

    /// <summary>Longer than whoever connects waits.</summary>
    public static readonly TimeSpan ProbeWithinMax = TimeSpan.FromSeconds(16);

    readonly CancellationTokenSource _disposed = new();
    readonly Lock _lock = new();
    volatile Task _probing = Task.CompletedTask;
    volatile bool _isAway;
    volatile int _failures;
    volatile int _found;
    bool _isProbing;

    /// <exception cref="DatabaseAwayException">The database is away: nothing was done.</exception>
    public void EnsureThere()
    {
        if (_isAway)
        {
            throw new DatabaseAwayException();
        }
    }

    /// <exception cref="DatabaseAwayException">The database is away: nothing was done.</exception>
    public async Task<T> Ask<T>(Func<Task<T>> call)
    {
        EnsureThere();
        var found = _found;
        try
        {
            var answer = await call();
            if (_failures > 0)
            {
                _failures = 0;
            }
            return answer;
        }
        catch (Exception failed) when (isAway(failed))
        {
            NoteFailure(found);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }
        EndProbing();
        await _probing;
        _disposed.Dispose();
    }

    void EndProbing() => _disposed.Cancel();

    /// <param name="found">How often it had been found when the call was sent: what was sent before it was found the
    /// last time says nothing of it.</param>
    void NoteFailure(int found)
    {
        lock (_lock)
        {
            if (found == _found
                && ++_failures >= FailuresMax
                && !_isProbing
                && !_disposed.IsCancellationRequested)
            {
                _isProbing = true;
                _probing = Task.Factory
                    .StartNew(ProbeUntilBack, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler)
                    .Unwrap();
            }
        }
    }

    /// <summary>The first probe is at once: it may have been connections alone that broke, and all together.</summary>
    async Task ProbeUntilBack()
    {
        for (var within = ProbeWithin; !await IsBack(within); within = Longer(within))
        {
            _isAway = true;
            try
            {
                await Task.Delay(ProbeEvery, time, _disposed.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        lock (_lock)
        {
            (_failures, _isAway, _isProbing) = (0, false, false);
            _found++;
        }
    }

    static TimeSpan Longer(TimeSpan within) => within * 2 < ProbeWithinMax ? within * 2 : ProbeWithinMax;

    async Task<bool> IsBack(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _disposed.Token);
        try
        {
            await probe(stop.Token);
            return true;
        }
        catch (Exception)
        {
            // Whatever it is: whoever asked would have met it.
            return false;
        }
    }
}
