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

    void Record(string settlement) => _steps.Add(() =>
    {
        _outbox.Add(new Delivery(Mothers, new Heard(SettlementId.Of(settlement), _heard)));
        return _courier.Deliver();
    });

    sealed record Heard(SettlementId Settlement, List<string> By) : Message(Settlement)
    {
        public override string Name => "heard";

        public override async Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains)
        {
            await Task.Yield();
            By.Add(Settlement.Value);
            return Done.It;
        }
    }

    /// <summary>Turns of one grain, as many as the test says.</summary>
    sealed class Steps : TaskScheduler
    {
        readonly Queue<Task> _waiting = new();

        public void Add(Func<Task> turn) => _ = Task.Factory.StartNew(
            turn, CancellationToken.None, TaskCreationOptions.None, this);

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
