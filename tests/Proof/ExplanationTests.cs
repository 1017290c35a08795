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
        { "all payers", "统筹基金354.00元", "family aid N1: 20.00 yuan" },
        { "a relative", "系出资人的子女，依据承诺书[1]，渠道[app]，2026-05-20绑定。",
            "The funder's child by commitment [1], over [app], bound on 2026-05-20." },
        { "a grandchild", "系出资人的孙子女，依据户口簿，渠道[window]，2026-05-20绑定，2026-05-20起，2027-05-19止。",
            "son's child by household register, over [window], bound on 2026-05-20, from 2026-05-20, to 2027-05-19." },
        { "within the deductible", "符合政策范围的费用全部计入起付标准", "All of the in-scope amount goes into the deductible." },
        { "a resident without an account", "本人没有可以支付的个人账户。", "The person has no own account that may pay." },
        { "suspended", "暂停参保", "The insurance is suspended: the pooled fund pays nothing." },
        { "outside pooling", "该机构未纳入门诊统筹", "The institution is not in outpatient pooling on that day." },
        { "in cash", "个人负担全部以现金支付", "The message did not ask for accounts to pay." },
        { "no binding", "没有家庭共济绑定", "The person is bound to no family-aid network." },
        { "a credential view", "以亲情账户出示，其账户支付0.00元", "that person's account pays 0.00 yuan by it" },
        { "a poor relative", "未获支付：出资人账户可用余额不足", "pays nothing. The funder's account has nothing free" },
        { "over the cap", "年度支付限额余额不足应付份额", "The cap of the year leaves less than the share." },
        { "the cap used up", "年度限额此前已用完，统筹基金实付0.00元",
            "and the cap of the year was used up before: the pool pays 0.00 yuan." },
        { "a visit's deductible", "起付标准50.00元", "of the deductible of 50.00 yuan" },
        { "equal", "请核对是否重复", "equal to a settlement that stood then" },
        { "a special examination", "特殊检查：本次", "special examinations: 90.00 yuan are in scope; there is no deduct" },
        { "a special examination", "不设年度限额", "and there is no cap of the year: the pool pays 63.00" },
        { "own account", "支付后余额0.00", "the own account holds 0.00 yuan after it" },
        { "own account", "个人账户历年结余（2025年）50.00元", "own account, historic surplus of 2025: 50.00 yuan" },
        { "own account", "结算时间2026-05-20 12:00:00 +08:00  参保人…", "settled 2026-05-20 12:00:00 +08:00  person …" },
        { "own account", "参保地610199 [西安市 Xi'an]，在职职工", "Insured in 610199 [西安市 Xi'an] as an employee" },
        { "own account", "，二级综合医院或诊所。", ", a general hospital or clinic of level 2: 0.00 yuan own" },
        { "own account", "费用明细不在账中，无法逐条说明分割。", "The fee lines are not in the journal: how each was" },
        { "this year's credits", "个人账户当年（2026年）90.00元", "own account, current year 2026: 90.00 yuan" },
        { "kept credits", "个人账户不再入账，支付的是以前的结余。", "No credits come into the account now: what it pays is" },
        { "moved", "2026年在610100 [西安市 Xi'an]职工医保已计起付90.00元、统筹基金已支付0.00元，不计入本次起付和限额。",
            "In 2026 90.00 yuan went into deductibles in 610100 [西安市 Xi'an] under the employees' scheme, and" },
        { "a registered hospital", "H61010000001 [第一医院]  总额90.00元", "H61010000001 [第一医院]  total 90.00 yuan" },
        { "a pharmacy", "药店购药：在", "Purchase at a pharmacy on 2026-05-20" },
        { "over the cap", "按二级机构支付比例60%", "the share 60% at level 2" },
        { "a terminal", "参保人本人，终端编号 T01，单位 H1，自助终端，认证：签到编号 S01", "the insured person, terminal T01, of H1" },
        { "a clerk", "认证：身份认证 F77 2026-05-20 08:00:00 +08:00，代参保人…0147办理", "on behalf of the insured …0147." },
        { "reversed", "已撤销", "reversed 2026-05-20 12:00:00 +08:00" },
        { "reversed", "退回：个人账户50.00元，现金40.00元由机构退还。",
            "Given back: to the own account 50.00 yuan, in cash by the institution 40.00 yuan." },
        { "H1/2208/M1", "结算撤销（2208） 2026-05-20", "cancelled by a settlement's cancellation (2208) 2026-05-20" },
        { "H1/2103/M1", "药店结算撤销（2103） 2026-05-20", "cancelled by a purchase's cancellation (2103) 2026-" },
        { "H1/2601/M1", "冲正（2601） 2026-05-20", "reversed by a reversal (2601) 2026-05-20" },
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
        Assert.DoesNotMatch(Latin(), Bracketed().Replace(zh[zh.IndexOf('\n', StringComparison.Ordinal)..], ""));
        Assert.DoesNotMatch(Han(), Bracketed().Replace(en, ""));
        Assert.Equal(Figures().Count(zh), Figures().Count(en));
    }

    static async Task<Receipt> Settled(TestLedger ledger, string kind)
    {
        switch (kind)
        {
            case "a grandchild":
                await WithFunder(ledger, funder: 60, own: 0);
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
            case "this year's credits":
                await ledger.Credit("P1", 100, 2026);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 140))).OrThrow();
            case "kept credits":
                await ledger.Change("P1", LedgerWords.InsuranceOf() with { AccountMode = AccountMode.PoolOnly });
                return (await ledger.Settle(bill)).OrThrow();
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

    static async Task<Receipt> AskedFor(TestLedger ledger, Bill bill, Actor by)
    {
        var settle = ledger.SettleOf(bill);
        return (await ledger.Person("P1").Settle(
            settle with { Operation = settle.Operation with { By = by } })).OrThrow();
    }

    static async Task WithFunder(TestLedger ledger, decimal funder, decimal own)
    {
        await ledger.Enrol("P1", yuan: own);
        await ledger.Enrol("F1", yuan: funder);
        await ledger.FormNetwork("N1", "F1", "P1");
    }

    /// <summary>What only a program says: a placeholder, a code, an assignment.</summary>
    [GeneratedRegex(@"[{}=]|\w_\w|[a-z]\.[a-z]")]
    private static partial Regex Raw();

    /// <summary>The rule, its version and the code of a reason, for whoever looks them up.</summary>
    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\d+\.\d\d")]
    private static partial Regex Figures();

    [GeneratedRegex("[a-z]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
