using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Proof;

// The settlements for which relatives are asked.
public sealed partial class ExplanationTests
{
    /// <returns>Null where no relative is asked.</returns>
    static async Task<Receipt?> OfRelatives(TestLedger ledger, string kind)
    {
        switch (kind)
        {
            case "less than was asked for":
                await WithFunder(ledger, funder: 60.01m, own: 0);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a relative's part that was reversed":
                return await WithAReversedPart(ledger);
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
                var past = ledger.BillOf("P1", inScope: 90).On(ledger.Today.AddDays(-5));
                return (await ledger.Settle(past)).OrThrow();
            case "a floor" or "nothing above the floor" or "one that may pay" or "a suspended funder":
                return await InTaiyuan(ledger, kind);
            case "kept credits of a relative":
                await WithFunder(ledger, funder: 60, own: 0);
                await ledger.Change("F1", LedgerWords.InsuranceOf() with { AccountMode = AccountMode.PoolOnly });
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a funder of another city":
                return await OfAnotherCity(ledger);
            case "an ended funder" or "a blocked funder" or "a removed member" or "a network that was left"
                or "a funder who owes":
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
            case "a network that was left":
                await ledger.RemoveMember("N1", "P1");
                (await ledger.Settle(ledger.BillOf("P1", inScope: 10))).OrThrow();
                break;
            case "a funder who owes":
                await OweOf50(ledger, "F1");
                break;
            default:
                await ledger.RemoveMember("N1", "P1");
                (await ledger.Person("P1").JoinNetwork(ledger.NetworkOf("N1"), networksMax: null, 2)).OrThrow();
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

    static async Task<Receipt> WithAReversedPart(TestLedger ledger)
    {
        await WithFunder(ledger, funder: 60, own: 0);
        var undone = (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
        await ledger.Reverse(undone);
        return undone;
    }

    static async Task<Receipt> OfAnotherCity(TestLedger ledger)
    {
        await ledger.Enrol("P1", area: "210399");
        await ledger.Enrol("F1", area: "210299", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "210300"))).OrThrow();
    }
}
