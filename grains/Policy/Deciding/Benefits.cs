using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Policy.Deciding;

/// <summary>The pooled fund's part of a bill.</summary>
public static class Benefits
{
    /// <summary>Decides what the pool pays.</summary>
    /// <param name="policy">The rules of the insured area on the bill's <see cref="Bill.RulesOf"/>.</param>
    /// <param name="used">What is already used up.</param>
    public static Answer<Benefit> Assess(AreaPolicy policy, Insurance insurance, Bill bill, Counters used)
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
        var counters = new CounterSheet(policy, used);
        Benefit? all = null;
        foreach (var claim in Claims(policy, insurance, bill))
        {
            var benefit = OfClaim(policy, insurance, bill, claim, counters);
            all = all is null ? benefit : Together(all, benefit);
        }
        return all! with { Counters = counters.Counted };
    }

    /// <summary>What has a benefit of its own, in the order in which it is decided: ordinary care last.</summary>
    static Claim[] Claims(AreaPolicy policy, Insurance insurance, Bill bill)
    {
        var ordinary = BenefitCares.Of(bill.Care);
        var claims =
            from part in bill.AllParts()
            group part.Amounts by part.Disease into ofDisease
            orderby ofDisease.Key is null, ofDisease.Key?.Value
            let inScope = ofDisease.Sum(static amounts => amounts.InScope)
            let exams = policy.BenefitFor(BenefitCare.SpecialExam, insurance, ofDisease.Key) is null
                ? Money.Zero
                : ofDisease.Sum(static amounts => amounts.SpecialExams ?? Money.Zero)
            from claim in new[]
            {
                new Claim(BenefitCare.SpecialExam, ofDisease.Key, exams),
                new Claim(ordinary, ofDisease.Key, inScope - exams),
            }
            select claim;
        Claim[] some = [.. claims.Where(static claim => !claim.InScope.IsZero)];
        return some.Length > 0 ? some : [claims.Last()];
    }

    /// <summary>What the pool pays of a part of the bill.</summary>
    static Benefit OfClaim(
        AreaPolicy policy, Insurance insurance, Bill bill, Claim claim, CounterSheet counters)
    {
        if (policy.BenefitFor(claim.Care, insurance, claim.Disease) is not { } rule)
        {
            var disease = claim.Disease is { } named ? $" disease={named}" : "";
            return Nothing(policy, bill, $"kind={insurance.Kind}{disease}", PoolReason.NoBenefit);
        }
        if (!bill.Institution.Can(Capability.OutpatientPooling))
        {
            return Nothing(policy, bill, $"institution={bill.Institution.Code}", PoolReason.InstitutionNotInPooling);
        }
        var (tier, ratio) = rule.Ratio.For(bill.Institution);
        return ratio is { } share
            ? Pay(policy, rule, bill, claim.InScope, (tier, share), counters)
            : Nothing(policy, bill, $"tier={tier}", PoolReason.NoBenefitHere);
    }

    /// <summary>Ordinary care has the first layer: it is that of which deductible and cap are told.</summary>
    static Benefit Together(Benefit first, Benefit then)
    {
        var within = Reason.Of(PoolReason.WithinDeductible);
        Reason[] reasons = [.. first.Reasons.Union(then.Reasons)];
        var both = first.Reasons.Intersect(then.Reasons).Contains(within);
        return then with
        {
            Layers = [.. then.Layers, .. first.Layers],
            PersonPart = then.PersonPart - first.PoolPay,
            Trace = [.. first.Trace, .. then.Trace],
            Reasons = both ? reasons : [.. reasons.Select(reason =>
                reason == within ? Reason.Of(PoolReason.PartWithinDeductible) : reason).Distinct()],
        };
    }

    static Benefit Pay(
        AreaPolicy policy,
        BenefitRule rule,
        Bill bill,
        Money inScope,
        (string Name, decimal Ratio) tier,
        CounterSheet counters)
    {
        var year = Period.YearOf(bill.CountedOn);
        CounterKey Named(string name, Period counted) => new(policy.Area, rule.Scheme, name, counted);
        var yearCounter = Named(rule.DeductibleCounter, year);
        var deductibleCounter = Named(rule.DeductibleCounter, PeriodOf(rule.Period, bill));
        var period = SnakeCase.Of(rule.Period);
        var standard = rule.Deductible.For(bill.Institution).Value!.Value;
        var before = counters.Of(deductibleCounter);
        var ofYear = rule.DeductibleCeiling is null ? Money.Zero : counters.Of(yearCounter);
        var open = rule.DeductibleCeiling?.LessOrZero(ofYear);
        var due = Money.Min(standard.LessOrZero(before), open ?? standard);
        var deductible = Money.Min(inScope, due);

        var share = (inScope - deductible).Share(tier.Ratio);
        var poolCounter = Named(rule.PoolCounter, year);
        var left = rule.Cap?.LessOrZero(counters.Of(poolCounter));
        var pool = left is { } most ? Money.Min(share, most) : share;
        counters.Use(deductibleCounter, deductible);
        if (open is not null)
        {
            counters.Use(yearCounter, deductible);
        }
        counters.Use(poolCounter, pool);

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
            Counters: [],
            trace,
            ReasonsOf(inScope, deductible, share, pool));
    }

    static Period PeriodOf(DeductiblePeriod period, Bill bill) => period switch
    {
        DeductiblePeriod.Year => Period.YearOf(bill.CountedOn),
        DeductiblePeriod.Month => Period.MonthOf(bill.CountedOn),
        DeductiblePeriod.Visit => Period.Of(bill.Visit),
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

    static Benefit Nothing(AreaPolicy policy, Bill bill, string input, PoolReason why) => new(
        policy.Version,
        [],
        bill.Amounts.Total,
        [],
        [new TraceStep("benefits", policy.Version, input, Reason.Of(why).Code)],
        [Reason.Of(why)]);

    /// <summary>A part of a bill that one benefit is for.</summary>
    sealed record Claim(BenefitCare Care, DiseaseCode? Disease, Money InScope);
}
