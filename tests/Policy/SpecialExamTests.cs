using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Policy;

public sealed class SpecialExamTests
{
    [Fact]
    public void A_CT_in_Xian_has_its_own_benefit_and_leaves_the_ordinary_deductible_untouched()
    {
        var benefit = Assess("610100", Amounts("350", exams: "350"));

        Assert.Equal((Bills.Yuan("245"), Bills.Yuan("105")), (benefit.PoolPay, benefit.PersonPart));
        var layer = Assert.Single(benefit.Layers);
        Assert.Equal((0.7m, "310100", Money.Zero), (layer.Ratio, layer.Fund, layer.Deductible));
        Assert.Equal([Bills.Use("610100/employee/special_exam.pool/2026", "245")], benefit.Uses);
    }

    [Fact]
    public void Beside_ordinary_care_it_adds_to_what_the_pool_pays()
    {
        var benefit = Assess("610100", Amounts("850", exams: "350", own: "10"));

        // 350 × 70% and (500 − 200) × 50%.
        Assert.Equal((Bills.Yuan("395"), Bills.Yuan("465")), (benefit.PoolPay, benefit.PersonPart));
        Assert.Equal(
            [
                new Layer("310100", Bills.Yuan("500"), Bills.Yuan("200"), Money.Zero, 0.5m, Bills.Yuan("150"),
                    Bills.Yuan("1850")),
                new Layer("310100", Bills.Yuan("350"), Money.Zero, Money.Zero, 0.7m, Bills.Yuan("245"), null),
            ],
            benefit.Layers);
        Assert.Equal(
            [
                "610100/employee/special_exam.pool/2026",
                "610100/employee/outpatient.deductible/2026",
                "610100/employee/outpatient.pool/2026",
            ],
            benefit.Uses.Select(static use => use.Counter.Value));
        Assert.Equal(
            [
                "benefits.special_exam.deductible", "benefits.special_exam.ratio", "benefits.special_exam.cap",
                "benefits.outpatient.deductible", "benefits.outpatient.ratio", "benefits.outpatient.cap",
            ],
            benefit.Trace.Select(static step => step.Rule));
    }

    [Theory]
    [InlineData("610700", PersonKind.Active)]
    [InlineData("610100", PersonKind.Resident)]
    public void Where_the_insured_area_has_no_benefit_for_it_it_is_ordinary_care(string area, PersonKind kind)
    {
        var (exam, ordinary) = (
            Assess(area, Amounts("350", exams: "350"), kind), Assess(area, Amounts("350"), kind));

        Bills.AssertSame(ordinary, exam);
    }

    [Theory]
    [InlineData("450", "350", PoolReason.PartWithinDeductible)]
    [InlineData("850", "350", null)]
    public void Of_a_part_that_goes_into_its_deductible_it_is_told_that_it_is_a_part(
        string inScope, string exams, PoolReason? why)
    {
        var benefit = Assess("610100", Amounts(inScope, exams));

        Assert.Equal(why is { } reason ? [Reason.Of(reason)] : [], benefit.Reasons);
    }

    [Fact]
    public void Where_both_parts_go_into_their_deductibles_the_whole_bill_does()
    {
        var packs = PolicyPacks.Load(ShippedPacks.Texts.Select(static pack => (
            pack.File,
            pack.Json.Replace("{ \"all\": 0 }", "{ \"all\": 400 }", StringComparison.Ordinal))));
        var xian = packs.For(AreaCode.Of("610100"), Bills.Day)!;

        var benefit = Assess(xian, "610100", Amounts("450", exams: "350"), PersonKind.Active);

        Assert.Equal([Reason.Of(PoolReason.WithinDeductible)], benefit.Reasons);
    }

    [Fact]
    public void One_accumulator_for_both_is_used_up_by_both()
    {
        var packs = PolicyPacks.Load(ShippedPacks.Texts.Select(static pack => (
            pack.File,
            pack.Json
                .Replace("r\": \"special_exam\"", "r\": \"outpatient\"", StringComparison.Ordinal)
                .Replace("\"cap\": 2000", "\"cap\": 300", StringComparison.Ordinal))));
        var xian = packs.For(AreaCode.Of("610100"), Bills.Day)!;

        var benefit = Assess(xian, "610100", Amounts("850", exams: "350"), PersonKind.Active);

        Assert.Equal((Bills.Yuan("300"), Money.Zero), (benefit.PoolPay, benefit.Layers[0].CapLeft));
        Assert.True(Assert.Single(benefit.Reasons).Is(PoolReason.CapReached));
    }

    [Fact]
    public void A_bill_s_amounts_tell_what_of_it_is_for_special_examinations()
    {
        var xian = ShippedPacks.On("610100", Bills.Day);
        FeeLine Line(string code, string yuan)
        {
            var item = new FeeItem("1", code, "an item", Bills.Yuan(yuan), 1m, 1m);
            return new FeeLine(item, xian.Classify(item));
        }

        var with = BillAmounts.Of([Line("002103000010000", "400"), Line("XA06AA", "30")]);
        var without = BillAmounts.Of([Line("XA06AA", "30")]);

        Assert.Equal((Bills.Yuan("350"), Bills.Yuan("380")), (with.SpecialExams, with.InScope));
        Assert.Null(without.SpecialExams);
    }

    static BillAmounts Amounts(string inScope, string? exams = null, string own = "0") =>
        Bills.Amounts(inScope, own: own) with { SpecialExams = exams is null ? null : Bills.Yuan(exams) };

    static Benefit Assess(string area, BillAmounts amounts, PersonKind kind = PersonKind.Active) =>
        Assess(ShippedPacks.On(area, Bills.Day), area, amounts, kind);

    static Benefit Assess(AreaPolicy policy, string area, BillAmounts amounts, PersonKind kind) => Benefits.Assess(
        policy, Bills.Insured(area, kind), Bills.Of(area, "L3", amounts), new Counters()).OrThrow();
}
