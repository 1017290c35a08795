using System.Globalization;
using Gongji.People;
using Gongji.Policy.Areas;
using Gongji.Proof.Reading;
using Gongji.Visits;

namespace Gongji.Tests.Proof;

/// <summary>From the lines of a bill to its four parts nothing is left to guess.</summary>
public sealed class FeeLineTextTests
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    static readonly FeeItem[] Items =
    [
        Item("1", "XC07AA", 30, 1),
        Item("2", "XA10BH", 100.50m, 1),
        Item("3", "XA10BJ", 1000, 2),
        Item("4", "XC07AA", 8, 1) with { OwnExpense = true },
        Item("5", "Q1", 12, 1),
        Item("6", "001102000040000", 50, 1),
        Item("7", "XJ07", 90, 1.5m),
        Item("8", "0021030", 400, 1),
    ];

    public static TheoryData<string[]> Splits => Table.Rows("", """
        line | English | Chinese | own expense | over the limit | first self-payment | in scope
        1 | class A                                               | 甲类 | 0 | 0 | 0 | 30
        2 | class B, first self-payment 4%                        | 乙类，先行自付比例4% | 0 | 0 | 4.02 | 96.48
        3 | class B, first self-payment 4%, limit 480.00 yuan × 2 | 乙类，先行自付比例4%，限价480.00元×2 | 0 | 40 | 38.40 | 921.60
        4 | sent as not approved [hosp_appr_flag 2]               | 机构标明未经医保审批[hosp_appr_flag 2] | 8 | 0 | 0 | 0
        5 | not in the catalogue                                  | 不在目录内 | 12 | 0 | 0 | 0
        6 | class own expense                                     | 自费类 | 50 | 0 | 0 | 0
        7 | class own expense, out of reach of accounts           | 自费类，账户不得支付 | 90 | 0 | 0 | 0
        8 | class A, limit 350.00 yuan × 1, a special examination | 甲类，限价350.00元×1，特殊检查 | 0 | 50 | 0 | 350
        """);

    [Theory]
    [MemberData(nameof(Splits))]
    public async Task A_line_says_how_the_catalogue_split_it(string[] row)
    {
        await using var ledger = await Town();
        var item = Items.Single(item => item.Number == row[0]);
        var receipt = (await ledger.Settle(await Visited(ledger, [item]))).OrThrow();
        string[] parts = [.. row[3..].Select(static yuan => $"{decimal.Parse(yuan, Invariant):F2}")];

        var found = await Explain(ledger, receipt);

        Assert.Equal(
            $"  Fee line [{row[0]} {item.ItemCode}] of {item.Total} yuan, {row[1]}: {parts[0]} yuan own expense, "
            + $"{parts[1]} over the limit price, {parts[2]} first self-payment, {parts[3]} in scope.  "
            + $"[catalogue {receipt.PolicyVersion}]",
            Assert.Single(Lines(found, Language.English)));
        Assert.Equal(
            $"  费用明细[{row[0]} {item.ItemCode}]{item.Total}元，{row[2]}：全自费{parts[0]}元，超限价{parts[1]}元，"
            + $"先行自付{parts[2]}元，符合范围{parts[3]}元。  [catalogue {receipt.PolicyVersion}]",
            Assert.Single(Lines(found, Language.Chinese)));
    }

    [Fact]
    public async Task The_lines_add_up_to_the_bill()
    {
        await using var ledger = await Town();
        var receipt = (await ledger.Settle(await Visited(ledger, Items))).OrThrow();

        var found = await Explain(ledger, receipt);

        var split = found.Around.Lines!;
        Assert.True(split.AddUp);
        Assert.Equal(receipt.Bill.Amounts, BillAmounts.Of([.. split.Lines.Select(static line => line.Line)]));
        Assert.Equal(Items.Length, Lines(found, Language.English).Count());
    }

    [Fact]
    public async Task A_purchase_has_its_lines_too_and_a_batch_that_was_sealed_again_has_its_last()
    {
        await using var ledger = await Town();
        await ledger.RegisterHospital(kind: InstitutionKind.Pharmacy, level: 0);
        var purchase = (await ledger.Visit("V1").OpenPurchase(new OpenPurchase(
            RegistrationOf(ledger, CareKind.Pharmacy), BatchNo.Of("1"), [Item("9", "XC07AA", 7, 1)]))).OrThrow();
        var sold = (await ledger.Settle(purchase.Bill)).OrThrow();
        await ledger.RegisterHospital();
        var first = await Visited(ledger, Items[..1]);
        await ledger.Visit("V2").CancelFees(new CancelFees(
            ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, first.Batch));
        var visited = (await ledger.Settle(await Upload(ledger, Items[3..5]))).OrThrow();

        var (one, other) = (await Explain(ledger, sold), await Explain(ledger, visited));

        Assert.Equal(["9"], one.Around.Lines!.Lines.Select(static line => line.Line.Item.Number));
        Assert.Equal(["4", "5"], other.Around.Lines!.Lines.Select(static line => line.Line.Item.Number));
    }

    [Fact]
    public async Task What_another_catalogue_splits_otherwise_is_told_as_it_was_split()
    {
        await using var ledger = await Town();
        var receipt = (await ledger.Settle(await Visited(ledger, Items[..2]))).OrThrow();
        var packs = Shipped("\"XA10BH\", \"self_pay\": 0.04", "\"XA10BH\", \"self_pay\": 0.2");
        var changed = await Explain(ledger, receipt, packs);

        string[] english = [.. Lines(changed, Language.English)];
        string[] chinese = [.. Lines(changed, Language.Chinese)];

        Assert.Equal(Replayed.RulesChanged, changed.Replayed);
        Assert.Contains("  [catalogue 610100@", english[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "4.02 first self-payment, 96.48 in scope. The catalogue of that day was changed since; this is how the "
            + "line was split then.",
            english[1],
            StringComparison.Ordinal);
        Assert.EndsWith("96.48元。当日目录此后已变更，以上为当时分割。", chinese[1], StringComparison.Ordinal);
        Assert.DoesNotContain(
            ExplanationText.Of(changed, Language.English),
            static line => line.Contains("out of reach", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_decided_by_rules_that_the_journal_keeps_is_decided_again_by_them()
    {
        await using var ledger = await Town();
        await ledger.KeepRules();
        var receipt = (await ledger.Settle(await Visited(ledger, Items[..2]))).OrThrow();
        var today = await Explain(ledger, receipt);

        var packs = Shipped("\"XA10BH\", \"self_pay\": 0.04", "\"XA10BH\", \"self_pay\": 0.2");
        var later = await Explain(ledger, receipt, packs);

        Assert.Equal((Replayed.SameFen, Replayed.SameFen), (today.Replayed, later.Replayed));
        Assert.Equal(today.Settled.Trace, later.Settled.Trace);
        Assert.Contains(
            ExplanationText.Of(later, Language.English),
            line => line.EndsWith($"[{receipt.PolicyVersion} {later.Settled.TraceDigest}]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_that_are_not_there_or_do_not_make_the_bill_are_told()
    {
        await using var ledger = await Town();
        var bill = await Visited(ledger, Items[..2]);
        var wrong = bill.Amounts with { InScope = Money.FromFen(30_00), FirstSelfPay = Money.FromFen(100_50) };
        var differs = (await ledger.Settle(bill with { Amounts = wrong })).OrThrow();
        var without = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();

        var (one, other) = (await Explain(ledger, differs), await Explain(ledger, without));

        Assert.Equal((Replayed.Differs, Replayed.SameFen), (one.Replayed, other.Replayed));
        Assert.Contains("  The fee lines don't add up to the bill!", ExplanationText.Of(one, Language.English));
        Assert.Contains("  费用明细之和与账单不符！", ExplanationText.Of(one, Language.Chinese));
        Assert.Contains("  费用明细不在账中，无法逐条说明分割。", ExplanationText.Of(other, Language.Chinese));
    }

    static IEnumerable<string> Lines(Explanation found, Language language) => ExplanationText.Of(found, language)
        .Where(line => line.Contains(language.Say("费用明细[", "Fee line ["), StringComparison.Ordinal));

    static FeeItem Item(string number, string code, decimal yuan, decimal count) =>
        new(number, code, "药", Money.TryFromYuan(yuan)!.Value, count, yuan / count);

    static async Task<TestLedger> Town()
    {
        var ledger = await TestLedger.Start(time: new ManualTime(new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        return ledger;
    }

    static RegisterVisit RegistrationOf(TestLedger ledger, CareKind care) => new(
        ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, care, ledger.Time.GetUtcNow(), "1", "{}");

    static async Task<Bill> Visited(TestLedger ledger, FeeItem[] items)
    {
        (await ledger.Visit("V2").Register(RegistrationOf(ledger, CareKind.Outpatient))).OrThrow();
        return await Upload(ledger, items);
    }

    static async Task<Bill> Upload(TestLedger ledger, FeeItem[] items)
    {
        var (visit, batch) = (ledger.Visit("V2"), BatchNo.Of("1"));
        (await visit.UploadFees(new UploadFees(
            ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, batch, items))).OrThrow();
        return (await visit.Seal(ledger.PersonOf("P1"), ledger.Hospital, batch)).OrThrow();
    }

    static PolicyPacks Shipped(string text, string changed)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "policies");
        return PolicyPacks.Load([.. Directory.GetFiles(folder, "*.json").Select(path =>
            (path, File.ReadAllText(path).Replace(text, changed, StringComparison.Ordinal)))]);
    }

    static async Task<Explanation> Explain(TestLedger ledger, Receipt receipt, PolicyPacks? packs = null) =>
        (await Explainer.Explain(
            ledger.Store, packs ?? TestLedger.Policies, receipt.Settlement, ledger.PersonOf("P1"), default))!;
}
