using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>An operation is carried out once, and its name stands for what it did.</summary>
public sealed class OnceTests
{
    [Fact]
    public async Task A_name_that_did_something_else_is_refused_though_its_content_has_the_same_digest()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1");
        var operation = Operation.Of(OperationId.Of("H/1"), "");
        (await ledger.Person("P1").OrderNetworks(new OrderNetworks(operation, []))).OrThrow();

        var credited = await ledger.Person("P1").Credit(
            new CreditAccount(operation, Money.FromFen(1), ledger.Today.Year, CreditSource.Opening));
        var enrolled = await ledger.Person("P1").Enrol(new Enrol(operation, LedgerWords.InsuranceOf(), "other"));

        Assert.True(credited.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
        Assert.True(enrolled.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
        Assert.Equal((0, ""), (await ledger.BalanceOf("P1"), (await ledger.ViewOf("P1")).SealedIdentity));
    }

    [Fact]
    public async Task What_was_refused_may_be_asked_again_by_the_same_name()
    {
        await using var ledger = await TestLedger.Start();
        var credit = new CreditAccount(
            Operation.Of(OperationId.Of("H/1"), "1"), Money.FromFen(100), ledger.Today.Year, CreditSource.Opening);

        var refused = await ledger.Person("P1").Credit(credit);
        await ledger.Enrol("P1");
        var credited = await ledger.Person("P1").Credit(credit);
        var again = await ledger.Person("P1").Credit(credit);

        Assert.True(refused.Refusal?.Is(PersonRefusal.NotEnrolled));
        Assert.False(credited.OrThrow().Already);
        Assert.Equal(credited.Value! with { Already = true }, again.OrThrow());
        Assert.Equal(1, await ledger.BalanceOf("P1"));
    }
}
