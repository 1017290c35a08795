using Gongji.Families;

namespace Gongji.Ledger.People.Patient;

/// <summary>What a network answered to a patient, and what a settlement tells of it.</summary>
/// <param name="Asked">What it was asked for.</param>
/// <param name="Spared">Why what it grants is not taken; null when it is.</param>
sealed record Heard(NetworkId Network, Money Asked, Answer<Granted> Answer, AidReason? Spared)
{
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
            var input = $"network={Network} asked={Asked}{could}{StatusOf(Answer.Refusal)}{why}";
            return new TraceStep("aid.draw", version ?? "", input, result);
        }
    }

    string Given(Money amount) => Spared is { } why ? Reason.Of(why).Code : amount.ToString();

    /// <summary>Which status it is that is not normal.</summary>
    static string StatusOf(Refusal? refusal) =>
        refusal is not null && (refusal.Is(AidRefusal.FunderNotNormal) || refusal.Is(AidRefusal.MemberNotNormal))
            ? $" status={SnakeCase.Of(refusal.Value)}"
            : "";
}
