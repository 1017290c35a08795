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

    /// <returns>Null where no relative is asked.</returns>
    static async Task<Receipt?> OfRelatives(TestLedger ledger, string kind)
    {
        switch (kind)
        {
            case "less than was asked for":
                await WithFunder(ledger, funder: 60.01m, own: 0);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a limit of one use":
                return await Limited(ledger, new MemberLimits(PerUse: Money.FromFen(20_00)));
            case "a limit of the month":
                return await Limited(
                    ledger, new MemberLimits(PerPeriod: Money.FromFen(30_00), Period: LimitPeriod.Month), before: 20);
            case "a limit of the year":
                return await Limited(ledger, new MemberLimits(PerPeriod: Money.FromFen(30_00)), before: 20);
            case "a limit that is used up":
                return await Limited(ledger, new MemberLimits(PerPeriod: Money.FromFen(20_00)), before: 20);
            case "a limit that was lowered":
                await Limited(ledger, new MemberLimits(PerPeriod: Money.FromFen(30_00)), before: 20);
                await ledger.AddMember("N1", "P1", new MemberLimits(PerPeriod: Money.FromFen(10_00)));
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a binding of today":
                await WithFunder(ledger, funder: 60, own: 0);
                var past = ledger.BillOf("P1", inScope: 90) with { ServiceDate = ledger.Today.AddDays(-5) };
                return (await ledger.Settle(past)).OrThrow();
            case "a floor" or "nothing above the floor" or "one that may pay" or "a suspended funder":
                return await InTaiyuan(ledger, kind);
            case "kept credits of a relative":
                await WithFunder(ledger, funder: 60, own: 0);
                await ledger.Change("F1", LedgerWords.InsuranceOf() with { AccountMode = AccountMode.PoolOnly });
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "an ended funder" or "a blocked funder" or "a removed member":
                return await WithNobodyToDrawOn(ledger, kind);
            case "all or nothing" or "all or nothing by a limit":
                var most = kind == "all or nothing" ? (Money?)null : Money.FromFen(15_00);
                await ledger.Enrol("P1", area: "210399");
                await ledger.Enrol("F1", area: "210299", yuan: 20);
                await ledger.FormNetwork("N1", "F1");
                await ledger.AddMember("N1", "P1", new MemberLimits(PerUse: most));
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "210300"))).OrThrow();
            default:
                return null;
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
            case "in cash":
                var settle = ledger.SettleOf(bill) with { UseAccount = false };
                return (await ledger.Person("P1").Settle(settle)).OrThrow();
            case "over the cap":
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 9000, ownExpense: 12))).OrThrow();
            case "a special examination":
                var amounts = bill.Amounts with { SpecialExams = bill.Amounts.InScope };
                return (await ledger.Settle(bill with { Amounts = amounts })).OrThrow();
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
                var last = bill with { ServiceDate = new DateOnly(2025, 12, 30) };
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
            case "counted with one that was undone":
                return await AfterOneThatWasUndone(ledger, bill);
            case "a debt":
                return await WithADebt(ledger, bill);
            case "a debt that a reversal leaves":
                var indebted = await WithADebt(ledger, bill);
                await ledger.Reverse(indebted);
                return indebted;
            case "a village station" or "a health centre":
                return await InTheCountry(ledger, kind);
            case "moved":
                (await ledger.Settle(bill)).OrThrow();
                await ledger.Change("P1", LedgerWords.InsuranceOf("210299"));
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "210200"))).OrThrow();
            case "the cap used up":
                (await ledger.Settle(ledger.BillOf("P1", inScope: 9000))).OrThrow();
                return (await ledger.Settle(bill)).OrThrow();
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

    /// <summary>Of 50 yuan that are taken back 20 are not there any more.</summary>
    static async Task<Receipt> WithADebt(TestLedger ledger, Bill bill)
    {
        var wrong = ledger.NewOperation();
        var person = ledger.Person("P1");
        (await person.Credit(new CreditAccount(wrong, Money.FromFen(50_00), 2026, CreditSource.Opening))).OrThrow();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 70))).OrThrow();
        (await person.TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), wrong.Id, TakeBackReason.Mistake, Money.FromFen(50_00)))).OrThrow();
        return (await ledger.Settle(bill)).OrThrow();
    }

    static async Task<Receipt> AskedFor(TestLedger ledger, Bill bill, Actor by)
    {
        var settle = ledger.SettleOf(bill);
        return (await ledger.Person("P1").Settle(
            settle with { Operation = settle.Operation with { By = by } })).OrThrow();
    }

    /// <summary>A settlement of 90 yuan under limits, after one that used some of them.</summary>
    static async Task<Receipt> Limited(TestLedger ledger, MemberLimits limits, decimal before = 0)
    {
        await WithFunder(ledger, funder: 200, own: 0);
        await ledger.AddMember("N1", "P1", limits);
        if (before > 0)
        {
            (await ledger.Settle(ledger.BillOf("P1", inScope: before))).OrThrow();
        }
        return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
    }

    static async Task<Receipt> InTaiyuan(TestLedger ledger, string kind)
    {
        await ledger.Enrol("P1", area: "140199");
        await ledger.Enrol("F1", area: "140199", yuan: kind == "nothing above the floor" ? 233 : 1_008);
        await ledger.FormNetwork("N1", "F1", "P1");
        if (kind == "one that may pay")
        {
            await ledger.Credit("F1", 2, ledger.Today.Year);
            await ledger.Enrol("F2", area: "140199", yuan: 1_100);
            await ledger.FormNetwork("N2", "F2", "P1");
        }
        if (kind == "a suspended funder")
        {
            await ledger.Suspend("F1", area: "140199");
        }
        return (await ledger.Settle(ledger.BillOf("P1", inScope: 50, area: "140100"))).OrThrow();
    }

    static async Task<Receipt> WithNobodyToDrawOn(TestLedger ledger, string kind)
    {
        await WithFunder(ledger, funder: 60, own: 0);
        switch (kind)
        {
            case "an ended funder":
                await ledger.End("F1");
                break;
            case "a blocked funder":
                await ledger.BlockAccount("F1");
                break;
            default:
                await ledger.RemoveMember("N1", "P1");
                (await ledger.Person("P1").JoinNetwork(ledger.NetworkOf("N1"), networksMax: null)).OrThrow();
                break;
        }
        return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
    }

    static async Task WithFunder(TestLedger ledger, decimal funder, decimal own, string name = "F1")
    {
        await ledger.Enrol("P1", yuan: own);
        await ledger.Enrol(name, yuan: funder);
        await ledger.FormNetwork("N1", name, "P1");
    }
}
