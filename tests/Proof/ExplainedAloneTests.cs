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
        await watched.Written("person.delivered.1", 2);

        var found = await Explain(ledger, receipt);

        const string back = "  Given back: to the pooled fund 300.00 yuan, to the family aid [N1] 60.00 yuan";
        const string cash = ", in cash by the institution 340.00 yuan.";
        Assert.Contains(back + cash, ExplanationText.Of(found, Language.English));
        Assert.Contains("  退回：统筹基金300.00元，家庭共济[N1]60.00元，现金340.00元由机构退还。",
            ExplanationText.Of(found, Language.Chinese));
        var before = found with { Returned = [] };
        Assert.Contains($"{back} (on its way){cash}", ExplanationText.Of(before, Language.English));
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
