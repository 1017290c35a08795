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
        { "a poor relative", "未获支付：出资人账户可用余额不足", "pays nothing. The funder's account has nothing free" },
        { "over the cap", "已达年度支付限额", "The cap of the year leaves less than the share." },
        { "a visit's deductible", "起付标准50.00元", "of the deductible of 50.00 yuan" },
        { "reversed", "已冲正", "reversed 2026-05-20 12:00:00" },
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
            case "within the deductible" or "no binding":
                await ledger.Enrol("P1", yuan: 50);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "a resident without an account":
                await ledger.Enrol("P1", PersonKind.Resident);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, level: 1))).OrThrow();
            case "suspended":
                await ledger.Enrol("P1", yuan: 50);
                await ledger.Suspend("P1");
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "outside pooling":
                await ledger.Enrol("P1", yuan: 50);
                var bill = ledger.BillOf("P1", inScope: 90);
                return (await ledger.Settle(
                    bill with { Institution = bill.Institution with { Capabilities = [] } })).OrThrow();
            case "in cash":
                await ledger.Enrol("P1", yuan: 50);
                var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 90)) with { UseAccount = false };
                return (await ledger.Person("P1").Settle(settle)).OrThrow();
            case "a poor relative":
                await WithFunder(ledger, funder: 0, own: 0);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
            case "over the cap":
                await ledger.Enrol("P1", yuan: 50);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 9000, ownExpense: 12))).OrThrow();
            case "a visit's deductible":
                await ledger.Enrol("P1", area: "140100", yuan: 50);
                return (await ledger.Settle(ledger.BillOf("P1", inScope: 90, area: "140100"))).OrThrow();
            case "reversed":
                await ledger.Enrol("P1", yuan: 50);
                var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
                await ledger.Reverse(receipt);
                return receipt;
            default:
                throw new ArgumentException($"no settlement is called {kind}");
        }
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
