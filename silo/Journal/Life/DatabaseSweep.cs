using Gongji.Journal.Entries;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>Looks after work in one database that everybody may have forgotten: wakes the grains that have it, some at
/// a time, those that have had it longest first. None waits for another that can't finish now.</summary>
/// <param name="failed">Hears of a grain that failed when it was woken; it is woken again.</param>
public sealed class DatabaseSweep(
    IJournalStore store, IGrains grains, int database, TimeProvider time, Action<GrainKey, Exception> failed)
{
    /// <summary>How many grains are looked up at once: so few that a silo which waits for room among those who are slow
    /// says in time that it goes on.</summary>
    public const int PageMax = 250;

    /// <summary>Enough to keep a database busy, so few that a settlement hardly waits behind them.</summary>
    const int AtOnceMax = 128;

    /// <summary>With those that are slow: as many as a silo easily keeps waiting.</summary>
    const int UnderWayMax = 4_096;

    /// <summary>A grain that needs longer waits for somebody who can't be reached, and holds up nobody else.</summary>
    static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan RestMin = TimeSpan.FromSeconds(4);

    /// <summary>What can be finished again is finished this long after, at the latest.</summary>
    static readonly TimeSpan RestMax = TimeSpan.FromSeconds(30);

    readonly Lock _lock = new();
    readonly Dictionary<GrainKey, Task> _underWay = [];
    readonly Dictionary<GrainKey, Resting> _resting = [];
    TaskCompletionSource _freed = Signal();
    WorkMark? _after;
    int _quick;

    /// <summary>Completes when all who were woken so far are done.</summary>
    public Task Done
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll([.. _underWay.Values]);
            }
        }
    }

    /// <summary>Wakes the next grains that have work, and doesn't wait for what they do.</summary>
    /// <returns>True when there are more; false when the next call begins with the first again.</returns>
    /// <exception cref="Exception">The database can't be asked: the next call asks for the same.</exception>
    public async Task<bool> Next(CancellationToken stop)
    {
        var page = await store.OpenWork(database, _after, PageMax, stop);
        foreach (var (grain, _) in page)
        {
            if (IsDue(grain))
            {
                await Room(stop);
                Begin(grain);
            }
        }
        _after = page.Count == PageMax ? page[^1] : null;
        if (_after is null)
        {
            ForgetFinished();
        }
        return _after is not null;
    }

    /// <summary>Waits until another one may be woken.</summary>
    async Task Room(CancellationToken stop)
    {
        while (FreedWhenFull() is { } freed)
        {
            await freed.WaitAsync(stop);
        }
    }

    Task? FreedWhenFull()
    {
        lock (_lock)
        {
            return _quick < AtOnceMax && _underWay.Count < UnderWayMax ? null : _freed.Task;
        }
    }

    bool IsDue(GrainKey grain)
    {
        lock (_lock)
        {
            return !_underWay.ContainsKey(grain)
                && !(_resting.TryGetValue(grain, out var rests) && time.GetElapsedTime(rests.Since) < rests.For);
        }
    }

    void Begin(GrainKey grain)
    {
        // Nothing comes after it is set: whoever waits may go on at once.
        var ended = new TaskCompletionSource();
        lock (_lock)
        {
            _underWay.Add(grain, ended.Task);
            _quick++;
        }
        _ = Attend(grain, ended);
    }

    async Task Attend(GrainKey grain, TaskCompletionSource ended)
    {
        var waking = Wake(grain);
        var isQuick = true;
        try
        {
            await waking.WaitAsync(SlowAfter, time);
        }
        catch (TimeoutException)
        {
            isQuick = false;
        }
        Free(() => _quick--);
        var reached = await waking;
        Free(() =>
        {
            _underWay.Remove(grain);
            if (reached && isQuick)
            {
                _resting.Remove(grain);
            }
            else
            {
                _resting[grain] = Resting.After(_resting.GetValueOrDefault(grain), time.GetTimestamp());
            }
        });
        ended.SetResult();
    }

    /// <summary>Notes that somebody is done, and lets whoever waits look again.</summary>
    void Free(Action note)
    {
        TaskCompletionSource freed;
        lock (_lock)
        {
            note();
            (freed, _freed) = (_freed, Signal());
        }
        freed.SetResult();
    }

    /// <summary>False when the grain has to be woken again, whatever its work.</summary>
    async Task<bool> Wake(GrainKey grain)
    {
        try
        {
            await Of(grain).Attend();
            return true;
        }
        catch (Exception exception)
        {
            if (!Unreachable.Is(exception))
            {
                failed(grain, exception);
            }
            return false;
        }
    }

    IAttended Of(GrainKey key) => key.Kind switch
    {
        GrainKind.Person => grains.Person(PersonNo.Of(key.Id)),
        GrainKind.Network => grains.Network(NetworkId.Of(key.Id)),
        GrainKind.Visit or GrainKind.Institution or GrainKind.Credential or GrainKind.Policy or null =>
            throw new InvalidDataException($"the journal says that a grain has work to finish which has none: {key}"),
    };

    static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whoever was due and was not woken since has finished.</summary>
    void ForgetFinished()
    {
        lock (_lock)
        {
            foreach (var (grain, rests) in _resting)
            {
                if (time.GetElapsedTime(rests.Since) > RestMax + RestMax && !_underWay.ContainsKey(grain))
                {
                    _resting.Remove(grain);
                }
            }
        }
    }

    /// <summary>How long a grain that could not finish is left alone.</summary>
    /// <param name="Since">A timestamp of the clock.</param>
    readonly record struct Resting(long Since, TimeSpan For)
    {
        public static Resting After(Resting before, long now)
        {
            var twice = before.For + before.For;
            return new(now, twice < RestMin ? RestMin : twice > RestMax ? RestMax : twice);
        }
    }
}
