using Gongji.People;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

public sealed class CreditExplainerTests
{
    [Theory]
    [InlineData(Language.English, """
        120.00 yuan of 2026 were credited out of the own contribution
        0.00 of it paid what was owed of credits taken back before, 120.00 came into the account.
        Asked for by: not recorded.
        49.08 yuan of it were taken back: the amount was corrected
        Asked for by: not recorded.
        10.00 left the account; 39.08 was not there any more and is owed by the next credits.
        103.64 yuan of 2026 were credited out of a balance carried over
        39.08 of it paid what was owed of credits taken back before, 64.56 came into the account.
        Asked for by: not recorded.
        The credit stands.
        """)]
    [InlineData(Language.Chinese, """
        2026年度入账120.00元，来源：个人缴费
        其中0.00元冲抵此前收回入账的欠额，120.00元计入个人账户。
        经办：未记录。
        收回其中49.08元，原因：金额更正
        经办：未记录。
        从个人账户扣减10.00元；账户中已不足的39.08元由以后的入账扣回。
        2026年度入账103.64元，来源：原系统结转余额
        其中39.08元冲抵此前收回入账的欠额，64.56元计入个人账户。
        经办：未记录。
        该笔入账有效。
        """)]
    public async Task A_credit_says_where_it_came_from_why_it_was_taken_back_and_what_is_owed(
        Language language, string text)
    {
        await using var ledger = await TestLedger.Start(time: new ManualTime(new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        await ledger.Enrol("P1");
        var credit = await Credit(ledger, 120_00, CreditSource.Contribution);
        (await ledger.Settle(ledger.BillOf("P1", inScope: 110))).OrThrow();
        (await ledger.Person("P1").TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), credit, TakeBackReason.Corrected, Money.FromFen(49_08)))).OrThrow();
        var later = await Credit(ledger, 103_64, CreditSource.Opening);

        var first = await CreditExplainer.Explain(ledger.Store, credit, null, CancellationToken.None);
        var second = await CreditExplainer.Explain(ledger.Store, later, PersonNo.Of("P1"), CancellationToken.None);

        string[] said = [.. CreditExplainer.Text(first!, language), .. CreditExplainer.Text(second!, language)];
        Assert.StartsWith($"{credit}  2026-05-20 12:00:00  ", said[0], StringComparison.Ordinal);
        Assert.Equal(text.Split('\n'), said.Select(static line => line.Split("  ")[^1]));
    }

    [Fact]
    public async Task What_is_no_credit_is_not_explained_as_one()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        (await ledger.Person("P1").Settle(settle)).OrThrow();

        var settled = await CreditExplainer.Explain(
            ledger.Store, settle.Operation.Id, null, CancellationToken.None);
        var nobodys = await CreditExplainer.Explain(
            ledger.Store, settle.Operation.Id, PersonNo.Of("P2"), CancellationToken.None);

        Assert.Equal((null, null), (settled, nobodys));
    }

    static async Task<OperationId> Credit(TestLedger ledger, long fen, CreditSource source) =>
        (await ledger.Person("P1").Credit(new CreditAccount(
            ledger.NewOperation(), Money.FromFen(fen), ledger.Today.Year, source))).OrThrow().Operation;
}
