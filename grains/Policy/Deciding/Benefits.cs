using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Policy.Deciding;

/// <summary>The pooled fund's part of a bill.</summary>
public static class Benefits
{
    /// <summary>Decides what the pool pays.</summary>
    /// <param name="policy">The rules of the insured area on the day of service.</param>
    /// <param name="used">What is already used of a counter.</param>
    public static Answer<Benefit> Assess(
        AreaPolicy policy, Insurance insurance, Bill bill, Func<CounterKey, Money> used)
    {
        var institution = bill.Institution;
        if (!insurance.Area.Reaches(institution.Area, policy.CareReach))
        {
            return Refusal.Of(BenefitRefusal.WrongArea, "institution.area", institution.Area.Value);
        }
        if (!insurance.Area.Reaches(institution.Area, Reach.PoolingArea) && !institution.Can(Capability.CrossArea))
        {
            return Refusal.Of(BenefitRefusal.InstitutionNotOpened, "institution.code", institution.Code.Value);
        }
        if (!insurance.Status.IsNormal())
        {
            return Nothing(policy, bill, $"status={insurance.Status}", PoolReason.InsuranceSuspended);
        }
        var (exams, all) = (bill.Amounts.SpecialExams ?? Money.Zero, bill.Amounts.InScope);
        var ordinary = BenefitCares.Of(bill.Care);
        if (exams.IsZero || policy.BenefitFor(BenefitCare.SpecialExam, insurance) is null)
        {
            return OfPart(policy, insurance, bill, ordinary, all, used);
        }
        var ofExams = OfPart(policy, insurance, bill, BenefitCare.SpecialExam, exams, used);
        return exams == all ? ofExams : Together(
            ofExams,
            OfPart(
                policy, insurance, bill, ordinary, all - exams, counter => used(counter) + ofExams.UseOf(counter)));
    }

    /// <summary>What the pool pays of a part of the bill.</summary>
    static Benefit OfPart(
        AreaPolicy policy,
        Insurance insurance,
        Bill bill,
        BenefitCare care,
        Money inScope,
        Func<CounterKey, Money> used)
    {
        if (policy.BenefitFor(care, insurance) is not { } rule)
        {
            return Nothing(policy, bill, $"kind={insurance.Kind}", PoolReason.NoBenefit);
        }
        if (!bill.Institution.Can(Capability.OutpatientPooling))
        {
            return Nothing(policy, bill, $"institution={bill.Institution.Code}", PoolReason.InstitutionNotInPooling);
        }
        var (tier, ratio) = rule.Ratio.For(bill.Institution);
        return ratio is { } share
            ? Pay(policy, rule, bill, inScope, (tier, share), used)
            : Nothing(policy, bill, $"tier={tier}", PoolReason.NoBenefitHere);
    }

    /// <summary>Ordinary care has the first layer: it is that of which deductible and cap are told.</summary>
    static Benefit Together(Benefit exams, Benefit ordinary)
    {
        var within = Reason.Of(PoolReason.WithinDeductible);
        Reason[] reasons = [.. exams.Reasons.Union(ordinary.Reasons)];
        var both = exams.Reasons.Intersect(ordinary.Reasons).Contains(within);
        return ordinary with
        {
            Layers = [.. ordinary.Layers, .. exams.Layers],
            PersonPart = ordinary.PersonPart - exams.PoolPay,
            Uses = [.. exams.Uses, .. ordinary.Uses],
            Trace = [.. exams.Trace, .. ordinary.Trace],
            Reasons = both ? reasons : [.. reasons.Select(reason =>
                reason == within ? Reason.Of(PoolReason.PartWithinDeductible) : reason)],
        };
    }

    static Benefit Pay(
        AreaPolicy policy,
        BenefitRule rule,
        Bill bill,
        Money inScope,
        (string Name, decimal Ratio) tier,
        Func<CounterKey, Money> used)
    {
        var year = CounterKey.Year(bill.ServiceDate);
        CounterKey Named(string accumulator, string period) => new(policy.Area, rule.Scheme, accumulator, period);
        // A move inside a year begins anew unless the area counts what was used elsewhere.
        Money Used(CounterKey counter) => used(policy.CarriesUse ? counter with { Area = null } : counter);
        var yearCounter = Named(rule.DeductibleCounter, year);
        var deductibleCounter = Named(rule.DeductibleCounter, PeriodOf(rule.Period, bill));
        var period = SnakeCase.Of(rule.Period);
        var standard = rule.Deductible.For(bill.Institution).Value!.Value;
        var before = Used(deductibleCounter);
        var ofYear = rule.DeductibleCeiling is null ? Money.Zero : Used(yearCounter);
        var open = rule.DeductibleCeiling?.LessOrZero(ofYear);
        var due = Money.Min(standard.LessOrZero(before), open ?? standard);
        var deductible = Money.Min(inScope, due);

        var share = (inScope - deductible).Share(tier.Ratio);
        var poolCounter = Named(rule.PoolCounter, year);
        var left = rule.Cap?.LessOrZero(Used(poolCounter));
        var pool = left is { } most ? Money.Min(share, most) : share;

        TraceStep Step(string path, string input, Money result) => new(path, policy.Version, input, result.ToString());
        TraceStep[] ceiling = open is { } room
            ? [Step(rule.CeilingPath, $"ceiling={rule.DeductibleCeiling} of_year={ofYear}", room)]
            : [];
        TraceStep[] trace =
        [
            .. ceiling,
            Step(rule.DeductiblePath, $"in_scope={inScope} standard={standard} paid={before} per={period}", deductible),
            Step(rule.RatioPath, $"base={inScope - deductible} tier={tier.Name} ratio={tier.Ratio}", share),
            Step(rule.CapPath, $"share={share} left={(left is null ? "unlimited" : left)}", pool),
        ];
        return new Benefit(
            policy.Version,
            [new Layer(rule.Fund, inScope, deductible, due - deductible, tier.Ratio, pool, left - pool)],
            bill.Amounts.Total - pool,
            [.. Uses(
                (deductibleCounter, deductible),
                (yearCounter, open is null ? Money.Zero : deductible),
                (poolCounter, pool))],
            trace,
            ReasonsOf(inScope, deductible, share, pool));
    }

    static string PeriodOf(DeductiblePeriod period, Bill bill) => period switch
    {
        DeductiblePeriod.Year => CounterKey.Year(bill.ServiceDate),
        DeductiblePeriod.Month => CounterKey.Month(bill.ServiceDate),
        DeductiblePeriod.Visit => CounterKey.Visit(bill.Visit),
    };

    static Reason[] ReasonsOf(Money inScope, Money deductible, Money share, Money pool)
    {
        if (pool < share)
        {
            return [Reason.Of(PoolReason.CapReached)];
        }
        if (inScope.IsZero)
        {
            return [Reason.Of(PoolReason.NothingInScope)];
        }
        return deductible == inScope ? [Reason.Of(PoolReason.WithinDeductible)] : [];
    }

    static IEnumerable<CounterUse> Uses(params (CounterKey Counter, Money Amount)[] uses) =>
        from use in uses where !use.Amount.IsZero select new CounterUse(use.Counter.ToString(), use.Amount);

    static Benefit Nothing(AreaPolicy policy, Bill bill, string input, PoolReason why) => new(
        policy.Version,
        [],
        bill.Amounts.Total,
        [],
        [new TraceStep("benefits", policy.Version, input, Reason.Of(why).Code)],
        [Reason.Of(why)]);
}
