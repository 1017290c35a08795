namespace Gongji.Tests.Contracts;

public sealed class CounterTests
{
    [Theory]
    [InlineData("610100/employee/outpatient.pool/2026")]
    [InlineData("610100/resident/outpatient.deductible/2026-03")]
    [InlineData("140100/employee/outpatient.deductible/visit/V7")]
    public void The_name_of_a_counter_is_read_and_written_again(string name)
    {
        var key = CounterKey.Of(name);

        Assert.Equal(name, key.ToString());
        Assert.Equal(key, CounterKey.Of(key.Value));
    }

    [Fact]
    public void A_name_says_area_scheme_what_is_counted_and_the_period()
    {
        var (month, visit) = (
            CounterKey.Of("610300/employee/outpatient.deductible/2026-03"),
            CounterKey.Of("140100/resident/outpatient.pool/visit/V7"));

        Assert.Equal(
            new CounterKey(
                AreaCode.Of("610300"), Scheme.Employee, "outpatient.deductible", Period.MonthOf(new(2026, 3, 31))),
            month);
        Assert.Equal((Scheme.Resident, Period.Of(VisitId.Of("V7"))), (visit.Scheme, visit.Period));
        Assert.NotEqual(Period.YearOf(new(2026, 3, 31)), month.Period);
    }

    [Theory]
    [InlineData("2026/outpatient.pool")]
    [InlineData("/employee/outpatient.pool/2026")]
    [InlineData("610100/nobody/outpatient.pool/2026")]
    [InlineData("610100/employee//2026")]
    [InlineData("610100/employee/outpatient.pool/2026-13")]
    [InlineData("610100/employee/outpatient.pool/2026-03-02")]
    [InlineData("610100/employee/outpatient.pool/visit/")]
    [InlineData("610100/employee/outpatient.pool/26")]
    public void What_is_no_counter_is_not_read(string name)
    {
        Assert.Throws<FormatException>(() => CounterKey.Of(name));
    }

    [Fact]
    public void Amounts_of_one_unit_are_added_and_say_their_unit()
    {
        Quantity[] sums =
        [
            Quantity.Of(Money.FromFen(12_30)) + Quantity.Of(Money.FromFen(70)),
            Quantity.OfTimes(3) - Quantity.OfTimes(1),
            Quantity.OfDays(30) + Quantity.OfDays(1),
        ];

        Assert.Equal(["13.00 yuan", "2 times", "31 days"], sums.Select(static sum => sum.ToString()));
        Assert.Equal([1300, 2, 31], sums.Select(static sum => sum.In(sum.Unit)));
    }

    [Fact]
    public void Amounts_of_two_units_are_never_one()
    {
        var (money, times) = (Quantity.Of(Money.FromFen(1)), Quantity.OfTimes(1));

        Assert.Throws<InvalidOperationException>(() => money + times);
        Assert.Throws<InvalidOperationException>(() => times - Quantity.OfDays(1));
        Assert.Throws<InvalidOperationException>(() => times.In(Unit.Fen));
        Assert.NotEqual(money, times);
    }

    [Fact]
    public void No_amount_is_below_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Quantity.OfTimes(1) - Quantity.OfTimes(2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Quantity.OfDays(-1));
    }

    [Fact]
    public void A_bill_that_ends_before_it_begins_does_not_add_up_whether_it_has_parts_or_not()
    {
        var amounts = new BillAmounts(
            Money.FromFen(100), Money.Zero, Money.Zero, Money.Zero, Money.FromFen(100), Money.Zero);
        var facts = new InstitutionFacts(
            InstitutionCode.Of("H1"), AreaCode.Of("610100"), InstitutionKind.Hospital, 2, []);
        var bill = new Bill(
            VisitId.Of("V1"),
            BatchNo.Of("1"),
            1,
            PersonNo.Of("P1"),
            CareKind.Outpatient,
            new(2026, 5, 20),
            new(2026, 5, 1),
            facts,
            amounts,
            "digest");

        Assert.False(bill.AddsUp);
        Assert.False((bill with { Parts = [new BillPart(2026, DiseaseCode.Of("M03900"), amounts)] }).AddsUp);
    }
}
