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
        new WorldTimer(world, callback, state, dueTime, period);
}

sealed class WorldTimer : ITimer
{
    readonly World _world;
    readonly TimerCallback _act;
    readonly object? _state;
    TimeSpan _period;
    int _armed;

    public WorldTimer(World world, TimerCallback act, object? state, TimeSpan due, TimeSpan period)
    {
        (_world, _act, _state) = (world, act, state);
        Change(due, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _armed++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _world.Arm(this, _armed, dueTime);
        }
        return true;
    }

    /// <param name="armed">How often it was armed by then: what it was armed for before counts no more.</param>
    public void Fire(int armed)
    {
        if (armed != _armed)
        {
            return;
        }
        if (_period > TimeSpan.Zero)
        {
            _world.Arm(this, _armed, _period);
        }
        _act(_state);
    }

    public void Dispose() => _armed++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
