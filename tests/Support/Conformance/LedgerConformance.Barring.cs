using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What was reversed before it came is never carried out, and whoever reversed it reverses nothing else by that.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task No_command_of_a_person_is_carried_out_that_was_reversed_before_it_came() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        await ledger.BindView("P1", "C1");
        var credit = ledger.NewOperation();
        var person = ledger.Person("P1");
        (await person.Credit(new CreditAccount(credit, Money.FromFen(5_00), 2025, CreditSource.Opening))).OrThrow();
        Func<Operation, Task<Answer<Confirmation>>>[] commands =
        [
            late => person.Credit(new CreditAccount(late, Money.FromFen(7_00), 2025, CreditSource.Opening)),
            late => person.TakeBackCredit(new TakeBackCredit(late, credit.Id, TakeBackReason.Mistake)),
            late => person.ChangeInsurance(
                new ChangeInsurance(late, LedgerWords.InsuranceOf() with { Kind = PersonKind.Retired })),
            late => person.BlockAccount(new BlockAccount(late, BlockReason.Lost)),
            late => person.OrderNetworks(new OrderNetworks(late, [ledger.NetworkOf("N1")])),
            late => person.BindView(new BindView(late, ledger.PersonOf("C2"))),
            late => person.EndView(new EndView(late, ledger.PersonOf("C1"))),
        ];
        foreach (var command in commands)
        {
            var late = ledger.NewOperation();
            await person.ReverseOperation(new ReverseOperation(ledger.NewOperation(), late.Id));
            var before = await Everything(ledger);
            await ledger.ForgetAll();

            var answer = await command(late);

            Assert.True(answer.Refusal?.Is(OperationRefusal.Barred));
            Assert.Equal(before, await Everything(ledger));
        }
    });

    [ContractFact]
    public Task A_reversal_that_found_nothing_reverses_nothing_by_its_name_later() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var person = ledger.Person("P1");
        var never = OperationId.Of("H/2207/never");
        await person.ReverseOperation(new ReverseOperation(ledger.NewOperation(), never));
        var again = ledger.NewOperation();
        var found = await person.ReverseOperation(new ReverseOperation(again, never));
        var settled = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        (await person.Settle(settled)).OrThrow();

        var answer = await person.ReverseOperation(new ReverseOperation(again, settled.Operation.Id));

        Assert.True(found.Refusal?.Is(ReverseRefusal.NoSuchOperation));
        Assert.True(answer.IsRefused);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_reversal_of_what_was_undone_already_reverses_nothing_else_by_its_name_later() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var person = ledger.Person("P1");
        var first = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        var receipt = (await person.Settle(first)).OrThrow();
        await ledger.Reverse(receipt);
        var again = ledger.NewOperation();
        (await person.ReverseOperation(new ReverseOperation(again, first.Operation.Id))).OrThrow();
        var second = ledger.SettleOf(ledger.BillOf("P1", inScope: 30));
        (await person.Settle(second)).OrThrow();

        var answer = await person.ReverseOperation(new ReverseOperation(again, second.Operation.Id));

        Assert.Equal(receipt.Settlement, answer.Value?.Original.Settlement);
        Assert.Equal(70, await ledger.BalanceOf("P1"));
    });
}
