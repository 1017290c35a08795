using Gongji.Families;

namespace Gongji.Ledger.People.Patient;

/// <summary>One attempt over all networks: who is to be asked, what is left to ask for, and what was granted so
/// far.</summary>
sealed class AidRound(Decision decision, int attempt)
{
    readonly List<AidPart> _parts = [];
    readonly List<TraceStep> _trace = [];
    readonly List<Reason> _reasons = [];

    public Money Left { get; private set; } = decision.AidWanted;

    public bool IsOver => Left.IsZero || _parts.Count == decision.Plan.Authorizers;

    public AidDrawn Drawn => new(attempt, _parts, _trace, _reasons);

    /// <summary>Whether it has to be known what all networks would grant before any of them is drawn on.</summary>
    public bool Chooses(int networks) => networks > decision.Plan.Authorizers || !decision.Plan.PartPayment;

    /// <summary>Chooses the networks to draw on by what they would grant of the whole: the first in the patient's order
    /// when those suffice, or else those that grant most. None where they don't suffice together and aid may not pay a
    /// part.</summary>
    public NetworkId[] Choose(IReadOnlyList<(NetworkId Network, Answer<Granted> Offer)> offers)
    {
        foreach (var (network, offer) in offers.Where(static each => each.Offer.IsRefused))
        {
            Refused(network, offer.Refusal!);
        }
        var able = offers.Where(static each => !each.Offer.IsRefused).ToArray();
        var most = decision.Plan.Authorizers;
        var first = able.Take(most).ToArray();
        var chosen = Sum(first) >= Left
            ? first
            : [.. able.OrderByDescending(static each => each.Offer.Value!.Amount).Take(most)];
        if (chosen.Length > 0 && Sum(chosen) < Left && !decision.Plan.PartPayment)
        {
            _reasons.Add(Reason.Of(AidReason.TooLittle));
            return [];
        }
        foreach (var (network, _) in able.Except(chosen))
        {
            _reasons.Add(Reason.Of(AidReason.OthersPay) with { Network = network });
        }
        return [.. able.Intersect(chosen).Select(static each => each.Network)];
    }

    /// <summary>Notes what a network answered when it was asked for what is left.</summary>
    public void Note(NetworkId network, Answer<Granted> answer)
    {
        if (answer.IsRefused)
        {
            Refused(network, answer.Refusal);
            return;
        }
        var (amount, funder, balance) = answer.Value;
        Step(network, amount.ToString());
        _parts.Add(new AidPart(network, funder, amount, balance));
        Left -= Money.Min(amount, Left);
    }

    /// <summary>Whoever showed the code funds none of the networks.</summary>
    public void NoteOnlyView() => _reasons.Add(Reason.Of(AidReason.OnlyCredentialView));

    void Refused(NetworkId network, Refusal refusal)
    {
        Step(network, refusal.Code);
        _reasons.Add(new Reason(refusal.Code, network));
    }

    void Step(NetworkId network, string result) => _trace.Add(new TraceStep(
        "aid.draw", decision.Benefit.PolicyVersion, $"network={network} asked={Left}", result));

    static Money Sum(IEnumerable<(NetworkId Network, Answer<Granted> Offer)> offers) =>
        offers.Sum(static each => each.Offer.Value!.Amount);
}
