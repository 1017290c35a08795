using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People.Patient;

/// <summary>What is decided of a settlement before anybody is asked for aid.</summary>
/// <param name="heldCredits">Whether anything is in the own account.</param>
sealed class Decision(Insurance insurance, Benefit benefit, PaymentPlan plan, int year, bool heldCredits)
{
    public Insurance Insurance { get; } = insurance;

    public Benefit Benefit { get; } = benefit;

    public PaymentPlan Plan { get; } = plan;

    public int Year { get; } = year;

    public bool HeldCredits { get; } = heldCredits;

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

    /// <summary>Whether neither counters nor accounts are other than before, whoever pays.</summary>
    public bool TakesNothing => Benefit.Uses.Length == 0 && Plan.AccountsCeiling.IsZero;

    /// <summary>Whether what networks granted may pay: some areas take all of the aid or none.</summary>
    public bool Takes(AidDrawn aid) => Plan.PartPayment || aid.Parts.Count == 0 || aid.Sum == AidWanted;
}

/// <summary>What networks answered in one attempt.</summary>
sealed record AidDrawn(int Attempt, IReadOnlyList<Heard> Heard, IReadOnlyList<Reason> Reasons)
{
    public IReadOnlyList<AidPart> Parts { get; } =
        [.. Heard.Select(static each => each.Part).OfType<AidPart>()];

    public Money Sum => Parts.Sum(static part => part.Amount);
}
