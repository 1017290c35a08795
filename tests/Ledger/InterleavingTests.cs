using Gongji.Families;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Ledger;

/// <summary>Calls of one grain interleave where they wait. Here they meet at the worst moment.</summary>
public sealed class InterleavingTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly HeldJournalStore _store = new(new MemoryJournalStore(lanes: 16));
    readonly TestLedger _ledger;

    public InterleavingTests()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
        _ledger = _step.Run(() => TestLedger.Start(_store, time, scheduler: _step));
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1", yuan: 100);
            await _ledger.Enrol("P2");
            await _ledger.Enrol("F1", yuan: 100);
            await _ledger.FormNetwork("N1", "F1", "P1", "P2");
        });
    }

    public void Dispose() => _step.Run(async () => await _ledger.DisposeAsync());

    [Fact]
    public void A_quote_that_is_overtaken_by_a_settlement_disturbs_nobody()
    {
        var (credited, quoted) = QuoteBehindACredit();

        var settled = _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 100))).OrThrow();
        _store.LetGo(GrainKey.Person(PersonNo.Of("F1")));

        Assert.Equal(100, settled.Own.Yuan);
        Assert.False(_step.AnswerOf(quoted).IsRefused);
        Assert.False(_step.AnswerOf(credited).IsRefused);
    }

    [Fact]
    public void A_member_who_is_added_while_an_earlier_removal_ends_is_a_member_on_both_sides()
    {
        var network = _ledger.Network("N1");
        var member = PersonNo.Of("P1");
        _store.Hold(GrainKey.Network(NetworkId.Of("N1")));
        var remove = new RemoveMember(_ledger.NewOperation(), member, UnbindReason.Authorizer);
        var removed = _step.Start(() => network.RemoveMember(remove));
        var added = _step.Start(() => network.AddMember(new AddMember(
            _ledger.NewOperation(), member, Relation.Child, new MemberLimits(), null, "app")));

        _store.LetGo(GrainKey.Network(NetworkId.Of("N1")));

        _step.AnswerOf(removed).OrThrow();
        _step.AnswerOf(added).OrThrow();
        var members = _step.Run(() => network.View(_ledger.Today)).OrThrow().Members;
        var networks = _step.Run(() => _ledger.Person("P1").View(_ledger.Today)).OrThrow().Networks;
        Assert.Contains(members, each => each.Member == member);
        Assert.Contains(NetworkId.Of("N1"), networks);
    }

    [Fact]
    public void A_removal_is_done_before_a_slow_person_has_been_told()
    {
        var patient = GrainKey.Person(PersonNo.Of("P1"));
        _store.Hold(patient);
        var remove = new RemoveMember(_ledger.NewOperation(), PersonNo.Of("P1"), UnbindReason.Authorizer);
        var removed = _step.Start(() => _ledger.Network("N1").RemoveMember(remove));
        var waits = !removed.IsCompleted;

        ((ManualTime)_ledger.Time).Pass(TimeSpan.FromSeconds(2));

        _step.AnswerOf(removed).OrThrow();
        _store.LetGo(patient);
        Assert.True(waits);
        Assert.Empty(_step.Run(() => _ledger.ViewOf("P1")).Networks);
    }

    [Fact]
    public void A_settlement_that_comes_while_a_member_is_added_does_not_undo_the_addition()
    {
        _step.Run(() => _ledger.Enrol("P3"));
        var patient = GrainKey.Person(PersonNo.Of("P3"));
        _store.Hold(patient);
        var added = _step.Start(() => _ledger.Network("N1").AddMember(_ledger.AddOf("P3")));
        var settled = _step.Start(() => _ledger.Settle(_ledger.BillOf("P3", inScope: 50)));

        _store.LetGo(patient);

        _step.AnswerOf(added).OrThrow();
        Assert.Contains(_step.AnswerOf(settled).OrThrow().Reasons, static why => why.Is(DrawRefusal.NotAMember));
        Assert.Contains(
            _step.Run(() => _ledger.ViewOfNetwork("N1")).Members, static each => each.Member == PersonNo.Of("P3"));
        Assert.Equal([NetworkId.Of("N1")], _step.Run(() => _ledger.ViewOf("P3")).Networks);
    }

    [Fact]
    public void A_draw_is_never_another_member_s_though_both_name_their_settlements_alike()
    {
        var first = _ledger.SettleOf(_ledger.BillOf("P1", inScope: 150), "same/1");
        var drawn = _step.Run(() => _ledger.Network("N1").Draw(DrawOf(first, yuan: 50))).OrThrow();

        var other = _step.Run(() => _ledger.Settle(_ledger.BillOf("P2", inScope: 150), "same/1")).OrThrow();

        var draws = _step.Run(() => _ledger.Network("N1").View(_ledger.Today)).OrThrow().OpenDraws;
        var holds = _step.Run(() => _ledger.Person("F1").View(_ledger.Today)).OrThrow().Holds;
        Assert.Equal((first.Bill.Person, drawn.Amount), draws.Select(draw => (draw.Member, draw.Amount)).Single());
        Assert.Equal((first.Bill.Person, drawn.Amount), holds.Select(hold => (hold.Patient, hold.Amount)).Single());
        Assert.Equal((0, 150), (other.Aid.Yuan, other.Cash.Yuan));
    }

    [Fact]
    public void A_settlement_that_is_overtaken_by_a_block_is_not_booked_and_holds_nothing()
    {
        _store.Hold(GrainKey.Person(PersonNo.Of("F1")));
        var settled = _step.Start(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 150)));
        var block = new BlockAccount(_ledger.NewOperation(), BlockReason.Lost);
        _step.Run(() => _ledger.Person("P1").BlockAccount(block)).OrThrow();

        _store.LetGo(GrainKey.Person(PersonNo.Of("F1")));

        Assert.True(_step.AnswerOf(settled).Refusal?.Is(SettleRefusal.AccountBlocked));
        Assert.Equal(100, _step.Run(() => _ledger.BalanceOf("P1")));
        Assert.Empty(OpenHolds());
        Assert.Empty(_step.Run(() => _ledger.Person("F1").View(_ledger.Today)).OrThrow().Holds);
    }

    [Fact]
    public void A_quote_that_is_overtaken_by_a_block_is_refused()
    {
        var (credited, quoted) = QuoteBehindACredit();
        var block = new BlockAccount(_ledger.NewOperation(), BlockReason.Lost);
        _step.Run(() => _ledger.Person("P1").BlockAccount(block)).OrThrow();

        _store.LetGo(GrainKey.Person(PersonNo.Of("F1")));

        Assert.False(_step.AnswerOf(credited).IsRefused);
        Assert.True(_step.AnswerOf(quoted).Refusal?.Is(SettleRefusal.AccountBlocked));
    }

    [Fact]
    public void A_credit_is_taken_back_when_the_settlement_under_way_has_taken_what_it_needs()
    {
        _step.Run(() => _ledger.Credit("P1", 50, _ledger.Today.Year));
        var credit = new CreditAccount(
            _ledger.NewOperation(), Money.FromFen(70_00), _ledger.Today.Year, CreditSource.Contribution);
        _step.Run(() => _ledger.Person("P1").Credit(credit)).OrThrow();
        _store.Hold(GrainKey.Person(PersonNo.Of("F1")));
        var settled = _step.Start(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 575)));
        var taken = _step.Start(() => _ledger.Person("P1").TakeBackCredit(new TakeBackCredit(
            _ledger.NewOperation(), credit.Operation.Id, TakeBackReason.Mistake)));

        _store.LetGo(GrainKey.Person(PersonNo.Of("F1")));

        Assert.Equal(220, _step.AnswerOf(settled).OrThrow().Own.Yuan);
        Assert.False(_step.AnswerOf(taken).IsRefused);
        var view = _step.Run(() => _ledger.ViewOf("P1"));
        Assert.Equal((0, 70), (view.Current.Yuan, view.Owed.Yuan));
    }

    [Fact]
    public void Fees_of_a_person_who_is_too_busy_to_be_asked_stay()
    {
        var (person, batch) = (PersonNo.Of("P1"), BatchNo.Of("1"));
        var visit = _ledger.Grains.Visit(VisitId.Of("V1"));
        _step.Run(async () =>
        {
            await _ledger.RegisterHospital();
            (await visit.Register(_ledger.RegisterOf(person))).OrThrow();
            var item = new FeeItem("1", "unknown", "检查", Money.FromFen(100), 1, 1);
            (await visit.UploadFees(new UploadFees(
                _ledger.NewOperation(), person, _ledger.Hospital, batch, [item]))).OrThrow();
            (await visit.Seal(person, _ledger.Hospital, batch)).OrThrow();
        });
        _store.Hold(GrainKey.Person(PersonNo.Of("F1")));
        var busy = _step.Start(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 150)));
        var other = new VoidBills(VisitId.Of("V0"), [new SealedBatch(batch, 1)]);
        var waiting = Enumerable.Range(0, 256)
            .Select(_ => _step.Start(() => _ledger.Person("P1").VoidBills(other)))
            .ToArray();

        var cancelled = _step.Start(() => visit.CancelFees(
            new CancelFees(_ledger.NewOperation(), person, _ledger.Hospital, Batch: null)));
        _store.LetGo(GrainKey.Person(PersonNo.Of("F1")));

        Assert.Throws<OverloadedException>(() => _step.AnswerOf(cancelled));
        Assert.False(_step.AnswerOf(busy).IsRefused);
        Assert.All(waiting, answer => Assert.False(_step.AnswerOf(answer).IsRefused));
    }

    [Fact]
    public void A_capture_does_not_leave_with_that_of_an_earlier_settlement_before_its_own_is_durable()
    {
        var patient = GrainKey.Person(PersonNo.Of("P1"));
        var later = _ledger.SettleOf(_ledger.BillOf("P1", inScope: 40));
        _store.Hold(patient);
        var first = _step.Start(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 130)));
        var second = _step.Start(() => _ledger.Person("P1").Settle(later));
        var decided = OpenHolds();

        _store.LetGo(patient);
        _store.Hold(patient);
        var earlier = _step.AnswerOf(first).OrThrow();
        var committed = OpenHolds();
        _store.LetGo(patient);
        _step.AnswerOf(second).OrThrow();

        Assert.Equal([earlier.Settlement, later.Settlement], decided);
        Assert.Equal([later.Settlement], committed);
        Assert.Empty(OpenHolds());
    }

    /// <summary>A quote that waits for the funder, whose credit is not durable yet.</summary>
    (Task<Answer<Confirmation>> Credited, Task<Answer<Receipt>> Quoted) QuoteBehindACredit()
    {
        _store.Hold(GrainKey.Person(PersonNo.Of("F1")));
        var credit = new CreditAccount(
            _ledger.NewOperation(), Money.FromFen(1), _ledger.Today.Year, CreditSource.Opening);
        var credited = _step.Start(() => _ledger.Person("F1").Credit(credit));
        var asked = _ledger.SettleOf(_ledger.BillOf("P1", inScope: 150));
        return (credited, _step.Start(() => _ledger.Person("P1").PreSettle(asked)));
    }

    /// <summary>Settlements of which the funder has not heard that they stand.</summary>
    IEnumerable<SettlementId> OpenHolds() =>
        _step.Run(() => _ledger.Person("F1").View(_ledger.Today)).OrThrow().Holds.Select(hold => hold.Settlement);

    static Draw DrawOf(Settle settle, decimal yuan) => new(
        settle.Settlement,
        1,
        settle.Bill.Person,
        new Insurance(new DateOnly(2020, 1, 1), AreaCode.Of("610199"), PersonKind.Active, InsuranceStatus.Normal),
        Money.TryFromYuan(yuan)!.Value,
        AidPurpose.Payment,
        settle.Bill.RulesOf,
        LastEnded: null);
}
