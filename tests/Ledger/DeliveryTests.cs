using Gongji.Ledger.Deliveries;

namespace Gongji.Tests.Ledger;

/// <summary>What is recorded is told at once, and is not left to the next sweep.</summary>
public sealed class DeliveryTests
{
    static readonly GrainKey Mothers = GrainKey.Network(NetworkId.Of("N1"));

    readonly Steps _steps = new();
    readonly List<string> _heard = [];
    readonly List<Delivery> _outbox = [];
    readonly Courier _courier;
    bool _isAway;

    public DeliveryTests() => _courier = new Courier(
        new NobodyElse(),
        () => _outbox,
        static async () => await Task.Yield(),
        heard => _outbox.RemoveAll(delivery => delivery.Heard == heard));

    /// <summary>Of so few steps is one round.</summary>
    public static TheoryData<int> AfterSteps => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(AfterSteps))]
    public void Whenever_it_comes_in_while_others_are_being_told(int steps)
    {
        Record("S1");
        _steps.Run(steps);

        Record("S2");
        _steps.Run();

        Assert.Equal(["S1", "S2"], _heard);
        Assert.Empty(_outbox);
    }

    [Fact]
    public void What_can_not_be_told_now_stays_for_later_and_fails_nobody()
    {
        _isAway = true;
        var told = Record("S1");
        _steps.Run();
        var left = _outbox.Count;

        _isAway = false;
        Record("S2");
        _steps.Run();

        Assert.True(told.IsCompletedSuccessfully);
        Assert.Equal(1, left);
        Assert.Equal(["S1", "S2"], _heard);
    }

    Task Record(string settlement) => _steps.Add(() =>
    {
        _outbox.Add(new Delivery(Mothers, new Heard(SettlementId.Of(settlement), this)));
        return _courier.Deliver();
    });

    sealed record Heard(SettlementId Settlement, DeliveryTests Test) : Message(Settlement)
    {
        public override string Name => "heard";

        public override async Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains)
        {
            await Task.Yield();
            if (Test._isAway)
            {
                throw new TimeoutException("it is away");
            }
            Test._heard.Add(Settlement.Value);
            return Done.It;
        }
    }

    /// <summary>Turns of one grain, as many as the test says.</summary>
    sealed class Steps : TaskScheduler
    {
        readonly Queue<Task> _waiting = new();

        public Task Add(Func<Task> turn) => Task.Factory
            .StartNew(turn, CancellationToken.None, TaskCreationOptions.None, this)
            .Unwrap();

        public void Run(int steps = int.MaxValue)
        {
            // What a turn waits for would else go on wherever the test runner wants.
            SynchronizationContext.SetSynchronizationContext(null);
            for (var step = 0; step < steps && _waiting.TryDequeue(out var turn); step++)
            {
                TryExecuteTask(turn);
            }
        }

        protected override void QueueTask(Task task) => _waiting.Enqueue(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => _waiting;
    }
}
