using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Policy;

public sealed class BenefitTests
{
    [Fact]
    public void A_yearly_deductible_is_counted_by_year_and_the_pool_beside_it()
    {
        var bill = Bills.Of("610100", "L3", Bills.Amounts("1000"));

        var benefit = Assess("610100", PersonKind.Active, bill);

        Assert.Equal(
            [
                Bills.Use("610100/employee/outpatient.deductible/2026", "200"),
                Bills.Use("610100/employee/outpatient.pool/2026", "400"),
            ],
            benefit.Uses);
    }

    [Fact]
    public void A_visit_s_deductible_is_counted_by_visit_and_the_pool_by_year()
    {
        var bill = Bills.Of("140100", "L1", Bills.Amounts("100"), new DateOnly(2024, 6, 30), "V7");

        var benefit = Assess("140100", PersonKind.Active, bill);

        Assert.Equal(
            [
                Bills.Use("140100/employee/outpatient.deductible/visit/V7", "30"),
                Bills.Use("140100/employee/outpatient.pool/2024", "42"),
            ],
            benefit.Uses);
    }

    [Theory]
    [InlineData("L3", "price_class_2", 50, 60)]
    [InlineData("L3", "price_class_3", 30, 65)]
    [InlineData("L1", "price_class_1", 80, 55)]
    [InlineData("L3", "special_level3", 80, 55)]
    public void A_tier_that_the_area_has_a_name_for_goes_before_the_level(
        string at, string capability, int deductible, int percent)
    {
        var institution = Bills.At(at, "140100", Capability.OutpatientPooling, capability);
        var bill = Bills.Of(institution, Bills.Amounts("180"), new DateOnly(2025, 11, 17));

        var layer = Assert.Single(Assess("140100", PersonKind.Active, bill).Layers);

        Assert.Equal((deductible, percent / 100m), (layer.Deductible.Yuan, layer.Ratio));
        Assert.Equal((180 - deductible) * percent / 100m, layer.Pays.Yuan);
    }

    [Fact]
    public void The_deductibles_of_visits_end_at_the_ceiling_of_the_year()
    {
        var counters = new Counters();

        Benefit[] year =
        [
            .. Enumerable.Range(1, 5).Select(visit =>
            {
                var bill = Bills.Of("140100", "L3", Bills.Amounts("280"), new DateOnly(2025, 11, 17), $"V{visit}");
                var benefit = Assess("140100", PersonKind.Active, bill, counters);
                counters.Add(benefit.Uses);
                return benefit;
            }),
        ];

        Assert.Equal(["80.00", "80.00", "80.00", "60.00", "0.00"],
            year.Select(static b => b.Layers.Single().Deductible.ToString()));
        Assert.Equal(
            ["110.00", "110.00", "110.00", "121.00", "154.00"], year.Select(static b => b.PoolPay.ToString()));
        Assert.All(year, static benefit => Assert.Equal(Money.Zero, benefit.Layers.Single().DeductibleLeft));
        Assert.Equal(Bills.Yuan("300"), counters.MoneyOf(new CounterKey(
            AreaCode.Of("140100"), Scheme.Employee, "outpatient.deductible", Period.Of("2025"))));
    }

    [Fact]
    public void A_visit_that_the_year_s_ceiling_leaves_less_is_told_what_is_left_for_it()
    {
        var bill = Bills.Of("140100", "L3", Bills.Amounts("20"), new DateOnly(2025, 11, 17));
        var counters = new Counters();
        counters.Add([Bills.Use("140100/employee/outpatient.deductible/2025", "250")]);

        var benefit = Assess("140100", PersonKind.Active, bill, counters);

        var layer = Assert.Single(benefit.Layers);
        Assert.Equal((Bills.Yuan("20"), Bills.Yuan("30")), (layer.Deductible, layer.DeductibleLeft));
        Assert.Equal(
            "benefits.outpatient.deductible_ceiling ceiling=300.00 of_year=250.00 -> 50.00",
            $"{benefit.Trace[0].Rule} {benefit.Trace[0].Input} -> {benefit.Trace[0].Result}");
    }

    [Fact]
    public void The_year_of_the_service_picks_the_counter()
    {
        var counters = new Counters();
        counters.Add(Assess("610100", PersonKind.Active, Bills.Of("610100", "L1", Bills.Amounts("1000"))).Uses);
        var december = Bills.Of("610100", "L1", Bills.Amounts("1000"), new DateOnly(2025, 12, 31));

        var benefit = Assess("610100", PersonKind.Active, december, counters);

        Assert.Equal(Bills.Yuan("560"), benefit.PoolPay);
        Assert.All(benefit.Uses, static use => Assert.Equal(Period.Of("2025"), use.Counter.Period));
    }

    [Fact]
    public void A_deductible_joins_over_the_levels_of_Anshan()
    {
        var counters = new Counters();

        Benefit[] year =
        [
            .. new[] { ("L1", "200"), ("L3", "400"), ("L2", "100"), ("L3", "300") }.Select(step =>
            {
                var bill = Bills.Of("210300", step.Item1, Bills.Amounts(step.Item2));
                var benefit = Assess("210300", PersonKind.Active, bill, counters);
                counters.Add(benefit.Uses);
                return benefit;
            }),
        ];

        var layers = year.Select(static b => b.Layers.Single()).ToArray();
        Assert.Equal(["200.00", "400.00", "0.00", "100.00"], layers.Select(static layer => $"{layer.Deductible}"));
        Assert.Equal(["100.00", "100.00", "0.00", "0.00"], layers.Select(static layer => $"{layer.DeductibleLeft}"));
        Assert.Equal(["0.00", "0.00", "55.00", "100.00"], year.Select(static b => b.PoolPay.ToString()));
    }

    [Theory]
    [InlineData(false, "200.00", "400.00")]
    [InlineData(true, "50.00", "475.00")]
    public void Use_of_another_area_counts_where_the_pack_carries_it(bool carry, string deductible, string pool)
    {
        var packs = ShippedPacks.With("\"carry\": false", carry ? "\"carry\": true" : "\"carry\": false");
        var counters = new Counters();
        counters.Add(Assess("610700", PersonKind.Active, Bills.Of("610700", "L3", Bills.Amounts("150"))).Uses);
        var bill = Bills.Of("610100", "L3", Bills.Amounts("1000"));

        var benefit = Benefits.Assess(
            packs.For(AreaCode.Of("610100"), bill.To)!,
            Bills.Insured("610100", PersonKind.Active),
            bill,
            counters).OrThrow();

        Assert.Equal(deductible, $"{benefit.Layers.Single().Deductible}");
        Assert.Equal(pool, $"{benefit.PoolPay}");
    }

    [Fact]
    public void An_institution_outside_pooling_gets_nothing_from_the_pool_and_is_not_refused()
    {
        var bill = Bills.Of(Bills.At("Pharmacy", "610100"), Bills.Amounts("100"));

        var benefit = Assess("610100", PersonKind.Active, bill);

        Assert.Equal((0, bill.Amounts.Total), (benefit.Layers.Length, benefit.PersonPart));
        Assert.Empty(benefit.Uses);
    }

    [Theory]
    [InlineData("610700", true, null)]
    [InlineData("610700", false, BenefitRefusal.InstitutionNotOpened)]
    [InlineData("610103", false, null)]
    [InlineData("140100", true, BenefitRefusal.WrongArea)]
    public void Care_elsewhere_needs_a_reach_and_an_opened_institution(string at, bool opened, BenefitRefusal? refusal)
    {
        string[] pooling = [Capability.OutpatientPooling];
        string[] capabilities = opened ? [.. pooling, Capability.CrossArea] : pooling;
        var bill = Bills.Of(Bills.At("L1", at, capabilities), Bills.Amounts("1000"));

        var answer = Benefits.Assess(
            ShippedPacks.On("610100", Bills.Day), Bills.Insured("610199", PersonKind.Active), bill, new Counters());

        Assert.Equal(refusal is not null, answer.IsRefused);
        Assert.True(refusal is null || answer.Refusal!.Is(refusal.Value));
    }

    [Fact]
    public void Before_the_province_dropped_filings_care_in_another_city_is_out_of_reach()
    {
        var day = new DateOnly(2023, 9, 14);
        var hospital = Bills.At("L1", "610700", Capability.OutpatientPooling, Capability.CrossArea);

        var before = Answer(day);
        var after = Answer(day.AddDays(1));

        Assert.True(before.Refusal!.Is(BenefitRefusal.WrongArea));
        Assert.False(after.IsRefused);

        Answer<Benefit> Answer(DateOnly on) => Benefits.Assess(
            ShippedPacks.On("610100", on),
            Bills.Insured("610100", PersonKind.Active),
            Bills.Of(hospital, Bills.Amounts("1000"), on),
            new Counters());
    }

    [Fact]
    public void The_trace_names_rule_version_input_and_result()
    {
        var bill = Bills.Of("610100", "L2", Bills.Amounts("500"));

        var benefit = Assess("610100", PersonKind.Active, bill);

        Assert.Equal(
            [
                "benefits.outpatient.deductible in_scope=500.00 standard=200.00 paid=0.00 per=year -> 200.00",
                "benefits.outpatient.ratio base=300.00 tier=level2 ratio=0.6 -> 180.00",
                "benefits.outpatient.cap share=180.00 left=2000.00 -> 180.00",
            ],
            benefit.Trace.Select(static step => $"{step.Rule} {step.Input} -> {step.Result}"));
        Assert.All(benefit.Trace, step => Assert.Equal(benefit.PolicyVersion, step.Version));
    }

    [Fact]
    public void Who_is_suspended_has_no_benefit_and_uses_up_nothing()
    {
        var suspended = Bills.Insured("610100", PersonKind.Active) with { Status = InsuranceStatus.Suspended };

        var benefit = Benefits.Assess(
            ShippedPacks.On("610100", Bills.Day),
            suspended,
            Bills.Of("610100", "L1", Bills.Amounts("1000")),
            new Counters()).OrThrow();

        Assert.Equal((Money.Zero, 0), (benefit.PoolPay, benefit.Uses.Length));
        Assert.True(Assert.Single(benefit.Reasons).Is(PoolReason.InsuranceSuspended));
    }

    [Theory]
    [InlineData("610100", PersonKind.Active, "L1", "1000", null)]
    [InlineData("610100", PersonKind.Active, "L1", "200", PoolReason.WithinDeductible)]
    [InlineData("610100", PersonKind.Active, "L1", "9000", PoolReason.CapReached)]
    [InlineData("210300", PersonKind.Resident, "L1", "1000", PoolReason.NoBenefit)]
    [InlineData("610100", PersonKind.Resident, "L3", "1000", PoolReason.NoBenefitHere)]
    public void Whoever_gets_less_than_the_share_or_nothing_is_told_why(
        string area, PersonKind kind, string at, string inScope, PoolReason? why)
    {
        var benefit = Assess(area, kind, Bills.Of(area, at, Bills.Amounts(inScope)));

        Assert.Equal(why is { } reason ? [Reason.Of(reason)] : [], benefit.Reasons);
    }

    [Fact]
    public void An_institution_that_is_not_in_outpatient_pooling_is_the_reason_why_the_pool_pays_nothing()
    {
        var benefit = Assess("610100", PersonKind.Active, Bills.Of(Bills.At("L1", "610100"), Bills.Amounts("1000")));

        Assert.True(Assert.Single(benefit.Reasons).Is(PoolReason.InstitutionNotInPooling));
    }

    static Benefit Assess(string area, PersonKind kind, Bill bill, Counters? counters = null) => Benefits.Assess(
        ShippedPacks.On(area, bill.To),
        Bills.Insured(area, kind),
        bill,
        counters ?? new Counters()).OrThrow();
}
