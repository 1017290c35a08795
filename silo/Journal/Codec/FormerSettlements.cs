using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;

namespace Gongji.Journal.Codec;

/// <summary>A settlement of the time when an entry kept its steps, and not what was used up before it.</summary>
sealed record FormerSettledSteps(
    SettlementId Settlement,
    int Attempt,
    Bill Bill,
    Insurance Insurance,
    bool UseAccount,
    string PolicyVersion,
    Layer[] Layers,
    CounterUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money Cash,
    Money BalanceAfter,
    Posting[] Postings,
    TraceStep[] Trace,
    Reason[] Reasons,
    SettlementId? EqualTo = null)
{
    public Settled Now() => new(
        Settlement,
        Attempt,
        Bill,
        Insurance,
        UseAccount,
        PolicyVersion,
        HeldCredits: !(BalanceAfter + Own.Sum(static part => part.Amount)).IsZero,
        ShownBy: null,
        Layers,
        [.. Uses.Select(static use => new Counted(use.Counter, Before: null, use.Used))],
        Own,
        [.. Aid.Select(static part => new Heard(
            part.Network, part.Amount, new Granted(part.Amount, part.Funder, part.FunderBalance)))],
        Cash,
        BalanceAfter,
        Postings,
        DecidedAgain.DigestOf(Trace),
        Reasons,
        EqualTo)
    {
        Trace = Trace,
    };
}

/// <summary>A settlement of the time when all was of one day and counters counted money alone.</summary>
sealed record FormerSettledLayers(
    SettlementId Settlement,
    int Attempt,
    FormerBill Bill,
    Insurance Insurance,
    bool UseAccount,
    string PolicyVersion,
    Layer[] Layers,
    FormerUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money Cash,
    Money BalanceAfter,
    Posting[] Postings,
    TraceStep[] Trace,
    Reason[] Reasons,
    SettlementId? EqualTo = null)
{
    public Settled Now() => new FormerSettledSteps(
        Settlement,
        Attempt,
        Bill.Now(),
        Insurance,
        UseAccount,
        PolicyVersion,
        Layers,
        [.. Uses.Select(static use => use.Now())],
        Own,
        Aid,
        Cash,
        BalanceAfter,
        Former.Named(Postings),
        Trace,
        Reasons,
        EqualTo).Now();
}

/// <summary>A settlement of one fund, whose counters belonged to no area.</summary>
sealed record FormerSettled(
    SettlementId Settlement,
    int Attempt,
    FormerBill Bill,
    Insurance Insurance,
    bool UseAccount,
    string PolicyVersion,
    string Fund,
    Money PoolPay,
    decimal Ratio,
    Money Deductible,
    Money DeductibleLeft,
    FormerUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money Cash,
    Money BalanceAfter,
    Posting[] Postings,
    TraceStep[] Trace,
    Money? CapLeft = null)
{
    public Settled Now() => new FormerSettledSteps(
        Settlement,
        Attempt,
        Bill.Now(),
        Insurance,
        UseAccount,
        PolicyVersion,
        Fund.Length == 0
            ? []
            : [new Layer(Fund, Bill.Amounts.InScope, Deductible, DeductibleLeft, Ratio, PoolPay, CapLeft)],
        [.. Uses.Select(use => use.Now(Insurance))],
        Own,
        Aid,
        Cash,
        BalanceAfter,
        Former.Named(Postings),
        [.. Trace.Select(Former.Told)],
        Reasons: []).Now();
}
