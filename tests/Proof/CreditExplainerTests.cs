using Gongji.People;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

public sealed class CreditExplainerTests
{
    const string Person = "61019977770036";

    [Theory]
    [InlineData(Language.English, """
        120.00 yuan of 2026 were credited, the source: the own contribution in 610100 [西安市 Xi'an]
        120.00 yuan came into the account.
        Asked for by: not recorded.
        49.08 yuan of it were taken back: the amount was corrected
        Asked for by: not recorded.
        8.00 yuan of 2026 left the account.
        2.00 yuan of 2025 left the account.
        49.08 yuan went back to where the credit came from: the own contribution in 610100 [西安市 Xi'an].
        The account held too little: 39.08 yuan are owed. The next credits pay that; what reversals give back does not.
        A later credit paid 39.08 yuan of it [second].
        Nothing of it is owed now.
        The other 70.92 yuan of the credit stand.
        103.64 yuan of 2026 were credited, the source: a balance carried over in 610100 [西安市 Xi'an]
        39.08 yuan of it paid what was owed of a credit taken back before [first].
        64.56 yuan came into the account.
        Asked for by: not recorded.
        The credit stands.
        """)]
    [InlineData(Language.Chinese, """
        2026年度入账120.00元，来源：在610100 [西安市 Xi'an]的个人缴费
        120.00元计入个人账户。
        经办：未记录。
        收回其中49.08元，原因：金额更正
        经办：未记录。
        从个人账户2026年度入账扣减8.00元。
        从个人账户2025年度入账扣减2.00元。
        49.08元退回该笔入账的来源：在610100 [西安市 Xi'an]的个人缴费。
        账户余额不足，差额39.08元列为待扣回，由以后的入账扣回；冲正等退回的款项不用于扣回。
        以后的入账[second]已扣回39.08元。
        已全部扣回。
        该笔入账其余70.92元有效。
        2026年度入账103.64元，来源：在610100 [西安市 Xi'an]的原系统结转余额
        其中39.08元抵作此前收回入账的待扣回款[first]。
        64.56元计入个人账户。
        经办：未记录。
        该笔入账有效。
        """)]
    public async Task A_credit_says_where_it_came_from_why_it_was_taken_back_and_what_is_owed(
        Language language, string text)
    {
        await using var ledger = await TestLedger.Start(time: new ManualTime(new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        await ledger.Enrol(Person);
        var credit = await Credit(ledger, 120_00, CreditSource.Contribution);
        (await ledger.Settle(ledger.BillOf(Person, inScope: 112))).OrThrow();
        await ledger.Credit(Person, 2, 2025);
        await TakeBack(ledger, credit, 49_08);
        var later = await Credit(ledger, 103_64, CreditSource.Opening);

        string[] said = [.. await Told(ledger, credit, language), .. await Told(ledger, later, language)];

        Assert.StartsWith(
            $"[{credit}]  2026-05-20 12:00:00 +08:00  {language.Say("参保人", "person ")}…0036  ",
            said[0],
            StringComparison.Ordinal);
        var expected = text
            .Replace("first", credit.Value, StringComparison.Ordinal)
            .Replace("second", later.Value, StringComparison.Ordinal);
        Assert.Equal(expected.Split('\n'), said.Select(static line => line.Split("  ")[^1]));
    }

    [Fact]
    public async Task What_is_owed_is_told_as_it_is_now_and_the_oldest_debt_is_paid_first()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol(Person);
        var (one, other) = (await Credit(ledger, 50_00), await Credit(ledger, 60_00));
        (await ledger.Settle(ledger.BillOf(Person, inScope: 110))).OrThrow();
        await TakeBack(ledger, one, amount: null);
        await TakeBack(ledger, other, amount: null);
        var later = await Credit(ledger, 70_00);

        var (first, second) = (await Told(ledger, one, Language.English), await Told(ledger, other, Language.English));
        var third = await Told(ledger, later, Language.English);

        Assert.Contains($"  A later credit paid 50.00 yuan of it [{later}].", first);
        Assert.Contains("  Nothing of it is owed now.", first);
        Assert.Contains($"  A later credit paid 20.00 yuan of it [{later}].", second);
        Assert.Contains("  40.00 yuan of it are owed now.", second);
        Assert.Contains("  现尚待扣回40.00元。", await Told(ledger, other, Language.Chinese));
        Assert.Contains($"  20.00 yuan of it paid what was owed of a credit taken back before [{other}].", third);
        Assert.Equal(40, (await ledger.ViewOf(Person)).Owed.Yuan);
        Assert.DoesNotContain("0.00", string.Join('\n', [.. first, .. second, .. third]).Split(' '));
    }

    [Fact]
    public async Task A_credit_is_found_by_what_took_it_back_too()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol(Person);
        var credit = await Credit(ledger, 50_00);
        var taken = await TakeBack(ledger, credit, amount: null);

        var (asked, searched) = (await Told(ledger, credit), await Told(ledger, taken));

        Assert.Equal(asked, searched);
        Assert.StartsWith($"[{taken}]  ", searched[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flat_sum_names_the_area_whose_pooled_fund_paid_it_and_has_it_back()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol(Person, PersonKind.Retired);
        var credit = await Credit(ledger, 50_00, CreditSource.Retirement);
        await ledger.Change(Person, LedgerWords.InsuranceOf("610799", PersonKind.Retired));
        await TakeBack(ledger, credit, amount: null);

        var (en, zh) = (await Told(ledger, credit), await Told(ledger, credit, Language.Chinese));

        const string english = "the pooled fund of 610100 [西安市 Xi'an], a retired person's flat sum";
        const string chinese = "610100 [西安市 Xi'an]统筹基金退休划入定额";
        Assert.EndsWith($", the source: {english}", en[0], StringComparison.Ordinal);
        Assert.EndsWith($"，来源：{chinese}", zh[0], StringComparison.Ordinal);
        Assert.Contains($"  50.00 yuan went back to where the credit came from: {english}.", en);
        Assert.Contains($"  50.00元退回该笔入账的来源：{chinese}。", zh);
    }

    [Fact]
    public async Task An_area_that_took_a_credit_back_is_named()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol(Person);
        var clerk = new Actor(ActorRole.AgencyClerk, ActorChannel.Window, "C7", "610100");
        var credit = (await ledger.Person(Person).Credit(new CreditAccount(
            ledger.NewOperation() with { By = clerk },
            Money.FromFen(1),
            ledger.Today.Year,
            CreditSource.Opening))).OrThrow();

        var said = await Told(ledger, credit.Operation, Language.English);

        Assert.Contains("operator [C7], at 610100 [西安市 Xi'an], at a window", said[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_credit_is_not_explained_as_one()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        (await ledger.Person("P1").Settle(settle)).OrThrow();

        var settled = await CreditExplainer.Explain(
            ledger.Store, TestLedger.Policies, settle.Operation.Id, null, CancellationToken.None);
        var nobodys = await CreditExplainer.Explain(
            ledger.Store, TestLedger.Policies, settle.Operation.Id, PersonNo.Of("P2"), CancellationToken.None);

        Assert.Equal((null, null), (settled, nobodys));
    }

    static async Task<string[]> Told(TestLedger ledger, OperationId operation, Language language = Language.English) =>
    [
        .. CreditText.Of(
            (await CreditExplainer.Explain(
                ledger.Store, TestLedger.Policies, operation, ledger.PersonOf(Person), CancellationToken.None))!,
            language),
    ];

    static async Task<OperationId> Credit(
        TestLedger ledger, long fen, CreditSource source = CreditSource.Contribution) =>
        (await ledger.Person(Person).Credit(new CreditAccount(
            ledger.NewOperation(), Money.FromFen(fen), ledger.Today.Year, source))).OrThrow().Operation;

    static async Task<OperationId> TakeBack(TestLedger ledger, OperationId credit, long? amount) =>
        (await ledger.Person(Person).TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), credit, TakeBackReason.Corrected, amount is { } fen ? Money.FromFen(fen) : null)))
            .OrThrow().Operation;
}
