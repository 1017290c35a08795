namespace Gongji.Tests.Support;

/// <summary>A clock that stands until the test moves it; then its timers ring. They ring once.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    readonly SortedSet<ManualTimer> _timers = new(Comparer<ManualTimer>.Create(static (one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number)));

    DateTimeOffset _now = start;
    TimeSpan _wrong;
    long _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now + _wrong;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The clock is set forward; no time passes.</summary>
    public void Jump(TimeSpan ahead) => _wrong += ahead;

    public void Pass(TimeSpan time)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _now += time;
            due = [.. _timers.TakeWhile(timer => timer.Due <= _now)];
            Array.ForEach(due, timer => _timers.Remove(timer));
        }
        Array.ForEach(due, static timer => timer.Ring());
    }

    /// <summary>Runs a call to its end and lets time pass for it, but only when nothing is left that can run: what runs
    /// takes no time.</summary>
    /// <param name="on">Where everything runs that it meets; null when it meets nothing else.</param>
    /// <exception cref="InvalidOperationException">It waits for something else than time.</exception>
    public T Run<T>(Func<Task<T>> call, SteppedScheduler? on = null)
    {
        var step = on ?? new SteppedScheduler();
        var answer = step.Start(call);
        while (!answer.IsCompleted && NextDue() is { } wait)
        {
            step.RunAll(() => Pass(wait));
        }
        return step.AnswerOf(answer);
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Func<Task> call, SteppedScheduler? on = null) => Run(
        async () =>
        {
            await call();
            return true;
        },
        on);

    /// <summary>Lets time pass until something on other threads has completed, but only while somebody waits for time.
    /// How much passes depends on those threads: it says nothing of how long anything took.</summary>
    public async Task PassUntil(Task completed)
    {
        while (!completed.IsCompleted)
        {
            if (NextDue() is { } wait)
            {
                Pass(wait);
            }
            await Task.Yield();
        }
    }

    /// <summary>Completes when somebody on another thread waits for no more than a time.</summary>
    public async Task WaitedFor(TimeSpan most)
    {
        while (!(NextDue() <= most))
        {
            await Task.Yield();
        }
    }

    TimeSpan? NextDue()
    {
        lock (_lock)
        {
            return _timers.Min?.Due - _now;
        }
    }

    sealed class ManualTimer(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        /// <summary>Of those that are due at once the one that was set first rings first.</summary>
        public long Number { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (time._lock)
                {
                    (Due, Number) = (time._now + dueTime, ++time._set);
                    time._timers.Add(this);
                }
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
