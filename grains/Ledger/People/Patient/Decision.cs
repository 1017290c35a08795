using Gongji.Families;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People.Patient;

/// <summary>What is decided of a settlement before anybody is asked for aid.</summary>
sealed class Decision(Insurance insurance, Benefit benefit, PaymentPlan plan, int year)
{
    public Insurance Insurance { get; } = insurance;

    public Benefit Benefit { get; } = benefit;

    public PaymentPlan Plan { get; } = plan;

    public int Year { get; } = year;

    /// <summary>What the own account pays, as far as that is chosen.</summary>
    public List<LotPart> Own { get; } = [];

    public IEnumerable<PayerKind> BeforeAid => Plan.Order.TakeWhile(static payer => payer != PayerKind.FamilyAid);

    public IEnumerable<PayerKind> AfterAid =>
        Plan.Order.SkipWhile(static payer => payer != PayerKind.FamilyAid).Skip(1);

    public Money OwnSum => Own.Sum(static part => part.Amount);

    /// <summary>What aid is asked for.</summary>
    public Money AidWanted => Plan.Order.Contains(PayerKind.FamilyAid)
        ? Money.Min(Plan.AidCeiling, Plan.AccountsCeiling - OwnSum)
        : Money.Zero;

    /// <summary>Some areas take all of the aid or none.</summary>
    public Refusal? Refuses(AidDrawn aid) => aid.Short && !Plan.PartPayment
        ? Refusal.Of(SettleRefusal.AidTooLittle, "amount", AidWanted.ToString())
        : null;
}

/// <summary>What networks granted in one attempt.</summary>
/// <param name="Short">A network that may pay had too little, and something is left to pay.</param>
sealed record AidDrawn(int Attempt, IReadOnlyList<AidPart> Parts, IReadOnlyList<TraceStep> Trace, bool Short)
{
    public Money Sum => Parts.Sum(static part => part.Amount);
}

/// <summary>One attempt over all networks: what is left to ask for, and what was granted so far.</summary>
sealed class AidRound(Decision decision, int attempt)
{
    readonly List<AidPart> _parts = [];
    readonly List<TraceStep> _trace = [];
    bool _tooLittle;

    public Money Left { get; private set; } = decision.AidWanted;

    /// <summary>Whether nobody else is to be asked.</summary>
    public bool IsOver => Left.IsZero || _parts.Count == decision.Plan.Authorizers;

    public AidDrawn Drawn => new(attempt, _parts, _trace, _tooLittle && !Left.IsZero);

    /// <summary>Notes what a network answered when it was asked for what is left.</summary>
    public void Note(NetworkId network, Answer<Granted> answer)
    {
        var result = answer.IsRefused ? answer.Refusal.Code : answer.Value.Amount.ToString();
        _trace.Add(new TraceStep(
            "aid.draw", decision.Benefit.PolicyVersion, $"network={network} asked={Left}", result));
        if (answer.IsRefused)
        {
            _tooLittle |= answer.Refusal.Is(DrawRefusal.NothingFree) || answer.Refusal.Is(DrawRefusal.LimitUsedUp);
            return;
        }
        var (amount, funder, balance) = answer.Value;
        _parts.Add(new AidPart(network, funder, amount, balance));
        _tooLittle |= amount < Left;
        Left -= amount;
    }
}
