using Gongji.Families;
using Gongji.Ledger.People.Commits;

namespace Gongji.Ledger.People.Patient;

/// <summary>What a network answered to a patient.</summary>
/// <param name="Asked">What it was asked for.</param>
/// <param name="Granted">What it grants; null when it refuses.</param>
/// <param name="Refused">Why it grants nothing; null when it does.</param>
/// <param name="Spared">Why what it grants is not taken; null when it is.</param>
public sealed record Heard(
    NetworkId Network, Money Asked, Granted? Granted, Refusal? Refused = null, AidReason? Spared = null)
{
    internal const string Draw = "aid.draw";

    /// <summary>What of a relative's affairs no institution hears.</summary>
    static readonly string[] Kept = ["ended", "blocked_on", "blocked_for", "unbound"];

    /// <summary>Whether what it grants is taken.</summary>
    public bool Pays => Granted is not null && Spared is null;

    /// <summary>What is taken; null when nothing is.</summary>
    public AidPart? Part => Granted is { } granted && Spared is null
        ? new AidPart(Network, granted.Funder, granted.Amount, granted.FunderBalance)
        : null;

    /// <summary>Why it pays nothing, or less than it was asked for.</summary>
    internal Reason[] Reasons
    {
        get
        {
            if (Refused is not null)
            {
                return [new Reason(Refused.Code, Network)];
            }
            var isSought = Spared is not AidReason.OthersPay;
            Reason[] less = isSought && Granted?.Bound is { } bound ? [Reason.Of(bound.Why)] : [];
            Reason[] none = Spared is { } spared ? [Reason.Of(spared)] : [];
            return [.. less.Concat(none).Select(reason => reason with { Network = Network })];
        }
    }

    /// <summary>By the rules of the funder's area; by nobody's where what was bound itself refuses.</summary>
    internal TraceStep Step
    {
        get
        {
            var (version, bound, result) = Refused is not null
                ? (Refused.Version, Refused.Bound, Refused.Code)
                : (Granted!.Version, Granted.Bound, Given(Granted.Amount));
            var could = Granted is null || Pays ? "" : $" could={Granted.Amount}";
            var why = bound is null
                ? ""
                : $" bound={SnakeCase.Of(bound.Why)} of={bound.Of} less={bound.Less} left={bound.Left}";
            var input = $"network={Network} asked={Asked}{could}{FactsOf(Refused)}{why}";
            return new TraceStep(Draw, version ?? "", input, result);
        }
    }

    /// <summary>A step as a receipt tells it, which goes to institutions.</summary>
    internal static TraceStep Told(TraceStep step) => step.Rule != Draw ? step : step with
    {
        Input = string.Join(' ', step.Input.Split(' ').Where(static pair => !Kept.Contains(pair.Split('=')[0]))),
    };

    string Given(Money amount) => Spared is { } why ? Reason.Of(why).Code : amount.ToString();

    /// <summary>Which status it is that is not normal, or since when there is nothing to draw on.</summary>
    static string FactsOf(Refusal? refusal) => refusal switch
    {
        null => "",
        _ when refusal.Is(AidRefusal.FunderNotNormal) || refusal.Is(AidRefusal.MemberNotNormal) =>
            $" status={SnakeCase.Of(refusal.Value)}",
        _ when refusal.Is(DrawRefusal.FunderInsuranceEnded) => $" ended={refusal.Value}",
        _ when refusal.Is(DrawRefusal.AccountBlocked) && refusal.Value.Split(' ') is [var day, var reason] =>
            $" blocked_on={day} blocked_for={SnakeCase.Of(reason)}",
        { Field: "until" } when refusal.Is(DrawRefusal.NotAMember) => $" unbound={refusal.Value}",
        _ => "",
    };
}
