using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Ledger.People.Patient;

/// <summary>The commit point of a settlement: who pays what, and why.</summary>
/// <param name="Attempt">The attempt whose draws count.</param>
/// <param name="Layers">What funds pay, in their order; empty when none does.</param>
/// <param name="Own">What the own account pays, by lot, in the order of payment.</param>
/// <param name="BalanceAfter">The own account after it.</param>
/// <param name="Reasons">Why a payer paid nothing or not all of what could be asked of it.</param>
/// <param name="EqualTo">A settlement that stood for the same lines of the same day at the institution.</param>
public sealed record Settled(
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
    SettlementId? EqualTo = null) : ICommit
{
    /// <summary>What the pooled funds pay, all layers together.</summary>
    public Money PoolPay => Layers.Sum(static layer => layer.Pays);
}

/// <summary>Another operation asked to settle the same bill and was given the settlement that stands. It is recorded so
/// that it gets this answer for ever, and never settles anew when the settlement has been reversed.</summary>
public sealed record SettledAlready(SettlementId Settlement) : IGrainEvent;

/// <summary>A settlement is undone whole: every payer gets back exactly what that payer gave.</summary>
public sealed record Reversed(
    SettlementId Settlement,
    int Attempt,
    VisitId Visit,
    BatchNo Batch,
    CounterUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money BalanceAfter,
    Posting[] Postings) : IUndoing;

/// <summary>Another operation asked to undo what was undone and was given the reversal that stands.</summary>
public sealed record ReversedAlready(SettlementId Settlement) : IGrainEvent;

/// <summary>Bills with these seals will never be settled.</summary>
public sealed record BillsVoided(VisitId Visit, SealedBatch[] Batches) : IGrainEvent;
