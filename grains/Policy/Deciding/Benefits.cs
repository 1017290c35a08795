using System.Globalization;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Policy.Deciding;

/// <summary>The pooled fund's part of a bill.</summary>
public static class Benefits
{
    /// <summary>Decides what the pool pays.</summary>
    /// <param name="policy">The rules of the insured area on the day of service.</param>
    /// <param name="counter">What is already used of a counter, by its name as in <see cref="CounterUse"/>.</param>
    public static Answer<Benefit> Assess(
        AreaPolicy policy, Insurance insurance, Bill bill, Func<string, Money> counter)
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
        if (exams.IsZero || policy.BenefitFor(BenefitCare.SpecialExam, insurance.Kind) is null)
        {
            return OfPart(policy, insurance, bill, ordinary, all, counter);
        }
        var ofExams = OfPart(policy, insurance, bill, BenefitCare.SpecialExam, exams, counter);
        return exams == all ? ofExams : Together(
            bill,
            ofExams,
            OfPart(policy, insurance, bill, ordinary, all - exams, name => counter(name) + ofExams.UseOf(name)));
    }

    /// <summary>What the pool pays of a part of the bill.</summary>
    static Benefit OfPart(
        AreaPolicy policy,
        Insurance insurance,
        Bill bill,
        BenefitCare care,
        Money inScope,
        Func<string, Money> counter)
    {
        if (policy.BenefitFor(care, insurance.Kind) is not { } rule)
        {
            return Nothing(policy, bill, $"kind={insurance.Kind}", PoolReason.NoBenefit);
        }
        if (!bill.Institution.Can(Capability.OutpatientPooling))
        {
            return Nothing(policy, bill, $"institution={bill.Institution.Code}", PoolReason.InstitutionNotInPooling);
        }
        var tier = Tiers.Of(bill.Institution);
        return rule.Ratio[tier] is { } ratio
            ? Pay(policy, rule, bill, inScope, tier, ratio, counter)
            : Nothing(policy, bill, $"tier={SnakeCase.Of(tier)}", PoolReason.NoBenefitHere);
    }

    /// <summary>The bill's benefit is what is told of ordinary care; examinations add to what is paid and used
    /// up.</summary>
    static Benefit Together(Bill bill, Benefit exams, Benefit ordinary) => ordinary with
    {
        Fund = ordinary.Fund.Length > 0 ? ordinary.Fund : exams.Fund,
        PoolPay = exams.PoolPay + ordinary.PoolPay,
        Deductible = exams.Deductible + ordinary.Deductible,
        PersonPart = bill.Amounts.Total - exams.PoolPay - ordinary.PoolPay,
        Uses = [.. exams.Uses, .. ordinary.Uses],
        Trace = [.. exams.Trace, .. ordinary.Trace],
        Reasons = [.. exams.Reasons.Union(ordinary.Reasons)],
    };

    static Benefit Pay(
        AreaPolicy policy,
        BenefitRule rule,
        Bill bill,
        Money inScope,
        Tier tier,
        decimal ratio,
        Func<string, Money> counter)
    {
        var year = bill.ServiceDate.Year.ToString(CultureInfo.InvariantCulture);
        var yearCounter = $"{year}/{rule.DeductibleCounter}";
        var deductibleCounter = rule.Period switch
        {
            DeductiblePeriod.Year => yearCounter,
            DeductiblePeriod.Visit => $"visit/{bill.Visit}/{rule.DeductibleCounter}",
        };
        var standard = rule.Deductible[tier]!.Value;
        var before = counter(deductibleCounter);
        var ofYear = rule.DeductibleCeiling is null ? Money.Zero : counter(yearCounter);
        var open = rule.DeductibleCeiling?.LessOrZero(ofYear);
        var due = Money.Min(standard.LessOrZero(before), open ?? standard);
        var deductible = Money.Min(inScope, due);

        var share = (inScope - deductible).Share(ratio);
        var poolCounter = $"{year}/{rule.PoolCounter}";
        var left = rule.Cap?.LessOrZero(counter(poolCounter));
        var pool = left is { } most ? Money.Min(share, most) : share;

        TraceStep Step(string path, string input, Money result) => new(path, policy.Version, input, result.ToString());
        TraceStep[] trace =
        [
            .. open is { } room
                ? [Step(rule.CeilingPath, $"ceiling={rule.DeductibleCeiling} of_year={ofYear}", room)]
                : Array.Empty<TraceStep>(),
            Step(rule.DeductiblePath, $"in_scope={inScope} standard={standard} paid={before}", deductible),
            Step(rule.RatioPath, $"base={inScope - deductible} tier={SnakeCase.Of(tier)} ratio={ratio}", share),
            Step(rule.CapPath, $"share={share} left={(left is null ? "unlimited" : left)}", pool),
        ];
        return new Benefit(
            policy.Version,
            rule.Fund,
            pool,
            ratio,
            deductible,
            bill.Amounts.Total - pool,
            due - deductible,
            left is null ? null : left.Value - pool,
            Uses(
                new CounterUse(deductibleCounter, deductible),
                new CounterUse(yearCounter, open is null ? Money.Zero : deductible),
                new CounterUse(poolCounter, pool)),
            trace,
            ReasonsOf(inScope, deductible, share, pool));
    }

    static Reason[] ReasonsOf(Money inScope, Money deductible, Money share, Money pool)
    {
        if (pool < share)
        {
            return [Reason.Of(PoolReason.CapReached)];
        }
        return deductible == inScope && !inScope.IsZero ? [Reason.Of(PoolReason.WithinDeductible)] : [];
    }

    static CounterUse[] Uses(params CounterUse[] all) => [.. all.Where(static use => !use.Amount.IsZero)];

    static Benefit Nothing(AreaPolicy policy, Bill bill, string input, PoolReason why) => new(
        policy.Version,
        "",
        Money.Zero,
        0m,
        Money.Zero,
        bill.Amounts.Total,
        Money.Zero,
        null,
        [],
        [new TraceStep("benefits", policy.Version, input, Reason.Of(why).Code)],
        [Reason.Of(why)]);
}
