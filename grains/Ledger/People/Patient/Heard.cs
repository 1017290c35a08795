using Gongji.Families;
using Gongji.Ledger.People.Commits;

namespace Gongji.Ledger.People.Patient;

/// <summary>What a network answered to a patient, and what a settlement tells of it.</summary>
/// <param name="Asked">What it was asked for.</param>
/// <param name="Spared">Why what it grants is not taken; null when it is.</param>
sealed record Heard(NetworkId Network, Money Asked, Answer<Granted> Answer, AidReason? Spared)
{
    const string Draw = "aid.draw";

    /// <summary>What of a relative's affairs no institution hears.</summary>
    static readonly string[] Kept = ["ended", "blocked_on", "blocked_for", "unbound"];

    public bool Pays => !Answer.IsRefused && Spared is null;

    public AidPart Part => new(
        Network, Answer.Value!.Funder, Answer.Value.Amount, Answer.Value.FunderBalance);

    /// <summary>Why it pays nothing, or less than it was asked for.</summary>
    public Reason[] Reasons
    {
        get
        {
            if (Answer.IsRefused)
            {
                return [new Reason(Answer.Refusal.Code, Network)];
            }
            var isSought = Spared is not AidReason.OthersPay;
            Reason[] less = isSought && Answer.Value.Bound is { } bound ? [Reason.Of(bound.Why)] : [];
            Reason[] none = Spared is { } spared ? [Reason.Of(spared)] : [];
            return [.. less.Concat(none).Select(reason => reason with { Network = Network })];
        }
    }

    /// <summary>By the rules of the funder's area; by nobody's where what was bound itself refuses.</summary>
    public TraceStep Step
    {
        get
        {
            var (version, bound, result) = Answer.IsRefused
                ? (Answer.Refusal.Version, Answer.Refusal.Bound, Answer.Refusal.Code)
                : (Answer.Value.Version, Answer.Value.Bound, Given(Answer.Value.Amount));
            var could = Answer.IsRefused || Pays ? "" : $" could={Answer.Value.Amount}";
            var why = bound is null
                ? ""
                : $" bound={SnakeCase.Of(bound.Why)} of={bound.Of} less={bound.Less} left={bound.Left}";
            var input = $"network={Network} asked={Asked}{could}{FactsOf(Answer.Refusal)}{why}";
            return new TraceStep(Draw, version ?? "", input, result);
        }
    }

    /// <summary>A step as a receipt tells it, which goes to institutions.</summary>
    public static TraceStep Told(TraceStep step) => step.Rule != Draw ? step : step with
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
