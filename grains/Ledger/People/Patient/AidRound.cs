using Gongji.Families;

namespace Gongji.Ledger.People.Patient;

/// <summary>One attempt over all networks: who is to be asked, what is left to ask for, and what was granted so
/// far.</summary>
sealed class AidRound(Decision decision, int attempt)
{
    readonly List<Heard> _heard = [];
    bool _onlyView;

    public Money Left { get; private set; } = decision.AidWanted;

    public bool IsOver =>
        Left.IsZero || _heard.Count(static each => each.Granted is not null) == decision.Plan.Authorizers;

    public AidDrawn Drawn => DrawnOf(attempt, _heard);

    /// <summary>Whether it has to be known what all networks would grant before any of them is drawn on.</summary>
    public bool Chooses(int networks) => networks > decision.Plan.Authorizers || !decision.Plan.PartPayment;

    /// <summary>Chooses the networks to draw on by what they would grant of the whole: the first in the patient's order
    /// when those suffice, or else those that grant most. None where they don't suffice together and aid may not pay a
    /// part.</summary>
    public NetworkId[] Choose(IReadOnlyList<(NetworkId Network, Answer<Granted> Offer)> offers)
    {
        var able = offers.Where(static each => !each.Offer.IsRefused).ToArray();
        var most = decision.Plan.Authorizers;
        var first = able.Take(most).ToArray();
        var chosen = Sum(first) >= Left
            ? first
            : [.. able.OrderByDescending(static each => each.Offer.Value!.Amount).Take(most)];
        var tooLittle = chosen.Length > 0 && Sum(chosen) < Left && !decision.Plan.PartPayment;
        foreach (var (network, offer) in offers.Where(each => tooLittle || !chosen.Contains(each)))
        {
            AidReason? spared = offer.IsRefused ? null
                : chosen.Contains((network, offer)) ? AidReason.TooLittle
                : AidReason.OthersPay;
            _heard.Add(Heard.Of(network, Left, offer, spared));
        }
        return tooLittle ? [] : [.. able.Intersect(chosen).Select(static each => each.Network)];
    }

    /// <summary>Notes what a network answered when it was asked for what is left.</summary>
    public void Note(NetworkId network, Answer<Granted> answer)
    {
        _heard.Add(Heard.Of(network, Left, answer));
        if (!answer.IsRefused)
        {
            Left -= Money.Min(answer.Value.Amount, Left);
        }
    }

    /// <summary>Whoever showed the code funds none of the networks.</summary>
    public void NoteOnlyView() => _onlyView = true;

    /// <summary>The same without the money, where the area takes no part of it.</summary>
    public AidDrawn Without(int next) => DrawnOf(
        next, [.. _heard.Select(static each => each.NotTaken(AidReason.TooLittle))]);

    AidDrawn DrawnOf(int number, IReadOnlyList<Heard> heard)
    {
        Reason[] view = _onlyView ? [Reason.Of(AidReason.OnlyCredentialView)] : [];
        return new AidDrawn(number, heard, [.. heard.SelectMany(static each => each.Reasons), .. view]);
    }

    static Money Sum(IEnumerable<(NetworkId Network, Answer<Granted> Offer)> offers) =>
        offers.Sum(static each => each.Offer.Value!.Amount);
}
