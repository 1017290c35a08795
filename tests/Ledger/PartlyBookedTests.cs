using Gongji.Client.Calls;
using Gongji.Families;
using Gongji.Journal.Entries;
using Gongji.Visits;

namespace Gongji.Tests.Ledger;

/// <summary>A call that takes several steps stops between two of them because the ledger is too busy. Nobody hears that
/// nothing was booked when something was.</summary>
public sealed class PartlyBookedTests : IAsyncLifetime, IAsyncDisposable
{
    static readonly GrainKey Patient = GrainKey.Person(PersonNo.Of("P1"));
    static readonly BatchNo Batch = BatchNo.Of("1");

    readonly ManualTime _time = new(TestLedger.Clock.GetUtcNow());
    readonly UnwritableStore _store = new(new MemoryJournalStore());
    readonly CloseBehind _calls;
    TestLedger _ledger = null!;

    public PartlyBookedTests() => _calls = new CloseBehind(async () =>
    {
        _store.IsUnwritable = true;
        await _ledger.Lanes.Check();
    });

    IVisit Visit => _ledger.Grains.Visit(VisitId.Of("V1"));

    public async Task InitializeAsync()
    {
        _ledger = await TestLedger.Start(_store, _time, neighbours: _calls);
        _calls.To = _ledger.Host;
        await _ledger.Enrol("F1", yuan: 100);
        await _ledger.Enrol("P1");
        await _ledger.FormNetwork("N1", "F1");
    }

    public async ValueTask DisposeAsync()
    {
        await Reopen();
        await _ledger.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task After_a_first_step_of_its_own_the_outcome_is_unknown()
    {
        _calls.CloseAfter(Patient, typeof(Answer<Done>));

        var added = await Record.ExceptionAsync(() => _ledger.Network("N1").AddMember(_ledger.AddOf("P1")));

        Assert.IsType<OutcomeUnknownException>(added);
        Assert.Equal([NetworkId.Of("N1")], (await _ledger.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task When_an_addition_that_was_left_behind_goes_on_the_outcome_is_unknown()
    {
        _calls.CloseAfter(Patient, typeof(Answer<Done>));
        await Record.ExceptionAsync(() => _ledger.Network("N1").AddMember(_ledger.AddOf("P1")));
        await Reopen();

        var again = await Record.ExceptionAsync(() => _ledger.Network("N1").AddMember(_ledger.AddOf("P1")));

        Assert.IsType<OutcomeUnknownException>(again);
    }

    [Fact]
    public async Task After_the_step_of_another_grain_the_outcome_is_unknown()
    {
        var before = await SealBatch();
        _calls.CloseAfter(Patient, typeof(Answer<Done>));

        var cancelled = await Record.ExceptionAsync(() => Visit.CancelFees(CancelOf()));

        Assert.IsType<OutcomeUnknownException>(cancelled);
        Assert.Equal(["person.bills_voided.1"], await KindsAfter(before));
    }

    [Fact]
    public async Task Before_any_step_nothing_was_booked()
    {
        var before = await SealBatch();
        _store.IsUnwritable = true;
        await _ledger.Lanes.Check();

        var cancelled = await Record.ExceptionAsync(() => Visit.CancelFees(CancelOf()));

        Assert.IsType<OverloadedException>(cancelled);
        Assert.Empty(await KindsAfter(before));
    }

    [Fact]
    public async Task After_its_last_step_it_is_done_though_what_follows_can_t_be_recorded()
    {
        await _ledger.AddMember("N1", "P1");
        _calls.CloseAfter(Patient, typeof(Answer<Done>));

        var removed = await _ledger.Network("N1").RemoveMember(
            new RemoveMember(_ledger.NewOperation(), PersonNo.Of("P1"), UnbindReason.Authorizer));
        var before = await _store.ReadByGrain().CountAsync();
        await Reopen();

        Assert.False(removed.IsRefused);
        Assert.Empty(await KindsAfter(before));
    }

    async Task Reopen()
    {
        _store.IsUnwritable = false;
        while (!_ledger.Lanes.Writable.Single())
        {
            _time.Pass(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    async Task<int> SealBatch()
    {
        var person = PersonNo.Of("P1");
        await _ledger.RegisterHospital();
        (await Visit.Register(_ledger.RegisterOf(person))).OrThrow();
        var item = new FeeItem("1", "unknown", "检查", Money.FromFen(100), 1, 1);
        (await Visit.UploadFees(new UploadFees(
            _ledger.NewOperation(), person, _ledger.Hospital, Batch, [item]))).OrThrow();
        (await Visit.Seal(person, _ledger.Hospital, Batch)).OrThrow();
        return await _store.ReadByGrain().CountAsync();
    }

    CancelFees CancelOf() => new(_ledger.NewOperation(), PersonNo.Of("P1"), _ledger.Hospital, Batch);

    async Task<string[]> KindsAfter(int before) =>
        [.. (await _store.Follow(default).Select(static each => each.Entry.Kind).ToListAsync()).Skip(before)];

    /// <summary>Lets the ledger become unwritable when a grain has answered another.</summary>
    sealed class CloseBehind(Func<Task> close) : ICalls
    {
        (GrainKey Grain, Type Answer)? _after;

        public ICalls? To { get; set; }

        public void CloseAfter(GrainKey grain, Type answer) => _after = (grain, answer);

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            var answer = await To!.Call(key, call);
            if (_after == (key, typeof(T)))
            {
                await close();
            }
            return answer;
        }
    }

    sealed class UnwritableStore(IJournalStore inner) : PassThroughStore(inner)
    {
        public bool IsUnwritable { get; set; }

        public override Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
            IsUnwritable ? throw new IOException("the disk is full") : base.Write(lane, batch, stop);

        public override Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
            IsUnwritable ? throw new IOException("the disk is full") : base.MoveCursor(follower, to, stop);
    }
}
