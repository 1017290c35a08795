using Gongji.People;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

/// <summary>What an explanation tells once, and of whom.</summary>
public sealed class ExplainedAloneTests
{
    const string Patient = "61019977770036";

    [Fact]
    public async Task What_was_given_back_is_on_its_way_until_the_network_has_heard_of_it()
    {
        var watched = new WatchedJournalStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(watched);
        await ledger.Enrol("P1");
        await ledger.Enrol("F1", yuan: 60);
        await ledger.FormNetwork("N1", "F1", "P1");
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
        await ledger.Reverse(receipt);
        await watched.Written("person.delivered.2", 2);

        var found = await Explain(ledger, receipt);

        const string back = "  Given back: to the pooled fund 300.00 yuan, to the family aid [N1] 60.00 yuan";
        const string cash = ", in cash by the institution 340.00 yuan.";
        Assert.Contains(back + cash, ExplanationText.Of(found, Language.English));
        Assert.Contains("  退回：统筹基金300.00元，家庭共济[N1]60.00元，现金340.00元由机构退还。",
            ExplanationText.Of(found, Language.Chinese));
        var before = found with { Returned = [] };
        Assert.Contains($"{back} (on its way){cash}", ExplanationText.Of(before, Language.English));
        Assert.Contains(
            "  No longer counted: 200.00 yuan to the deductible, 300.00 yuan to the cap of 2026, "
            + "60.00 yuan to what was used of [N1].",
            ExplanationText.Of(found, Language.English));
        Assert.Contains(
            "  不再计入：起付标准200.00元，2026年度限额300.00元，家庭共济网[N1]的使用额60.00元。", ExplanationText.Of(found, Language.Chinese));
    }

    [Fact]
    public async Task What_has_no_cap_never_counted_to_one()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1");
        var bill = ledger.BillOf("P1", inScope: 90);
        var exam = bill with { Amounts = bill.Amounts with { SpecialExams = bill.Amounts.InScope } };
        var receipt = (await ledger.Settle(exam)).OrThrow();
        await ledger.Reverse(receipt);

        var said = ExplanationText.Of(await Explain(ledger, receipt), Language.English);

        Assert.Equal(63, receipt.PoolPay.Yuan);
        Assert.DoesNotContain(said, static line => line.Contains("No longer counted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_equal_settlement_that_stood_is_named_and_whether_it_was_undone_since()
    {
        await using var ledger = await TestLedger.Start(time: new ManualTime(new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        await ledger.Enrol("P1", yuan: 500);
        var bill = ledger.BillOf("P1", inScope: 90);
        var (gone, first) = (await Again("E1"), await Again("E2"));
        await ledger.Reverse(gone);
        var second = await Again("E3");
        (await ledger.Settle(ledger.BillOf("P1", inScope: 80))).OrThrow();
        var last = await Again("E4");
        await ledger.Reverse(second);
        await Again("E5");

        var found = await Explain(ledger, last);

        const string equal = "  Equal to a settlement that stood then";
        Assert.Equal(
            [
                $"{equal}: one of the two may be a mistake.  [{first.Settlement}]",
                $"{equal} and was undone since, at 2026-05-20 12:00:00 +08:00.  [{second.Settlement}]",
            ],
            ExplanationText.Of(found, Language.English).Where(static line => line.StartsWith(equal)));
        Assert.Contains(
            $"  与当时有效的结算内容相同，该结算已于2026-05-20 12:00:00 +08:00撤销。  [{second.Settlement}]",
            ExplanationText.Of(found, Language.Chinese));

        async Task<Receipt> Again(string visit) =>
            (await ledger.Settle(bill with { Visit = ledger.VisitOf(visit) })).OrThrow();
    }

    [Fact]
    public async Task What_a_relative_owes_is_told_where_a_reversal_gives_back()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1");
        await ledger.Enrol("F1");
        await ledger.FormNetwork("N1", "F1", "P1");
        var (funder, wrong) = (ledger.Person("F1"), ledger.NewOperation());
        (await funder.Credit(new CreditAccount(wrong, Money.FromFen(60_00), 2025, CreditSource.Opening))).OrThrow();
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 60))).OrThrow();
        (await funder.TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), wrong.Id, TakeBackReason.Mistake, Money.FromFen(30_00)))).OrThrow();
        await ledger.Reverse(receipt);

        var found = await Explain(ledger, receipt);

        Assert.Contains(
            $"  30.00 yuan of credits taken back were owed then by the funder of [{ledger.NetworkOf("N1")}]; later"
            + " credits pay that, reversals don't.",
            ExplanationText.Of(found, Language.English));
        Assert.Contains(
            $"  [{ledger.NetworkOf("N1")}]的出资人此时有待扣回款30.00元，只由以后的入账扣回，冲正退回的款项不用于扣回。",
            ExplanationText.Of(found, Language.Chinese));
    }

    [Fact]
    public async Task Why_the_pool_pays_nothing_is_said_once_and_with_its_code()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", PersonKind.Resident);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 90, level: 3))).OrThrow();

        var said = ExplanationText.Of(await Explain(ledger, receipt), Language.English);

        var why = Assert.Single(
            said, static line => line.Contains("There is no benefit at an institution", StringComparison.Ordinal));
        Assert.EndsWith($"  [benefits {receipt.PolicyVersion} pool.no_benefit_here]", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_is_told_by_the_last_four_of_the_number()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol(Patient, yuan: 50);
        var receipt = (await ledger.Settle(ledger.BillOf(Patient, inScope: 90))).OrThrow();

        var said = string.Join('\n', ExplanationText.Of(await Explain(ledger, receipt), Language.English));

        Assert.Contains("  person …0036  H61010000001  total 90.00 yuan\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Patient, said, StringComparison.Ordinal);
    }

    static async Task<Explanation> Explain(TestLedger ledger, Receipt receipt) => (await Explainer.Explain(
        ledger.Store, TestLedger.Policies, receipt.Settlement, patient: null, CancellationToken.None))!;
}
