using Gongji.People;
using static Gongji.Tests.Simulation.MistakenPeople;
using static Gongji.Tests.Simulation.Mistakes;

namespace Gongji.Tests.Simulation;

/// <summary>What is asked of persons and can't be.</summary>
static class MistakesOfPersons
{
    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfInsurance =
    [
        Kind(PersonRefusal.NotEnrolled, static (at, id) => Credit(at, id, Stranger, Money.FromFen(100))),
        Kind(PersonRefusal.AmountIsZero, static (at, id) => Credit(at, id, Rich, Money.Zero)),
        Kind(PersonRefusal.BalanceTooLarge, static (at, id) =>
            Credit(at, id, Rich, Money.FromFen(1), at.Today.Year - 1)),
        Kind(PersonRefusal.YearOutOfRange, static (at, id) =>
            Credit(at, id, RichSpouse, Money.FromFen(1), at.Today.Year + 2)),
        Kind(PersonRefusal.NotRetired, static (at, id) => at.Grains.Person(RichSpouse).Credit(new CreditAccount(
            Operation.Of(id, ""), Money.FromFen(1), at.Today.Year, CreditSource.Retirement))),
        Kind(PersonRefusal.AreaNotCovered, static (at, id) =>
            Change(at, id, Insured(at.Today) with { Area = AreaCode.Of("659000") })),
        Kind(PersonRefusal.NoRetireeGroup, static (at, id) =>
            Change(at, id, Insured(at.Today) with { RetireeGroup = RetireeGroup.Public })),
        Kind(PersonRefusal.ChangeBeforeInsurance, static (at, id) =>
            Change(at, id, Insured(new DateOnly(2019, 1, 1)))),
    ];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfSettling =
    [
        Kind(SettleRefusal.NotEnrolled, static (at, id) => Settle(at, id, Stranger, static bill => bill)),
        Kind(SettleRefusal.OtherPersonsBill, static (at, id) =>
            Settle(at, id, Rich, static bill => bill with { Person = RichSpouse })),
        Kind(SettleRefusal.BillIsZero, static (at, id) => Settle(at, id, Rich, static bill => bill with
        {
            Amounts = new BillAmounts(Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero),
        })),
        Kind(SettleRefusal.BillDoesNotAddUp, static (at, id) => Settle(at, id, Rich, static bill => bill with
        {
            Amounts = bill.Amounts with { InScope = bill.Amounts.InScope + Money.FromFen(1) },
        })),
        Kind(SettleRefusal.CareNotOfInstitution, static (at, id) =>
            Settle(at, id, Rich, static bill => bill with { Care = CareKind.Pharmacy })),
        Kind(SettleRefusal.NotInsuredThen, static (at, id) =>
            Settle(at, id, Rich, static bill => On(bill, new DateOnly(2019, 12, 31)))),
        Kind(SettleRefusal.AreaNotCovered, static (at, id) =>
            Settle(at, id, Rich, static bill => On(bill, BeforeRules))),
        KindOf(SettleRefusal.SettlementIdUsed, IsSettled, static (at, id, settled) =>
        {
            var (person, settlement) = (((Receipt)settled.Answer!).Bill.Person, ((Receipt)settled.Answer).Settlement);
            return Settle(at, id, person, static bill => bill, settlement);
        }),
    ];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfWhatWasDone =
    [
        KindOf(ReverseRefusal.OtherVisit, IsSettled, static (at, id, settled) =>
            at.Grains.Person(((Receipt)settled.Answer!).Bill.Person).Reverse(new Reverse(
                Operation.Of(id, ""), ((Receipt)settled.Answer).Settlement, VisitId.Of("V-of-another")))),
        KindOf(ReverseRefusal.NotReversible, IsDone, static (at, id, done) => at.Grains.Person(PersonOf(done))
            .ReverseOperation(new ReverseOperation(Operation.Of(id, ""), done.Operation))),
        KindOf(ReverseRefusal.CancellationIsFinal, IsReversal, static (at, id, reversal) =>
            at.Grains.Person(PersonOf(reversal))
                .ReverseOperation(new ReverseOperation(Operation.Of(id, ""), reversal.Operation))),
        KindOf(OperationRefusal.IdUsedForOtherContent, IsDone, static (at, _, done) =>
            at.Grains.Person(PersonOf(done)).BlockAccount(
                new BlockAccount(Operation.Of(done.Operation, "something else"), BlockReason.Lost))),
    ];

    public static readonly (string, Func<Mistakes, OperationId, Request?>)[] Kinds =
        [.. OfInsurance, .. OfSettling, .. OfWhatWasDone];

    static bool IsSettled(Request request) => request is { What: "settle", Answer: Receipt };

    static bool IsDone(Request request) => request is { Answer: Confirmation, Asks.About.Kind: GrainKind.Person };

    static PersonNo PersonOf(Request request) => PersonNo.Of(request.Asks!.Value.About.Id);

    static bool IsReversal(Request request) =>
        request.Asks is not null && request.Answer is ReversalReceipt own && own.Operation == request.Operation;

    static Insurance Insured(DateOnly from) =>
        new(from, AreaCode.Of("610199"), PersonKind.Active, InsuranceStatus.Normal);

    static Task<Answer<Confirmation>> Change(Mistakes at, OperationId id, Insurance insurance) =>
        at.Grains.Person(Rich).ChangeInsurance(new ChangeInsurance(Operation.Of(id, ""), insurance));

    static Task<Answer<Confirmation>> Credit(
        Mistakes at, OperationId id, PersonNo person, Money amount, int? year = null) =>
        at.Grains.Person(person).Credit(new CreditAccount(
            Operation.Of(id, ""), amount, year ?? at.Today.Year, CreditSource.Contribution));

    static Bill On(Bill bill, DateOnly day) => bill with { From = day, To = day };

    static Task<Answer<Receipt>> Settle(
        Mistakes at, OperationId id, PersonNo person, Func<Bill, Bill> wrong, SettlementId? settlement = null)
    {
        var visit = $"V-{id.Value.Replace('/', '-')}";
        var bill = wrong(Population.BillOf(PersonNo.Of("PA"), visit, at.Today, 5_000, 0, 2) with { Person = person });
        return at.Grains.Person(person).Settle(new Settle(
            Operation.Of(id, bill.Digest), settlement ?? MistakesOfFamilies.SettlementOf(id), bill, UseAccount: true));
    }
}
