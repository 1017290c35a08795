using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What an institution is has days: that of the service decides, whatever the institution has become since.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_service_is_paid_by_the_level_of_its_day_before_and_after_a_change() => On(async ledger =>
    {
        await ledger.RegisterHospital(level: 3);
        await ledger.RegisterHospital(level: 1, from: ledger.Today);

        var before = (await ledger.Settle(await BillOn(ledger, "P1", ledger.Today.AddDays(-1)))).OrThrow();
        var after = (await ledger.Settle(await BillOn(ledger, "P2", ledger.Today))).OrThrow();

        // Of 1000 yuan 800 are above the deductible: half of it at level 3, 70% at level 1.
        Assert.Equal((3, 400), (before.Bill.Institution.Level, before.PoolPay.Yuan));
        Assert.Equal((1, 560), (after.Bill.Institution.Level, after.PoolPay.Yuan));
    });

    [ContractFact]
    public Task A_bill_that_is_settled_again_later_has_the_level_of_its_day() => On(async ledger =>
    {
        await ledger.RegisterHospital(level: 3);
        var day = ledger.Today.AddDays(-1);
        var bill = await BillOn(ledger, "P1", day);
        var first = (await ledger.Settle(bill)).OrThrow();
        await ledger.Reverse(first);
        await ledger.RegisterHospital(level: 1);

        var same = (await ledger.Settle(bill)).OrThrow();
        await ledger.Reverse(same);
        var visit = ledger.Grains.Visit(bill.Visit);
        (await visit.UploadFees(new UploadFees(
            ledger.NewOperation(), bill.Person, ledger.Hospital, bill.Batch, [InScope("2", 500)]))).OrThrow();
        await ledger.ForgetAll();
        var sealedAnew = (await visit.Seal(bill.Person, ledger.Hospital, bill.Batch)).OrThrow();
        var later = (await ledger.Settle(sealedAnew)).OrThrow();

        Assert.Equal((400, 400), (first.PoolPay.Yuan, same.PoolPay.Yuan));
        Assert.Equal((3, 650), (later.Bill.Institution.Level, later.PoolPay.Yuan));
    });

    [ContractFact]
    public Task What_an_institution_may_do_on_the_day_of_a_service_stays_true_of_that_day() => On(async ledger =>
    {
        await ledger.RegisterHospital(level: 2);
        var profile = (await ledger.Grains.Institution(ledger.Hospital).History()).OrThrow().Profiles[^1].Profile;
        (await ledger.Grains.Institution(ledger.Hospital).Register(new RegisterInstitution(
            ledger.NewOperation(), profile with { Capabilities = [] }))).OrThrow();

        var before = (await ledger.Settle(await BillOn(ledger, "P1", ledger.Today.AddDays(-1)))).OrThrow();
        var after = (await ledger.Settle(await BillOn(ledger, "P2", ledger.Today))).OrThrow();

        Assert.Equal((480, 0), (before.PoolPay.Yuan, after.PoolPay.Yuan));
        Assert.Empty(after.Bill.Institution.Capabilities);
    });

    [ContractFact]
    public Task A_registration_for_a_day_takes_the_place_of_later_ones_and_of_none_before() => On(async ledger =>
    {
        var day = ledger.Today;
        await ledger.RegisterHospital(level: 3);
        await ledger.RegisterHospital(level: 2, from: day.AddDays(-10));
        await ledger.RegisterHospital(level: 1, from: day.AddDays(10));
        var before = await Levels();

        await ledger.RegisterHospital(level: 0, from: day.AddDays(-5));
        await ledger.ForgetAll();
        var after = await Levels();
        var listed = (await ledger.Grains.Institution(ledger.Hospital).History()).OrThrow().Profiles;

        Assert.Equal([3, 3, 2, 2, 1], before);
        Assert.Equal([3, 3, 2, 0, 0], after);
        Assert.Equal([3, 2, 0], listed.Select(static each => each.Profile.Level));

        async Task<int[]> Levels()
        {
            var history = (await ledger.Grains.Institution(ledger.Hospital).History()).OrThrow();
            return [.. new[] { DateOnly.MinValue, day.AddDays(-11), day.AddDays(-10), day, day.AddDays(10) }
                .Select(each => history.On(each)!.Profile.Level)];
        }
    });

    [ContractFact]
    public Task An_institution_of_which_nothing_is_registered_on_a_day_serves_nobody_then() => On(async ledger =>
    {
        await ledger.RegisterHospital(from: ledger.Today);
        await ledger.Enrol("P1");
        var yesterday = ledger.Time.GetUtcNow().AddDays(-1);

        var refused = await ledger.Visit("V1").Register(RegistrationOf(ledger, "P1") with { Began = yesterday });
        var visit = ledger.Visit("V2");
        (await visit.Register(RegistrationOf(ledger, "P1"))).OrThrow();
        (await visit.RecordDiagnoses(DiagnosesOf(ledger, yesterday))).OrThrow();
        (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
        var unsealed = await visit.Seal(ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"));

        Assert.True(refused.Refusal?.Is(VisitRefusal.InstitutionNotThen));
        Assert.True(unsealed.Refusal?.Is(VisitRefusal.InstitutionNotThen));
        Assert.Equal($"{ledger.Today.AddDays(-1):O}", unsealed.Refusal?.Value);
    });

    [ContractFact]
    public Task A_pharmacy_sees_no_patients_and_a_hospital_sells_nothing_and_the_day_tells_which_it_is() => On(
        async ledger =>
        {
            await ledger.RegisterHospital(kind: InstitutionKind.Pharmacy, level: 0);
            await ledger.RegisterHospital(from: ledger.Today);
            await ledger.Enrol("P1");
            var (now, then) = (ledger.Time.GetUtcNow(), ledger.Time.GetUtcNow().AddDays(-1));

            var visited = await ledger.Visit("V1").Register(RegistrationOf(ledger, "P1") with { Began = then });
            var sold = await ledger.Visit("V2").OpenPurchase(PurchaseOf(ledger, now));
            var drafted = await ledger.Visit("V2").DraftPurchase(PurchaseOf(ledger, now));
            var visit = ledger.Visit("V3");
            (await visit.Register(RegistrationOf(ledger, "P1"))).OrThrow();
            (await visit.RecordDiagnoses(DiagnosesOf(ledger, then))).OrThrow();
            (await Upload(ledger, visit, "1", "a", 10)).OrThrow();
            var draft = await visit.DraftBill(ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"));

            foreach (var (refusal, both) in new[]
            {
                (visited.Refusal, "outpatient pharmacy"), (sold.Refusal, "pharmacy hospital"),
                (drafted.Refusal, "pharmacy hospital"), (draft.Refusal, "outpatient pharmacy"),
            })
            {
                Assert.True(refusal?.Is(VisitRefusal.CareNotOfInstitution));
                Assert.Equal(both, refusal?.Value);
            }
            (await ledger.Visit("V4").OpenPurchase(PurchaseOf(ledger, then))).OrThrow();
        });

    [ContractFact]
    public Task A_bill_of_care_that_its_institution_does_not_give_is_not_settled() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);

        var sold = await ledger.Settle(bill with { Care = CareKind.Pharmacy });
        var visited = await ledger.Person("P1").PreSettle(ledger.SettleOf(
            bill with { Institution = bill.Institution with { Kind = InstitutionKind.Pharmacy } }));

        Assert.True(sold.Refusal?.Is(SettleRefusal.CareNotOfInstitution));
        Assert.Equal("pharmacy hospital", sold.Refusal?.Value);
        Assert.True(visited.Refusal?.Is(SettleRefusal.CareNotOfInstitution));
        Assert.Equal("outpatient pharmacy", visited.Refusal?.Value);
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    /// <summary>The bill of a visit of 1000 yuan in scope.</summary>
    static async Task<Bill> BillOn(LedgerWords ledger, string person, DateOnly day)
    {
        await ledger.Enrol(person);
        var began = new DateTimeOffset(day.ToDateTime(new TimeOnly(1, 0)), ChinaTime.Offset);
        var (visit, batch) = (ledger.Visit($"V{person}"), BatchNo.Of("1"));
        (await visit.Register(RegistrationOf(ledger, person) with { Began = began })).OrThrow();
        (await visit.UploadFees(new UploadFees(
            ledger.NewOperation(), ledger.PersonOf(person), ledger.Hospital, batch, [InScope("1", 1_000)]))).OrThrow();
        return (await visit.Seal(ledger.PersonOf(person), ledger.Hospital, batch)).OrThrow();
    }

    static FeeItem InScope(string number, decimal yuan) =>
        new(number, "XA06AA", "药", Money.TryFromYuan(yuan)!.Value, 1, yuan);

    static OpenPurchase PurchaseOf(LedgerWords ledger, DateTimeOffset began) => new(
        RegistrationOf(ledger, "P1") with { Care = CareKind.Pharmacy, Began = began },
        BatchNo.Of("1"),
        [InScope("1", 10)]);
}
