using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Policy;

/// <summary>What holds for every bill up to a million yuan, in every area, for everybody, everywhere.</summary>
[Properties(Arbitrary = [typeof(PolicyProperties)], MaxTest = 400)]
public sealed class PolicyProperties
{
    const int MillionYuan = 100_000_000;

    static readonly string[] Codes =
    [
        "XA10BAE048A001", "XA10BHX065A001", "XA10BJS001A001", "XJ01DDB072A001", "XJ05AXA001", "ZA12AAA0001",
        "ZA09AAA0001",
        "001101000010000", "001102000010000", "002102000010000", "002103000010000", "002507000010000",
        "C140100", "C130100",
        "T001500001", "T000100001", "XJ07AAA0001", "TY0001", "NOSUCHCODE",
    ];

    // Half of the amounts are small, so that deductibles and caps are met from below as well as jumped over.
    static readonly Gen<Money> AnyAmount = Gen
        .OneOf(Gen.Choose(0, MillionYuan), Gen.Choose(0, 100_000), Gen.Elements(0, 1, 19_999, 20_000, 20_001))
        .Select(static fen => Money.FromFen(fen));

    static readonly Gen<BillAmounts> AnyAmounts =
        from inScope in AnyAmount
        from firstSelfPay in AnyAmount
        from overLimit in AnyAmount
        from own in AnyAmount
        from barred in Gen.Elements(Money.Zero, own, inScope + own)
        from exams in Gen.Elements<Money?>(null, inScope, Money.FromFen(inScope.Fen / 3))
        select new BillAmounts(
            inScope + firstSelfPay + overLimit + own, own, overLimit, firstSelfPay, inScope, barred, exams);

    static readonly Gen<Case> AnyCase =
        from area in Gen.Elements("610100", "610700", "140100", "210300")
        from kind in Gen.Elements(Enum.GetValues<PersonKind>())
        from at in Gen.Elements("L0", "L1", "L2", "L3", "Primary", "Village", "Specialist", "Pharmacy")
        from amounts in AnyAmounts
        from days in Gen.Choose(0, 1500)
        select new Case(area, kind, Bills.Of(area, at, amounts, new DateOnly(2023, 1, 1).AddDays(days)));

    public static Arbitrary<Case> Cases() => AnyCase.ToArbitrary();

    public static Arbitrary<Use> Uses() =>
        (from deductible in AnyAmount from pool in AnyAmount select new Use(deductible, pool)).ToArbitrary();

    public static Arbitrary<Year> Years() =>
        AnyCase.ListOf(12).Select(static bills => new Year([.. bills])).ToArbitrary();

    public static Arbitrary<Line> Lines() =>
        (from area in Gen.Elements("610100", "610700", "140100", "210300")
         from code in Gen.Elements(Codes)
         from total in AnyAmount
         from count in Gen.Choose(0, 10_000_000)
         select new Line(area, new FeeItem("1", code, "an item", total, count / 10_000m, 1m))).ToArbitrary();

    /// <summary>What was used up before.</summary>
    public sealed record Use(Money Deductible, Money Pool);

    /// <summary>Bills of one person.</summary>
    public sealed record Year(Case[] Bills);

    public sealed record Line(string Area, FeeItem Item);

    public sealed record Case(string Area, PersonKind Kind, Bill Bill)
    {
        public AreaPolicy Policy => ShippedPacks.On(Area, Bill.To);

        public Benefit Assess(Counters used) =>
            Benefits.Assess(Policy, Bills.Insured(Area, Kind), Bill, used).OrThrow();

        public Benefit Assess(Use used) => Assess(
            Bills.Used(Bills.Insured(Area, Kind), Bill, used.Deductible, used.Pool));
    }

    [Property]
    public void Pool_and_person_make_the_bill_and_no_part_passes_another(Case one, Use used)
    {
        var benefit = one.Assess(used);

        Assert.Equal(one.Bill.Amounts.Total, benefit.PoolPay + benefit.PersonPart);
        Assert.True(benefit.PoolPay + benefit.Layers.Sum(static layer => layer.Deductible) <= one.Bill.Amounts.InScope);
        Assert.True(benefit.Layers.Length > 0 || benefit.PoolPay.IsZero);
    }

    [Property]
    public void Accounts_never_pay_more_than_the_person_bears_nor_a_barred_line(Case one, Use used)
    {
        var benefit = one.Assess(used);

        var plan = Payers.Plan(
            one.Policy, Bills.Insured(one.Area, one.Kind), one.Bill, benefit, useAccount: true, holdsCredits: true);

        var payable = benefit.PersonPart.LessOrZero(one.Bill.Amounts.AccountBarred);
        Assert.True(plan.OwnCeiling <= payable && plan.AidCeiling <= payable);
        Assert.True(plan.OwnCeiling.IsZero || plan.Order.Contains(PayerKind.OwnHistoric));
    }

    [Property]
    public void A_year_s_counters_never_pass_the_deductible_nor_the_cap(Case first, Year year)
    {
        var (policy, counters) = (first.Policy, new Counters());

        foreach (var bill in year.Bills.Select(static one => one.Bill))
        {
            var here = Bills.Of(
                bill.Institution with { Area = AreaCode.Of(first.Area) }, bill.Amounts, first.Bill.To);
            counters.Add((first with { Bill = here }).Assess(counters).Uses);
        }

        var rules = Enum.GetValues<BenefitCare>()
            .Select(care => policy.BenefitFor(care, Bills.Insured(first.Area, first.Kind), disease: null))
            .OfType<BenefitRule>();
        Assert.All(rules, rule =>
        {
            Money OfYear(string name) => counters.MoneyOf(new CounterKey(
                policy.Area, rule.Scheme, name, Period.YearOf(first.Bill.To)));
            var highest = rule.DeductibleCeiling
                ?? Enum.GetValues<Tier>().Max(tier => rule.Deductible[tier] ?? Money.Zero);
            Assert.True(OfYear(rule.DeductibleCounter) <= highest);
            Assert.True(rule.Cap is not { } cap || OfYear(rule.PoolCounter) <= cap);
        });
    }

    [Property]
    public void The_order_of_bills_at_one_kind_of_institution_does_not_change_the_year_s_deductible(Case one, Year year)
    {
        BillAmounts[] amounts = [.. year.Bills.Select(static other => other.Bill.Amounts)];
        var (forwards, backwards) = (Used(one, amounts), Used(one, amounts.Reverse()));

        Assert.Equal(forwards.Deductible, backwards.Deductible);
        // Each bill is rounded by itself, so that bills may differ by a fen each and no more.
        Assert.InRange(forwards.Pool.Fen - backwards.Pool.Fen, -amounts.Length, amounts.Length);
    }

    [Property]
    public void Asking_again_gives_the_same_fen_and_the_same_trace(Case one, Use used)
    {
        var (first, second) = (one.Assess(used), one.Assess(used));

        Bills.AssertSame(first, second);
    }

    [Property]
    public void The_four_parts_of_a_line_add_up_to_its_total(Line line)
    {
        var split = ShippedPacks.On(line.Area, Bills.Day).Classify(line.Item);

        Assert.Equal(line.Item.Total, split.OwnExpense + split.OverLimit + split.FirstSelfPay + split.InScope);
        Assert.True(!split.AccountBarred || split.OwnExpense == line.Item.Total);
    }

    static (Money Deductible, Money Pool) Used(Case one, IEnumerable<BillAmounts> amounts)
    {
        var counters = new Counters();
        foreach (var bill in amounts)
        {
            counters.Add((one with { Bill = one.Bill with { Amounts = bill } }).Assess(counters).Uses);
        }
        return (Sum(Counters.DeductibleMark), Sum(Counters.PoolMark));

        Money Sum(string of) => counters.Items
            .Where(use => use.Counter.Name.EndsWith(of, StringComparison.Ordinal))
            .Sum(static use => Money.FromFen(use.Used.In(Unit.Fen)));
    }
}
