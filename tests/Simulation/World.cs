using System.Runtime.CompilerServices;

namespace Gongji.Tests.Simulation;

/// <summary>One thread, one die, one clock: whatever is ready runs in an order that the die decides, and time passes
/// only
/// when nothing is ready.</summary>
sealed class World
{
    readonly List<(Place Place, Task Turn)> _ready = [];
    readonly PriorityQueue<(WorldTimer Timer, int Armed), (long Ticks, long Order)> _timers = new();
    long _order;

    public World(ulong seed, DateTimeOffset start)
    {
        Dice = new Dice(seed);
        Start = start;
        Now = start;
    }

    public Dice Dice { get; }

    public DateTimeOffset Start { get; }

    /// <summary>True time, which no host's clock need agree with.</summary>
    public DateTimeOffset Now { get; private set; }

    public long Steps { get; private set; }

    /// <summary>What happened, line by line, when a run is to be read.</summary>
    public List<string>? Story { get; init; }

    public void Tell([InterpolatedStringHandlerArgument("")] ref StoryLine what) =>
        Story?.Add($"{(Now - Start).TotalSeconds,9:0.000}  {what.Text()}");

    public void Ready(Place place, Task turn) => _ready.Add((place, turn));

    public void Arm(WorldTimer timer, int armed, TimeSpan due) =>
        _timers.Enqueue((timer, armed), ((Now + due).Ticks, _order++));

    /// <summary>Runs one turn, or lets time pass to the next timer.</summary>
    /// <returns>False when nothing will ever happen again.</returns>
    public bool Step()
    {
        Steps++;
        if (_ready.Count > 0)
        {
            var at = Dice.Below(_ready.Count);
            var (place, turn) = _ready[at];
            _ready[at] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            place.Execute(turn);
            return true;
        }
        if (!_timers.TryDequeue(out var armed, out var due))
        {
            return false;
        }
        Now = due.Ticks > Now.Ticks ? new DateTimeOffset(due.Ticks, TimeSpan.Zero) : Now;
        armed.Timer.Fire(armed.Armed);
        return true;
    }

    /// <summary>Steps until the task ends or a promise is broken.</summary>
    /// <exception cref="InvalidOperationException">It never will, or takes absurdly long.</exception>
    public void RunUntil(Task task, Func<Exception?> broken, long stepsMax = 5_000_000)
    {
        // A test runner's context would take turns away from their place.
        SynchronizationContext.SetSynchronizationContext(null);
        var last = Steps + stepsMax;
        while (!task.IsCompleted)
        {
            if (broken() is { } promise)
            {
                throw promise;
            }
            if (!Step() || Steps > last)
            {
                throw new InvalidOperationException("the run does not end: something waits for ever");
            }
        }
        task.GetAwaiter().GetResult();
    }
}

/// <summary>Where turns run: a host, or the clients. When it crashes, whatever was to run in it never does; while it
/// stands still, whatever is to run in it waits until it wakes, and hears of nothing.</summary>
sealed class Place(World world, string name) : TaskScheduler
{
    readonly List<Task> _held = [];
    bool _stands;

    public string Name { get; } = name;

    public bool Crashed { get; private set; }

    public void Crash() => Crashed = true;

    public void Stand() => _stands = true;

    public void Wake()
    {
        _stands = false;
        _held.ForEach(turn => world.Ready(this, turn));
        _held.Clear();
    }

    public void Execute(Task turn)
    {
        if (_stands)
        {
            _held.Add(turn);
        }
        else if (!Crashed)
        {
            TryExecuteTask(turn);
        }
    }

    /// <summary>Runs something here.</summary>
    public Task<T> Run<T>(Func<Task<T>> act) => Task.Factory
        .StartNew(act, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this)
        .Unwrap();

    public Task Run(Func<Task> act) => Task.Factory
        .StartNew(act, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this)
        .Unwrap();

    protected override void QueueTask(Task task) => world.Ready(this, task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
