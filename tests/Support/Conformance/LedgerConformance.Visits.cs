using Gongji.People;
using Gongji.Visits;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What a visit takes and what it refuses.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task Fee_lines_that_add_up_to_more_than_a_bill_can_carry_are_refused() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        await Upload(ledger, visit, "1", "a", 90_000_000_000_000);

        var upload = await Upload(ledger, visit, "2", "b", 90_000_000_000_000);

        Assert.True(upload.Refusal!.Is(VisitRefusal.TotalTooLarge));
        (await visit.Seal(ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"))).OrThrow();
    });

    [ContractFact]
    public Task The_day_of_a_visit_stays_while_fee_lines_were_split_by_its_catalogue() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        await Upload(ledger, visit, "1", "a", 10);

        var otherDay = await visit.RecordDiagnoses(DiagnosesOf(ledger, ledger.Time.GetUtcNow().AddDays(-1)));
        var sameDay = await visit.RecordDiagnoses(DiagnosesOf(ledger, (await visit.View()).OrThrow().Began));

        Assert.True(otherDay.Refusal!.Is(VisitRefusal.LinesOfAnotherDay));
        Assert.False(sameDay.IsRefused);
    });

    [ContractFact]
    public Task A_visit_is_registered_once() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        await ledger.Enrol("P2");

        var again = await visit.Register(RegistrationOf(ledger, "P2"));

        Assert.True(again.Refusal!.Is(VisitRefusal.RegisteredAlready));
        Assert.Equal(ledger.PersonOf("P1"), (await visit.View()).OrThrow().Person);
    });

    [ContractFact]
    public Task Fee_lines_of_a_sealed_batch_may_change_and_the_bill_is_void_then() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
        var (person, batch) = (ledger.PersonOf("P1"), BatchNo.Of("1"));
        var bill = (await visit.Seal(person, ledger.Hospital, batch)).OrThrow();

        (await Upload(ledger, visit, "1", "b", 10)).OrThrow();
        var stale = await ledger.Settle(bill);
        var again = (await visit.Seal(person, ledger.Hospital, batch)).OrThrow();
        var settled = (await ledger.Settle(again)).OrThrow();

        Assert.True(stale.Refusal?.Is(SettleRefusal.BillVoid));
        Assert.Equal((1, 2), (bill.Seal, again.Seal));
        Assert.Equal(20, settled.Bill.Amounts.Total.Yuan);
    });

    [ContractFact]
    public Task Fee_lines_of_a_settlement_that_stands_stay_and_the_refusal_names_it() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
        var (person, batch) = (ledger.PersonOf("P1"), BatchNo.Of("1"));
        var bill = (await visit.Seal(person, ledger.Hospital, batch)).OrThrow();
        var settled = (await ledger.Settle(bill)).OrThrow();
        var later = (await visit.View()).OrThrow().Began.AddMinutes(1);

        Refusal?[] refused =
        [
            (await Upload(ledger, visit, "1", "b", 10)).Refusal,
            (await visit.CancelFees(new CancelFees(ledger.NewOperation(), person, ledger.Hospital, batch))).Refusal,
            (await visit.Cancel(new CancelVisit(ledger.NewOperation(), person, ledger.Hospital))).Refusal,
            (await visit.RecordDiagnoses(DiagnosesOf(ledger, later))).Refusal,
        ];

        Assert.All(refused, static refusal => Assert.True(refusal?.Is(VisitRefusal.SettlementStands)));
        Assert.All(refused, refusal => Assert.Equal(settled.Settlement.Value, refusal?.Value));
        var again = (await visit.Seal(person, ledger.Hospital, batch)).OrThrow();
        Assert.Equal((bill.Seal, bill.Digest, bill.Amounts), (again.Seal, again.Digest, again.Amounts));
    });

    [ContractFact]
    public Task Whoever_takes_back_all_fee_lines_takes_back_none_that_are_settled() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
        (await Upload(ledger, visit, "2", "b", 20)).OrThrow();
        var person = ledger.PersonOf("P1");
        var bill = (await visit.Seal(person, ledger.Hospital, BatchNo.Of("1"))).OrThrow();
        (await ledger.Settle(bill)).OrThrow();

        (await visit.CancelFees(new CancelFees(ledger.NewOperation(), person, ledger.Hospital, Batch: null))).OrThrow();

        var again = (await visit.Seal(person, ledger.Hospital, BatchNo.Of("1"))).OrThrow();
        var other = await visit.Seal(person, ledger.Hospital, BatchNo.Of("2"));
        Assert.Equal((bill.Seal, bill.Digest, bill.Amounts), (again.Seal, again.Digest, again.Amounts));
        Assert.True(other.Refusal?.Is(VisitRefusal.BatchUnknown));
    });

    [ContractFact]
    public Task A_change_that_is_refused_gives_no_bill_up() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
        var bill = (await visit.Seal(ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"))).OrThrow();

        var twice = await Upload(ledger, visit, "1", "a", 10);
        var settled = await ledger.Settle(bill);

        Assert.True(twice.Refusal?.Is(VisitRefusal.LineNumberUsedTwice));
        Assert.False(settled.IsRefused);
    });

    [ContractFact]
    public Task A_cancelled_visit_takes_no_more_fee_lines() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        var cancel = new CancelVisit(ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital);
        (await visit.Cancel(cancel)).OrThrow();

        var upload = await Upload(ledger, visit, "1", "a", 10);

        Assert.True(upload.Refusal?.Is(VisitRefusal.Cancelled));
    });

    [ContractFact]
    public Task Whoever_cancels_a_visit_that_others_have_cancelled_hears_of_theirs() => On(async ledger =>
    {
        var visit = await OpenVisit(ledger);
        var first = new CancelVisit(ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital);
        var done = (await visit.Cancel(first)).OrThrow();

        var again = (await visit.Cancel(first with { Operation = ledger.NewOperation() })).OrThrow();

        Assert.False(done.Already);
        Assert.Equal(done with { Already = true }, again);
    });

    [ContractFact]
    public Task Two_visits_for_the_same_have_equal_bills_however_their_lines_are_numbered() => On(async ledger =>
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");

        var first = await BillOf("V1", ("a", 10), ("b", 20));
        var equal = await BillOf("V2", ("1", 20), ("2", 10));
        var other = await BillOf("V3", ("1", 15), ("2", 15));

        Assert.Equal(first.Digest, equal.Digest);
        Assert.NotEqual(first.Digest, other.Digest);

        async Task<Bill> BillOf(string name, params (string Number, decimal Yuan)[] lines)
        {
            var visit = ledger.Visit(name);
            (await visit.Register(RegistrationOf(ledger, "P1"))).OrThrow();
            foreach (var (number, yuan) in lines)
            {
                (await Upload(ledger, visit, "1", number, yuan)).OrThrow();
            }
            return (await visit.DraftBill(ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"))).OrThrow();
        }
    });

    static async Task<IVisit> OpenVisit(LedgerWords ledger)
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        var visit = ledger.Visit("V1");
        (await visit.Register(RegistrationOf(ledger, "P1"))).OrThrow();
        return visit;
    }

    static RecordDiagnoses DiagnosesOf(LedgerWords ledger, DateTimeOffset began) =>
        new(ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, CareKind.Outpatient, began, "{}");

    static RegisterVisit RegistrationOf(LedgerWords ledger, string person) => new(
        ledger.NewOperation(),
        ledger.PersonOf(person),
        ledger.Hospital,
        CareKind.Outpatient,
        ledger.Time.GetUtcNow(),
        "1",
        "{}");

    static Task<Answer<UploadedFees>> Upload(
        LedgerWords ledger, IVisit visit, string batch, string number, decimal yuan) =>
        visit.UploadFees(UploadOf(ledger, batch, number, yuan));

    static UploadFees UploadOf(LedgerWords ledger, string batch, string number, decimal yuan) => new(
        ledger.NewOperation(),
        ledger.PersonOf("P1"),
        ledger.Hospital,
        BatchNo.Of(batch),
        [new FeeItem(number, "unknown", "检查", Money.TryFromYuan(yuan)!.Value, 1, yuan)]);
}
