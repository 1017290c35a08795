using Gongji.Families;
using Gongji.Ledger.People.Commits;

namespace Gongji.Ledger.People.Patient;

/// <summary>What a network would have given, and why that is not taken.</summary>
/// <param name="Version">The version of the rules of the funder's area; null where it was not told.</param>
/// <param name="Bound">Why it is less than was asked for; null when it is not.</param>
public sealed record Spared(Money Could, AidReason Why, string? Version = null, Bound? Bound = null);

/// <summary>What a network answered to a patient: one of three.</summary>
/// <param name="Asked">What it was asked for.</param>
/// <param name="Granted">What it pays; null when it pays nothing.</param>
/// <param name="Spared">What it would have given; null when that is taken or it refused.</param>
/// <param name="Refused">Why it gives nothing; null when it would.</param>
public sealed record Heard(
    NetworkId Network, Money Asked, Granted? Granted = null, Spared? Spared = null, Refusal? Refused = null)
{
    const string Draw = "aid.draw";

    /// <summary>What of a relative's affairs no institution hears.</summary>
    static readonly string[] Kept = ["ended", "blocked_on", "blocked_for", "unbound"];

    /// <inheritdoc cref="Heard(NetworkId, Money, Granted?, Spared?, Refusal?)"/>
    public Refusal? Refused { get; init; } =
        (Granted, Spared, Refused) is (not null, null, null) or (null, not null, null) or (null, null, not null)
        ? Refused
        : throw new ArgumentException("a network grants, is spared or refuses, and one of them only");

    /// <summary>What a network answered, as far as it concerns the patient: of a funder whose money is not taken
    /// nothing is kept.</summary>
    /// <param name="why">Why what it grants is not taken; null when it is.</param>
    internal static Heard Of(NetworkId network, Money asked, Answer<Granted> answer, AidReason? why = null) =>
        answer switch
        {
            { IsRefused: true } => new Heard(network, asked, Refused: answer.Refusal),
            { Value: var granted } when why is { } spared => new Heard(
                network, asked, Spared: new Spared(granted!.Amount, spared, granted.Version, granted.Bound)),
            _ => new Heard(network, asked, answer.Value),
        };

    /// <summary>The same, when what it grants is not taken after all.</summary>
    internal Heard NotTaken(AidReason why) => Granted is null ? this : Of(Network, Asked, Granted, why);

    /// <summary>What is taken; null when nothing is.</summary>
    public AidPart? Part => Granted is null
        ? null
        : new AidPart(Network, Granted.Funder, Granted.Amount, Granted.FunderBalance);

    /// <summary>Why it pays nothing, or less than it was asked for.</summary>
    internal Reason[] Reasons
    {
        get
        {
            Reason[] reasons = this switch
            {
                { Refused: { } refused } => [new Reason(refused.Code)],
                { Spared: { Why: AidReason.OthersPay } spared } => [Reason.Of(spared.Why)],
                { Spared: { } spared } => [.. Less(spared.Bound), Reason.Of(spared.Why)],
                _ => Less(Granted!.Bound),
            };
            return [.. reasons.Select(reason => reason with { Network = Network })];
        }
    }

    /// <summary>By the rules of the funder's area; by nobody's where what was bound itself refuses.</summary>
    internal TraceStep Step
    {
        get
        {
            var (version, bound, facts, result) = this switch
            {
                { Refused: { } refused } => (refused.Version, refused.Bound, FactsOf(refused), refused.Code),
                { Spared: { } spared } =>
                    (spared.Version, spared.Bound, $" could={spared.Could}", Reason.Of(spared.Why).Code),
                _ => (Granted!.Version, Granted.Bound, "", $"{Granted.Amount}"),
            };
            var why = bound is null
                ? ""
                : $" bound={SnakeCase.Of(bound.Why)} of={bound.Of} less={bound.Less} left={bound.Left}";
            return new TraceStep(Draw, version ?? "", $"network={Network} asked={Asked}{facts}{why}", result);
        }
    }

    /// <summary>A step as a receipt tells it, which goes to institutions.</summary>
    internal static TraceStep Told(TraceStep step) => step.Rule != Draw ? step : step with
    {
        Input = string.Join(' ', step.Input.Split(' ').Where(static pair => !Kept.Contains(pair.Split('=')[0]))),
    };

    static Reason[] Less(Bound? bound) => bound is null ? [] : [Reason.Of(bound.Why)];

    /// <summary>Which status it is that is not normal, or since when there is nothing to draw on.</summary>
    static string FactsOf(Refusal refusal) => refusal switch
    {
        _ when refusal.Is(AidRefusal.FunderNotNormal) || refusal.Is(AidRefusal.MemberNotNormal) =>
            $" status={SnakeCase.Of(refusal.Value)}",
        _ when refusal.Is(DrawRefusal.FunderInsuranceEnded) => $" ended={refusal.Value}",
        _ when refusal.Is(DrawRefusal.AccountBlocked) && refusal.Value.Split(' ') is [var day, var reason] =>
            $" blocked_on={day} blocked_for={SnakeCase.Of(reason)}",
        { Field: "until" } when refusal.Is(DrawRefusal.NotAMember) => $" unbound={refusal.Value}",
        _ => "",
    };
}
