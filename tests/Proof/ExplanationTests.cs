using System.Text.RegularExpressions;
using Gongji.Families;
using Gongji.People;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

/// <summary>An auditor reads a settlement from start to end without knowing the program.</summary>
public sealed partial class ExplanationTests
{
    /// <summary>A settlement of each kind, and what its explanation has to tell.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "all payers", "统筹基金 354.00", "family aid N1: 20.00" },
        { "a relative", "系出资人…的子女，依据承诺书[1]，渠道[app]，2026-05-20绑定。",
            "The child of the funder … by commitment [1], over [app], bound on 2026-05-20." },
        { "a grandchild", "系出资人…0036的孙子女，依据户口簿，渠道[window]，2026-05-20绑定，2026-05-20起，2027-05-19止。",
            "The son's child of the funder …0036 by household register, over [window], bound on 2026-05-20,"
            + " from 2026-05-20, to 2027-05-19." },
        { "within the deductible", "未超过起付标准", "All of the in-scope amount goes into the deductible." },
        { "a resident without an account", "本人没有可以支付的个人账户。", "The person has no own account that may pay." },
        { "suspended", "暂停参保", "The insurance is suspended: the pooled fund pays nothing." },
        { "outside pooling", "该机构未纳入门诊统筹", "The institution is not in outpatient pooling on that day." },
        { "in cash", "个人负担全部以现金支付", "The message did not ask for accounts to pay." },
        { "no binding", "没有家庭共济绑定", "The person is bound to no family-aid network." },
        { "a credential view", "以亲情账户出示，其账户支付0.00元", "that person's account pays 0.00 yuan by it" },
        { "a poor relative", "未获支付：出资人账户没有可共济的余额。出资人账户可用余额为0.00元。  [aid.draw 610100@",
            "pays nothing. The funder's account has nothing free that may be shared. The funder's account had 0.00 yuan"
            + " free.  [aid.draw 610100@" },
        { "a poor relative", "\n    系出资人…的子女，依据", "\n    The child of the funder … by" },
        { "less than was asked for", "向家庭共济网N1申请90.00元，同意支付60.01元。出资人账户可用余额为60.01元。",
            "asked for 90.00 yuan and pays 60.01. The funder's account had 60.01 yuan free." },
        { "less than was asked for", "原因 N1: 出资人账户可用余额低于申请金额  [draw.balance]",
            "reason N1: The funder's account has less free than was asked for.  [draw.balance]" },
        { "a limit of one use", "申请90.00元，同意支付20.00元。单次使用限额为20.00元。",
            "asked for 90.00 yuan and pays 20.00. The limit for one use is 20.00 yuan." },
        { "a limit of the month", "同意支付10.00元。当月使用限额30.00元，此前已用20.00元，尚余10.00元。",
            "pays 10.00. Of the limit of 30.00 yuan for the month 20.00 was used before, 10.00 was left." },
        { "a limit of the year", "同意支付10.00元。当年使用限额30.00元，此前已用20.00元，尚余10.00元。",
            "pays 10.00. Of the limit of 30.00 yuan for the year 20.00 was used before, 10.00 was left." },
        { "a limit that is used up", "未获支付：使用限额已用完。当年使用限额20.00元，此前已用20.00元，尚余0.00元。  [aid.draw]",
            "pays nothing. The member's limit is used up. Of the limit of 20.00 yuan for the year 20.00 was used"
            + " before, 0.00 was left.  [aid.draw]" },
        { "a floor", "同意支付8.00元。出资人账户可用余额1008.00元，须留存1000.00元，可共济8.00元。  [aid.draw 140100@",
            "pays 8.00. The funder's account had 1008.00 yuan free, and 1000.00 must stay: 8.00 could be shared." },
        { "nothing above the floor", "未获支付：出资人账户没有可共济的余额。出资人账户可用余额233.00元，须留存1000.00元，可共济0.00元。",
            "pays nothing. The funder's account has nothing free that may be shared. The funder's account had 233.00"
            + " yuan free, and 1000.00 must stay: 0.00 could be shared." },
        { "all or nothing", "申请90.00元，可支付20.00元，未动用：参保地共济须足额支付，可支付金额不足，未使用共济。"
            + "出资人账户可用余额为20.00元。  [aid.draw 210200@",
            "asked for 90.00 yuan, could give 20.00 and pays nothing. In this area aid pays all that is asked of it or"
            + " nothing, and relatives could give less. The funder's account had 20.00 yuan free.  [aid.draw 210200@" },
        { "all or nothing", "共济须足额支付：申请90.00元，合计可支付20.00元，共济支付0.00元。  [payers.part_payment 210300@",
            "of 90.00 yuan the networks could give 20.00 together, so it pays 0.00.  [payers.part_payment 210300@" },
        { "all or nothing by a limit", "可支付15.00元，未动用：参保地共济须足额支付，可支付金额不足，未使用共济。单次使用限额为15.00元。",
            "could give 15.00 and pays nothing. In this area aid pays all that is asked of it or nothing, and relatives"
            + " could give less. The limit for one use is 15.00 yuan." },
        { "all or nothing by a limit", "原因 N1: 参保地共济须足额支付", "reason N1: In this area aid pays all" },
        { "one that may pay", "申请50.00元，可支付10.00元，未动用：每次结算使用的共济账户数已满",
            "asked for 50.00 yuan, could give 10.00 and pays nothing. No more networks may pay for one settlement." },
        { "a suspended funder", "未获支付：出资人已暂停或终止参保。其参保状态为暂停参保。  [aid.draw 140100@",
            "The funder's insurance is suspended or has ended. It is suspended.  [aid.draw 140100@" },
        { "over the cap", "已达年度支付限额", "The cap of the year leaves less than the share." },
        { "a visit's deductible", "起付标准50.00元", "of the deductible of 50.00 yuan" },
        { "equal", "请核对是否重复", "equal to a settlement that stood then" },
        { "a special examination", "特殊检查：本次", "special examinations: 90.00 yuan are in scope; there is no deduct" },
        { "a special examination", "不设年度限额", "and there is no cap of the year: the pool pays 63.00" },
        { "own account", "支付后余额0.00", "the own account holds 0.00 after it" },
        { "a terminal", "参保人本人，终端编号 T01，单位 H1，自助终端，认证：签到编号 S01", "the insured person, terminal T01, of H1" },
        { "a clerk", "认证：身份认证 F77 2026-05-20 08:00:00，代参保人 …0147 办理", "on behalf of the insured …0147." },
        { "reversed", "已撤销", "reversed 2026-05-20 12:00:00" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_left_to_guess(string kind, string chinese, string english)
    {
        await using var ledger = await TestLedger.Start(
            time: new ManualTime(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        var receipt = await Settled(ledger, kind);

        var found = await Explainer.Explain(
            ledger.Store, TestLedger.Policies, receipt.Settlement, patient: null, CancellationToken.None);

        Assert.Equal(Replayed.SameFen, found!.Replayed);
        var zh = string.Join('\n', ExplanationText.Of(found, Language.Chinese));
        var en = string.Join('\n', ExplanationText.Of(found, Language.English));
        Assert.Contains(chinese, zh, StringComparison.Ordinal);
        Assert.Contains(english, en, StringComparison.Ordinal);
        Assert.DoesNotMatch(Raw(), Bracketed().Replace(zh, ""));
        Assert.DoesNotMatch(Raw(), Bracketed().Replace(en, ""));
        Assert.DoesNotMatch(Latin(), Bracketed().Replace(zh, "")[zh.IndexOf('\n', StringComparison.Ordinal)..]);
        Assert.DoesNotMatch(Han(), en);
    }

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
            case "a floor" or "nothing above the floor" or "one that may pay" or "a suspended funder":
                return await InTaiyuan(ledger, kind);
            case "all or nothing" or "all or nothing by a limit":
                var most = kind == "all or nothing" ? (Money?)null : Money.FromFen(15_00);
                await ledger.Enrol("P1", area: "210399");
                await ledger.Enrol("F1", area: "210299", yuan: 20);
                await ledger.FormNetwork("N1", "F1");
                await ledger.AddMember("N1", "P1", new MemberLimits(PerUse: most));
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "210300"))).OrThrow();
            case "a visit's deductible":
                await ledger.Enrol("P1", area: "140100", yuan: 50);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "140100"))).OrThrow();
            case "a resident without an account":
                await ledger.Enrol("P1", PersonKind.Resident);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, level: 1))).OrThrow();
            default:
                await ledger.Enrol("P1", yuan: 50);
                return await OfOneWithFifty(ledger, kind);
        }
    }

    static async Task<Receipt> OfOneWithFifty(TestLedger ledger, string kind)
    {
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
                throw new ArgumentException($"no settlement is called {kind}");
        }
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

    static async Task WithFunder(TestLedger ledger, decimal funder, decimal own, string name = "F1")
    {
        await ledger.Enrol("P1", yuan: own);
        await ledger.Enrol(name, yuan: funder);
        await ledger.FormNetwork("N1", name, "P1");
    }

    /// <summary>What only a program says: a placeholder, a code, an assignment.</summary>
    [GeneratedRegex(@"[{}=]|\w_\w|[a-z]\.[a-z]")]
    private static partial Regex Raw();

    /// <summary>The rule, its version and the code of a reason, for whoever looks them up.</summary>
    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex("[a-z]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
