using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Proof;

// The settlements that are explained, by what they are called.
public sealed partial class ExplanationTests
{
    static async Task<Receipt> Settled(TestLedger ledger, string kind)
    {
        switch (kind)
        {
            case "a grandchild":
                await WithFunder(ledger, funder: 60, own: 0, name: "61019977770036");
                await ledger.RemoveMember("N1", "P1");
                (await ledger.Network("N1").AddMember(ledger.AddOf("P1") with
                {
                    Relation = Relation.SonsChild,
                    Source = RelationSource.HouseholdRegister,
                    Signer = PersonNo.Of("61019977771228"),
                    Evidence = "box 12/3",
                    Channel = "window",
                    From = new DateOnly(2026, 5, 20),
                    To = new DateOnly(2027, 5, 19),
                })).OrThrow();
                var drawn = (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
                await ledger.RemoveMember("N1", "P1");
                return drawn;
            case "all payers" or "a relative":
                await WithFunder(ledger, funder: 60, own: 50);
                (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
            case "a poor relative":
                await WithFunder(ledger, funder: 0, own: 0);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a visit's deductible":
                await ledger.Enrol("P1", area: "140100", yuan: 50);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "140100"))).OrThrow();
            case "a resident without an account":
                await ledger.Enrol("P1", PersonKind.Resident);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, level: 1))).OrThrow();
            default:
                return await OfRelatives(ledger, kind) ?? await OfOneWithFifty(ledger, kind);
        }
    }

    static async Task<Receipt> OfOneWithFifty(TestLedger ledger, string kind)
    {
        await ledger.Enrol("P1", yuan: 50);
        var bill = ledger.BillOf("P1", inScope: 90);
        switch (kind)
        {
            case "within the deductible" or "no binding" or "own account":
                return (await ledger.Settle(bill)).OrThrow();
            case "a credential view":
                var shown = ledger.SettleOf(bill) with { ShownBy = PersonNo.Of("M1") };
                return (await ledger.Person("P1").Settle(shown)).OrThrow();
            case "suspended":
                await ledger.Suspend("P1");
                return (await ledger.Settle(bill)).OrThrow();
            case "outside pooling":
                return (await ledger.Settle(
                    bill with { Institution = bill.Institution with { Capabilities = [] } })).OrThrow();
            case "a terminal":
                return await AskedFor(ledger, bill, new Actor(
                    ActorRole.Insured, ActorChannel.Terminal, "T01", "H1", new Evidence(EvidenceKind.SignIn, "S01")));
            case "a clerk":
                var seen = new DateTimeOffset(2026, 5, 20, 8, 0, 0, ChinaTime.Offset);
                return await AskedFor(ledger, bill, new Actor(
                    ActorRole.Representative,
                    ActorChannel.Window,
                    Authenticated: new Evidence(EvidenceKind.Provider, "F77", seen),
                    OnBehalfOf: PersonNo.Of("61019977770147")));
            case "blocked and in cash":
                await ledger.BlockAccount("P1");
                return await InCash(ledger, bill);
            case "in cash":
                return await InCash(ledger, bill);
            case "over the cap":
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 9000, ownExpense: 12))).OrThrow();
            case "a special examination":
                return await OfExams(ledger, bill, bill.Amounts.InScope);
            case "an examination and all else":
                return await OfExams(ledger, bill, Money.FromFen(40_00));
            case "equal":
                (await ledger.Settle(bill)).OrThrow();
                return (await ledger.Settle(bill with { Visit = ledger.VisitOf("other") })).OrThrow();
            case "reversed":
                var receipt = (await ledger.Settle(bill)).OrThrow();
                await ledger.Reverse(receipt);
                return receipt;
            default:
                return await OfAnother(ledger, bill, kind);
        }
    }

    static async Task<Receipt> OfAnother(TestLedger ledger, Bill bill, string kind)
    {
        switch (kind)
        {
            case "a registered hospital":
                await ledger.RegisterHospital();
                return (await ledger.Settle(bill)).OrThrow();
            case "a pharmacy":
                var shop = bill.Institution with { Kind = InstitutionKind.Pharmacy, Level = 0 };
                return (await ledger.Settle(bill with { Care = CareKind.Pharmacy, Institution = shop })).OrThrow();
            case "credits of a later year":
                await ledger.Credit("P1", 100, 2026);
                var last = bill.On(new DateOnly(2025, 12, 30));
                return (await ledger.Settle(last)).OrThrow();
            case "this year's credits":
                await ledger.Credit("P1", 100, 2026);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 140))).OrThrow();
            case "kept credits":
                await ledger.Change("P1", LedgerWords.InsuranceOf() with { AccountMode = AccountMode.PoolOnly });
                return (await ledger.Settle(bill)).OrThrow();
            case "kept from the pool":
                var barred = bill.Amounts with
                {
                    InScope = Money.Zero,
                    OwnExpense = bill.Amounts.Total,
                    AccountBarred = bill.Amounts.Total,
                };
                return (await ledger.Settle(bill with { Amounts = barred })).OrThrow();
            case "a stay":
                return (await ledger.Settle(bill with { From = bill.To.AddDays(-6) })).OrThrow();
            case "a disease":
                var part = new BillPart(bill.To.Year, DiseaseCode.Of("M03900"), bill.Amounts);
                return (await ledger.Settle(bill with { Parts = [part] })).OrThrow();
            case "a village station" or "a health centre":
                return await InTheCountry(ledger, kind);
            case "moved":
                (await ledger.Settle(bill)).OrThrow();
                await ledger.Change("P1", LedgerWords.InsuranceOf("210299"));
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "210200"))).OrThrow();
            case "the cap used up":
                (await ledger.Settle(ledger.BillOf("P1", inScope: 9000))).OrThrow();
                return (await ledger.Settle(bill)).OrThrow();
            default:
                return await WithSomethingUndone(ledger, bill, kind);
        }
    }

    static async Task<Receipt> WithSomethingUndone(TestLedger ledger, Bill bill, string kind)
    {
        switch (kind)
        {
            case "counted with one that was undone":
                return await AfterOneThatWasUndone(ledger, bill);
            case "a debt":
                return await OwingOneself(ledger, bill);
            case "a debt that a reversal leaves":
                var indebted = await OwingOneself(ledger, bill);
                await ledger.Reverse(indebted);
                return indebted;
            case ['H', ..]:
                var undone = (await ledger.Settle(bill)).OrThrow();
                (await ledger.Person("P1").Reverse(ledger.ReverseOf(undone) with
                {
                    Operation = Operation.Of(OperationId.Of(kind), ""),
                })).OrThrow();
                return undone;
            default:
                throw new ArgumentException($"no settlement is called {kind}");
        }
    }

    static async Task<Receipt> InTheCountry(TestLedger ledger, string kind)
    {
        await ledger.Enrol("P2", PersonKind.Resident, "610799");
        var bill = ledger.BillOf("P2", inScope: 90, area: "610700");
        var small = bill.Institution with
        {
            Kind = kind == "a village station" ? InstitutionKind.VillageStation : InstitutionKind.PrimaryCare,
            Level = 0,
        };
        return (await ledger.Settle(bill with { Institution = small })).OrThrow();
    }

    static async Task<Receipt> AfterOneThatWasUndone(TestLedger ledger, Bill bill)
    {
        var before = (await ledger.Settle(ledger.BillOf("P1", inScope: 300))).OrThrow();
        var counted = (await ledger.Settle(bill)).OrThrow();
        await ledger.Reverse(before);
        return counted;
    }

    /// <summary>Of 50 yuan that are taken back of somebody's account some are not there any more: 70 were spent for the
    /// patient before.</summary>
    static async Task OweOf50(TestLedger ledger, string name)
    {
        var (wrong, person) = (ledger.NewOperation(), ledger.Person(name));
        (await person.Credit(new CreditAccount(wrong, Money.FromFen(50_00), 2026, CreditSource.Opening))).OrThrow();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 70))).OrThrow();
        (await person.TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), wrong.Id, TakeBackReason.Mistake, Money.FromFen(50_00)))).OrThrow();
    }

    static async Task<Receipt> OwingOneself(TestLedger ledger, Bill bill)
    {
        await OweOf50(ledger, "P1");
        return (await ledger.Settle(bill)).OrThrow();
    }

    static async Task<Receipt> InCash(TestLedger ledger, Bill bill) =>
        (await ledger.Person("P1").Settle(ledger.SettleOf(bill) with { UseAccount = false })).OrThrow();

    static async Task<Receipt> OfExams(TestLedger ledger, Bill bill, Money exams) =>
        (await ledger.Settle(bill with { Amounts = bill.Amounts with { SpecialExams = exams } })).OrThrow();

    static async Task<Receipt> AskedFor(TestLedger ledger, Bill bill, Actor by)
    {
        var settle = ledger.SettleOf(bill);
        return (await ledger.Person("P1").Settle(
            settle with { Operation = settle.Operation with { By = by } })).OrThrow();
    }
}
