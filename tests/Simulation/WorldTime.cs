namespace Gongji.Tests.Simulation;

/// <summary>A clock in the world. It may be wrong; how much time passes is always right.</summary>
sealed class WorldTime(World world) : TimeProvider
{
    /// <summary>How far this clock is ahead of true time.</summary>
    public TimeSpan Wrong { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Now + Wrong;

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new WorldTimer(world, () => callback(state), dueTime, period);
}

sealed class WorldTimer : ITimer
{
    readonly World _world;
    readonly Action _act;
    TimeSpan _period;
    int _armed;
    readonly Queue<int> _queued = new();

    public WorldTimer(World world, Action act, TimeSpan due, TimeSpan period)
    {
        (_world, _act) = (world, act);
        Change(due, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _armed++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _queued.Enqueue(_armed);
            _world.Arm(this, dueTime);
        }
        return true;
    }

    public void Fire()
    {
        if (_queued.Dequeue() != _armed)
        {
            return;
        }
        if (_period > TimeSpan.Zero)
        {
            _queued.Enqueue(_armed);
            _world.Arm(this, _period);
        }
        _act();
    }

    public void Dispose() => _armed++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
