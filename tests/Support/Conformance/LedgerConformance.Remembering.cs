using Gongji.Families;
using Gongji.People;
using Gongji.Visits;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What a ledger knows when its grains have left memory: all that it knew before, and its old answers.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task What_is_read_after_all_was_forgotten_is_what_was_in_memory() => On(async ledger =>
    {
        await SpendADay(ledger);
        await ledger.ForgetAll();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 20))).OrThrow();
        await ledger.Person("P1").Attend();
        var before = await AllViews(ledger);

        await ledger.ForgetAll();

        Assert.Equal(before, await AllViews(ledger));
    });

    [ContractFact]
    public Task A_statement_is_the_same_after_all_was_forgotten() => On(async ledger =>
    {
        await SpendADay(ledger);
        var before = await StatementOf(ledger, "P1");

        await ledger.ForgetAll();

        var after = await StatementOf(ledger, "P1");
        Assert.Equal(["credited", "settled", "settled", "reversed"], before.Lines.Select(static line => line.What));
        Assert.Equal(TextOf(before), TextOf(after));
    });

    [ContractFact]
    public Task What_was_reversed_is_undone_and_its_reversal_told_alike_after_all_was_forgotten() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 50));
        var receipt = (await ledger.Person("P1").Settle(settle)).OrThrow();
        var reverse = ledger.ReverseOf(receipt);
        var reversal = (await ledger.Person("P1").Reverse(reverse)).OrThrow();
        await ledger.Person("P1").Attend();

        await ledger.ForgetAll();

        Assert.True((await ledger.Person("P1").Settle(settle)).Refusal?.Is(OperationRefusal.Undone));
        Assert.Equal(TextOf(reversal), TextOf((await ledger.Person("P1").Reverse(reverse)).OrThrow()));
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task What_was_registered_is_confirmed_alike_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        await ledger.Enrol("F1");
        var credit = new CreditAccount(
            ledger.NewOperation(), Money.FromFen(100), ledger.Today.Year, CreditSource.Opening);
        var form = new FormNetwork(ledger.NewOperation(), ledger.PersonOf("F1"), "app");
        var add = ledger.AddOf("P1");
        var first = await All();

        await ledger.ForgetAll();

        Assert.Equal(first, await All());
        Assert.Equal(1, await ledger.BalanceOf("P1"));

        async Task<string> All() => string.Join(
            '\n',
            TextOf((await ledger.Person("P1").Credit(credit)).OrThrow()),
            TextOf((await ledger.Network("N1").Form(form)).OrThrow()),
            TextOf((await ledger.Network("N1").AddMember(add)).OrThrow()));
    });

    [ContractFact]
    public Task A_visit_is_answered_alike_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        var (visit, batch) = (ledger.Visit("V1"), BatchNo.Of("1"));
        var register = RegistrationOf(ledger, "P1");
        var upload = UploadOf(ledger, "1", "a", 30);
        var first = await All();

        await ledger.ForgetAll();

        Assert.Equal(first, await All());
        Assert.Single(Assert.Single((await visit.View()).OrThrow().Batches).Lines);

        async Task<string> All() => string.Join(
            '\n',
            TextOf((await visit.Register(register)).OrThrow()),
            TextOf((await visit.UploadFees(upload)).OrThrow()),
            TextOf((await visit.Seal(ledger.PersonOf("P1"), ledger.Hospital, batch)).OrThrow()));
    });

    [ContractFact]
    public Task What_was_refused_once_and_for_all_is_refused_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var settled = ledger.BillOf("P1", inScope: 40, visit: "V1");
        (await ledger.Settle(settled, "H/2207/1")).OrThrow();
        var barred = ledger.SettleOf(ledger.BillOf("P1", inScope: 40), "H/2207/2");
        await ledger.Person("P1").ReverseOperation(new ReverseOperation(ledger.NewOperation(), barred.Operation.Id));
        var voided = ledger.BillOf("P1", inScope: 40);
        (await ledger.Person("P1").VoidBills(new VoidBills(voided.Visit, [new SealedBatch(voided.Batch, 1)])))
            .OrThrow();

        await ledger.ForgetAll();

        var other = await ledger.Settle(ledger.BillOf("P1", inScope: 50), "H/2207/1");
        Assert.True(other.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
        var again = await ledger.Settle(ledger.BillOf("P1", inScope: 50, visit: "V1"));
        Assert.True(again.Refusal?.Is(SettleRefusal.BatchSettledAlready));
        Assert.True((await ledger.Person("P1").Settle(barred)).Refusal?.Is(OperationRefusal.Barred));
        Assert.True((await ledger.Settle(voided)).Refusal?.Is(SettleRefusal.BillVoid));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task An_equal_settlement_is_named_and_stays_named_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var first = (await ledger.Settle(bill)).OrThrow();
        await ledger.ForgetAll();

        var settle = ledger.SettleOf(bill with { Visit = ledger.VisitOf("V-anew") });
        var second = (await ledger.Person("P1").Settle(settle)).OrThrow();
        await ledger.Reverse(first);
        await ledger.ForgetAll();
        var again = (await ledger.Person("P1").Settle(settle)).OrThrow();
        var third = (await ledger.Settle(bill)).OrThrow();

        Assert.Equal((null, first.Settlement), (first.EqualTo, second.EqualTo));
        Assert.Equal(TextOf(second), TextOf(again));
        Assert.Equal(second.Settlement, third.EqualTo);
    });

    [ContractFact]
    public Task What_a_visit_undid_is_told_as_undone_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        var (visit, person) = (ledger.Visit("V1"), ledger.PersonOf("P1"));
        var (register, upload) = (RegistrationOf(ledger, "P1"), UploadOf(ledger, "1", "a", 30));
        var (taken, cancel) = (
            new CancelFees(ledger.NewOperation(), person, ledger.Hospital, BatchNo.Of("1")),
            new CancelVisit(ledger.NewOperation(), person, ledger.Hospital));
        (await visit.Register(register)).OrThrow();
        (await visit.UploadFees(upload)).OrThrow();
        (await visit.CancelFees(taken)).OrThrow();
        var later = upload with { Operation = ledger.NewOperation() };
        var standing = (await visit.UploadFees(later)).OrThrow();
        Assert.Equal(TextOf(standing), TextOf((await visit.UploadFees(later)).OrThrow()));
        var first = (await visit.Cancel(cancel)).OrThrow();
        await ledger.ForgetAll();

        Refusal?[] undone = [(await visit.Register(register)).Refusal, (await visit.UploadFees(upload)).Refusal];
        var again = (await visit.Cancel(cancel with { Operation = ledger.NewOperation() })).OrThrow();

        Assert.All(undone, static refusal => Assert.True(refusal?.Is(OperationRefusal.Undone)));
        Assert.Equal([cancel.Operation.Id.Value, taken.Operation.Id.Value], undone.Select(static by => by!.Value));
        Assert.Equal(TextOf(first), TextOf(again));
    });

    [ContractFact]
    public Task A_released_attempt_stays_released_after_all_was_forgotten() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        (await ledger.Network("N1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        await ledger.ForgetAll();

        var draw = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        var hold = await ledger.Person("F1").Hold(ledger.HoldOf("N1", ledger.DrawOf("P1", 60)));
        Assert.True(draw.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.True(hold.Refusal?.Is(DrawRefusal.AttemptUsed));
    });

    [ContractFact]
    public Task What_was_used_counts_against_the_limit_after_all_was_forgotten() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Settle(ledger.BillOf("P1", inScope: 60))).OrThrow();
        await ledger.Person("P1").Attend();

        await ledger.ForgetAll();

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 30))).OrThrow();
        Assert.Equal((20, 10), (receipt.Aid.Yuan, receipt.Cash.Yuan));
    });

    /// <summary>A settlement with aid, one that is reversed, and a visit. Nothing is left to do.</summary>
    protected static async Task SpendADay(LedgerWords ledger)
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("F1", yuan: 500);
        await ledger.Enrol("P1", yuan: 30);
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", new MemberLimits(PerPeriod: Money.FromFen(300_00)));
        (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
        await ledger.Reverse((await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow());
        await ledger.Person("P1").Attend();
        (await ledger.Visit("V0").Register(RegistrationOf(ledger, "P1"))).OrThrow();
        (await ledger.Visit("V0").UploadFees(UploadOf(ledger, "1", "a", 30))).OrThrow();
    }

    static async Task<string> AllViews(LedgerWords ledger) => string.Join(
        '\n',
        TextOf(await ledger.ViewOf("P1")),
        TextOf(await ledger.ViewOf("F1")),
        TextOf(await ledger.ViewOfNetwork("N1")),
        TextOf((await ledger.Visit("V0").View()).OrThrow()),
        TextOf((await ledger.Grains.Institution(ledger.Hospital).History()).OrThrow()));

    static async Task<Statement> StatementOf(LedgerWords ledger, string person) =>
        (await ledger.Person(person).Statement(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).OrThrow();
}
