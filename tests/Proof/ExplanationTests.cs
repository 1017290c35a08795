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
        { "a relative", "系出资人的子女，依据承诺书[1]，渠道[app]，2026-05-20绑定。",
            "The funder's child by commitment [1], over [app], bound on 2026-05-20." },
        { "a grandchild", "系出资人的孙子女，依据户口簿，渠道[window]，2026-05-20绑定，2026-05-20起，2027-05-19止。",
            "son's child by household register, over [window], bound on 2026-05-20, from 2026-05-20, to 2027-05-19." },
        { "within the deductible", "未超过起付标准", "All of the in-scope amount goes into the deductible." },
        { "a resident without an account", "本人没有可以支付的个人账户。", "The person has no own account that may pay." },
        { "suspended", "暂停参保", "The insurance is suspended: the pooled fund pays nothing." },
        { "outside pooling", "该机构未纳入门诊统筹", "The institution is not in outpatient pooling on that day." },
        { "in cash", "个人负担全部以现金支付", "The message did not ask for accounts to pay." },
        { "no binding", "没有家庭共济绑定", "The person is bound to no family-aid network." },
        { "a credential view", "以亲情账户出示，其账户支付0.00元", "that person's account pays 0.00 yuan by it" },
        { "a poor relative", "未获支付：出资人账户可用余额不足", "pays nothing. The funder's account has nothing free" },
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

    [GeneratedRegex("[a-z]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
