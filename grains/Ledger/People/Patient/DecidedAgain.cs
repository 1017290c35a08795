using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People.Patient;

/// <summary>What the journal says of a person before a settlement.</summary>
/// <param name="HeldCredits">Whether anything was in the own account.</param>
public sealed record BeforeSettled(Counters Used, bool HeldCredits);

/// <summary>A settlement that was decided again by the rules of then, from nothing but what it keeps.</summary>
/// <remarks>A former entry keeps its steps, and not what they came from.</remarks>
/// <param name="Differs">What came out otherwise; null when nothing did.</param>
/// <param name="Trace">The steps that lead to it; empty when the rules refuse what was settled.</param>
public sealed record DecidedAgain(string? Differs, TraceStep[] Trace)
{
    /// <param name="policy">The rules of the version that it names.</param>
    /// <param name="before">By which it is decided, and which it has to keep; null for what it keeps itself.</param>
    public static DecidedAgain Of(Settled settled, AreaPolicy policy, BeforeSettled? before = null)
    {
        var (bill, insurance) = (settled.Bill, settled.Insurance);
        var assessed = Benefits.Assess(policy, insurance, bill, before?.Used ?? Kept(settled));
        if (assessed.IsRefused)
        {
            return new DecidedAgain($"the rules refuse it: {assessed.Refusal.Code}", []);
        }
        var benefit = assessed.Value;
        var plan = Payers.Plan(policy, insurance, bill, benefit, settled.UseAccount, settled.HeldCredits);
        var trace = Steps.Of(benefit, plan, settled.ShownBy, settled.Heard);
        var keeps = before is null || Keeps(settled, policy, before);
        var differs = Difference(settled, policy, benefit, plan, trace);
        return new DecidedAgain(differs ?? (keeps ? null : "it keeps other than there was before it"), trace);
    }

    /// <inheritdoc cref="Steps.DigestOf"/>
    public static string DigestOf(IEnumerable<TraceStep> steps) => Steps.DigestOf(steps);

    /// <summary>The steps that networks told, which no rules are needed for.</summary>
    public static TraceStep[] HeardBy(Settled settled) => [.. settled.Heard.Select(static each => each.Step)];

    static string? Difference(
        Settled settled, AreaPolicy policy, Benefit benefit, PaymentPlan plan, TraceStep[] trace)
    {
        var own = settled.Own.Sum(static part => part.Amount);
        var aid = settled.Aid.Sum(static part => part.Amount);
        return policy.Area != settled.Insurance.Area.PoolingArea ? "the rules are those of another area"
            : !benefit.Layers.SequenceEqual(settled.Layers) ? "the pool pays otherwise"
            : !benefit.Uses.SequenceEqual(settled.Uses) ? "other counters are used up"
            : benefit.PersonPart != own + aid + settled.Cash ? "the person bears otherwise"
            : own > plan.OwnCeiling || aid > plan.AidCeiling || own + aid > plan.AccountsCeiling
                ? "accounts pay more than they may"
            : Steps.DigestOf(trace) != settled.TraceDigest ? "other steps lead to it"
            : null;
    }

    /// <summary>While relatives are asked, what comes in or goes out is no part of what was decided.</summary>
    static bool Keeps(Settled settled, AreaPolicy policy, BeforeSettled before) =>
        (settled.Heard.Length > 0 || settled.Attempt > 1 || settled.HeldCredits == before.HeldCredits)
        && Array.TrueForAll(settled.Counters, counted => counted.Before is { Unit: Unit.Fen } kept
            && Money.FromFen(kept.Amount) == policy.UsedOf(before.Used, counted.Counter));

    static Counters Kept(Settled settled) => new()
    {
        Items =
        [
            .. from counted in settled.Counters
               let before = counted.Before
               where before is not null
               select new CounterUse(counted.Counter, before),
        ],
    };
}
