using Gongji.Visits;

namespace Gongji.Tests.Hosts;

public sealed class VisitTests
{
    static readonly PersonNo Person = PersonNo.Of("P1");

    [Fact]
    public async Task Fee_lines_that_add_up_to_more_than_a_bill_can_carry_are_refused()
    {
        await using var ledger = await TestLedger.Start();
        var visit = await Open(ledger, "V1");
        await Upload(ledger, visit, "1", "a", 90_000_000_000_000);

        var upload = await Upload(ledger, visit, "2", "b", 90_000_000_000_000);

        Assert.True(upload.Refusal!.Is(VisitRefusal.TotalTooLarge));
        (await visit.Seal(Person, TestLedger.Hospital, BatchNo.Of("1"))).OrThrow();
    }

    [Fact]
    public async Task The_day_of_a_visit_stays_while_fee_lines_were_split_by_its_catalogue()
    {
        await using var ledger = await TestLedger.Start();
        var visit = await Open(ledger, "V1");
        await Upload(ledger, visit, "1", "a", 10);

        var otherDay = await visit.RecordDiagnoses(DiagnosesOf(ledger, ledger.Time.GetUtcNow().AddDays(-1)));
        var sameDay = await visit.RecordDiagnoses(DiagnosesOf(ledger, (await visit.View()).OrThrow().Began));

        Assert.True(otherDay.Refusal!.Is(VisitRefusal.LinesOfAnotherDay));
        Assert.False(sameDay.IsRefused);
    }

    [Fact]
    public async Task A_visit_is_registered_once()
    {
        await using var ledger = await TestLedger.Start();
        var visit = await Open(ledger, "V1");
        await ledger.Enrol("P2");

        var again = await visit.Register(RegistrationOf(ledger, "P2"));

        Assert.True(again.Refusal!.Is(VisitRefusal.RegisteredAlready));
        Assert.Equal(Person, (await visit.View()).OrThrow().Person);
    }

    static async Task<IVisit> Open(TestLedger ledger, string id)
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        var visit = ledger.Grains.Visit(VisitId.Of(id));
        (await visit.Register(RegistrationOf(ledger, "P1"))).OrThrow();
        return visit;
    }

    static RecordDiagnoses DiagnosesOf(TestLedger ledger, DateTimeOffset began) =>
        new(ledger.NewOperation(), Person, TestLedger.Hospital, CareKind.Outpatient, began, "{}");

    static RegisterVisit RegistrationOf(TestLedger ledger, string person) => new(
        ledger.NewOperation(),
        PersonNo.Of(person),
        TestLedger.Hospital,
        CareKind.Outpatient,
        ledger.Time.GetUtcNow(),
        "1",
        "{}");

    static Task<Answer<UploadedFees>> Upload(
        TestLedger ledger, IVisit visit, string batch, string number, decimal yuan) => visit.UploadFees(new UploadFees(
            ledger.NewOperation(),
            Person,
            TestLedger.Hospital,
            BatchNo.Of(batch),
            [new FeeItem(number, "unknown", "检查", Money.TryFromYuan(yuan)!.Value, 1, yuan)]));
}
