using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Draws;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>The protocol of settlements serves whatever else a person commits together with others: a premium that
/// relatives help to pay, money sent into a relative's wallet, an account that moves to another area.</summary>
public sealed class CommitTests
{
    static readonly SettlementId Premium = SettlementId.Of("premium-2027");
    static readonly NetworkId Mothers = NetworkId.Of("N1");
    static readonly PersonNo Mother = PersonNo.Of("M1");

    /// <summary>400.00 for the own large-sum insurance: 150.00 of the own account, 250.00 of a network.</summary>
    static readonly PremiumPaid Paid = new(
        Premium,
        Attempt: 2,
        [new LotPart(2026, Roles.Yuan("150"))],
        [new AidPart(Mothers, Mother, Roles.Yuan("250"), Roles.Yuan("1000"))],
        [
            Posting.Debit(Accounts.Lot(Roles.Person, Purse.Own, 2026), Roles.Yuan("150")),
            Posting.Debit(Accounts.AidInTransit(Mothers), Roles.Yuan("250")),
            Posting.Credit("premiums/610100/large_sum/2027", Roles.Yuan("400")),
        ]);

    static readonly BillAmounts Amounts = new(
        Roles.Yuan("100"), Money.Zero, Money.Zero, Money.Zero, Roles.Yuan("100"), Money.Zero);

    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
    readonly PlainJournal _journal = new();
    readonly Book<PersonState> _book;
    readonly InsuredPerson _person;

    public CommitTests()
    {
        _book = new Book<PersonState>(_journal, _time);
        _person = new InsuredPerson(
            Roles.Person, _book, new NobodyElse(), TestLedger.Policies, _time);
        _book.Restore(Roles.Enrolled("2025:30 2026:200"), new KeyIndex());
    }

    [Fact]
    public async Task A_premium_takes_its_parts_and_answers_the_network_that_asks()
    {
        _book.Record(Paid);

        var before = await _person.OutcomeOf(Premium, attempt: 2, Mothers);
        var another = await _person.OutcomeOf(Premium, attempt: 2, NetworkId.Of("N2"));

        Assert.Equal(new Outcome(OutcomeKind.Settled, Roles.Yuan("250")), before);
        Assert.Equal(new Outcome(OutcomeKind.Settled, Money.Zero), another);
        Assert.Equal("2025:30 2026:50", Text(_book.State.Account));
        Assert.Equal(
            [new Delivery(GrainKey.Network(Mothers), new CaptureMessage(Premium, 2, Roles.Yuan("250")))],
            _book.State.Commits.Outbox);
        Assert.True(_book.State.HasOpenWork);
    }

    [Fact]
    public async Task A_premium_is_no_settlement_and_nothing_else_is_settled_under_its_id()
    {
        _book.Record(Paid);

        var found = await _person.FindSettlement(Premium);
        var reversed = await _person.Reverse(new Reverse(OperationOf("H/1"), Premium, VisitId.Of("V1")));
        var settled = await _person.Settle(
            new Settle(OperationOf("H/2"), Premium, Roles.BillOf(Amounts), UseAccount: true));

        Assert.Equal("reverse.no_such_settlement", found.Refusal!.Code);
        Assert.Equal("reverse.no_such_settlement", reversed.Refusal!.Code);
        Assert.Equal("settle.settlement_id_used", settled.Refusal!.Code);
    }

    [Fact]
    public void A_premium_that_is_undone_gives_everybody_the_same_parts_back()
    {
        Roles.Apply(_book.State, Paid, sequence: 1);
        Roles.Apply(_book.State, new Delivered(GrainKey.Network(Mothers), CaptureMessage.Says, Premium), sequence: 2);

        Roles.Apply(_book.State, new PremiumRefunded(Premium, Paid.Own, Paid.Aid, []), sequence: 3);

        Assert.Equal("2025:30 2026:200", Text(_book.State.Account));
        Assert.Equal(
            [new Delivery(GrainKey.Network(Mothers), new ReturnMessage(Premium, Roles.Yuan("250")))],
            _book.State.Commits.Outbox);
        Assert.Equal(3, _book.State.UndoneAt(new Recorded(1, default, null, Paid)));
    }

    /// <summary>2,000.00 sent on 1 March: the sender's account has it no more; it stands in the mother's wallet under
    /// its year, and pays only what a wallet pays.</summary>
    [Fact]
    public async Task Money_for_a_wallet_is_told_to_a_person_and_kept_apart_from_the_own_account()
    {
        var (heard, state) = (new List<string>(), Roles.Enrolled("2026:2500"));
        var sent = new TransferSent(
            SettlementId.Of("transfer-1"), [new LotPart(2026, Roles.Yuan("2000"))], Mother, heard);
        Roles.Apply(state, sent);
        var courier = new Courier(
            new NobodyElse(), () => state.Commits.Outbox, () => Task.CompletedTask, e => Roles.Apply(state, e));

        await courier.Deliver();
        var mothers = Roles.Enrolled("2026:10").Account;
        mothers.Credit(new LotPart(2026, Roles.Yuan("2000"), Purse.Wallet));

        Assert.Equal(["person/M1 hears of 2000.00"], heard);
        Assert.False(state.HasOpenWork);
        Assert.Equal("2026:500", Text(state.Account));
        Assert.Equal((Roles.Yuan("10"), Roles.Yuan("2010")), (mothers.Balance, mothers.Total));
        Assert.Equal("2026:10", Roles.Text(mothers.Choose(Roles.Yuan("50"), static _ => true)));
        Assert.Equal(
            [new LotPart(2026, Roles.Yuan("50"), Purse.Wallet)],
            mothers.Choose(Roles.Yuan("50"), static _ => true, purse: Purse.Wallet));
        Assert.Equal("person/M1/wallet/2026", Accounts.Lot(Mother, Purse.Wallet, 2026));
    }

    /// <summary>Lots 3,000.00, 1,200.00 and 121.09 with an open hold of 50.00 out of 2024: the account is blocked at
    /// once, moves when the hold has ended, and is then 4,271.09.</summary>
    [Fact]
    public void An_account_that_moves_is_blocked_and_waits_for_what_is_open()
    {
        var state = Roles.Enrolled("2024:3000 2025:1200 2026:121.09");
        var draw = Roles.DrawOf("50");
        LotPart[] held = [new LotPart(2024, Roles.Yuan("50"))];
        Roles.Apply(state, new HoldPlaced(
            draw.Settlement, draw.Attempt, Mothers, draw.Member, draw.Amount, held));

        Roles.Apply(state, new AccountBlocked(BlockReason.Ordered));
        var early = MovingOut(state);
        Roles.Apply(state, new HoldCaptured(draw.Settlement, Mothers, held, []), sequence: 2);
        var then = MovingOut(state);

        Assert.Null(early);
        Assert.Equal("2024:2950 2025:1200 2026:121.09", Roles.Text(then!));
        Assert.Equal(Roles.Yuan("4271.09"), then!.Sum(static part => part.Amount));
    }

    /// <summary>What moves: null while a hold, a message or a binding is open. Nothing new can begin.</summary>
    static LotPart[]? MovingOut(PersonState state) => state.Account.Blocked is null || state.HasOpenWork
        ? null
        : state.Account.Choose(state.Account.Balance, static _ => true);

    static Operation OperationOf(string id) => Operation.Of(OperationId.Of(id), "content");

    static string Text(Account account) => string.Join(
        ' ', account.OwnLots.Select(static lot => $"{lot.Year}:{lot.Balance.Yuan:0.##}"));

    sealed record PremiumPaid(
        SettlementId Settlement, int Attempt, LotPart[] Own, AidPart[] Aid, Posting[] Postings) : ICommit;

    sealed record PremiumRefunded(
        SettlementId Settlement, LotPart[] Own, AidPart[] Aid, Posting[] Postings) : IUndoing;

    sealed record TransferSent(
        SettlementId Settlement, LotPart[] Own, PersonNo To, List<string> Heard) : ICommit
    {
        public int Attempt => 1;

        public AidPart[] Aid => [];

        public Posting[] Postings => [];

        public IEnumerable<Delivery> Deliveries =>
            [new(GrainKey.Person(To), new WalletFilled(Settlement, Own[0].Amount, Heard))];
    }

    sealed record WalletFilled(SettlementId Settlement, Money Amount, List<string> Heard) : Message(Settlement)
    {
        public override string Name => "fill_wallet";

        public override Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains)
        {
            Heard.Add($"{grain} hears of {Amount}");
            return Task.FromResult<Answer<Done>>(Done.It);
        }
    }

    /// <summary>A journal that is durable at once and knows events as they are.</summary>
    sealed class PlainJournal : IGrainJournal
    {
        readonly List<Recorded> _entries = [];

        public long Sequence => _entries.Count;

        public DateTimeOffset LastAt => default;

        public Task Durable => Task.CompletedTask;

        public void EnsureRoom()
        {
        }

        public void Append(DateTimeOffset at, Operation? operation, IGrainEvent @event, bool? opensWork) =>
            _entries.Add(new Recorded(Sequence + 1, at, operation, @event));

        public IAsyncEnumerable<Recorded> Read(long from, long to) =>
            _entries.Where(entry => entry.Sequence >= from && entry.Sequence <= to).ToAsyncEnumerable();
    }
}
