using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Policy.Benefits;

namespace Gongji.Ledger.People.Patient;

/// <summary>The commit point of a settlement: who pays what, and from what that was decided.</summary>
/// <param name="Attempt">The attempt whose draws count.</param>
/// <param name="PolicyVersion">The version of the rules that decided it.</param>
/// <param name="HeldCredits">Whether anything was in the own account when it was decided.</param>
/// <param name="ShownBy">As much as may be told of the number of whoever showed the code by a credential view; null
/// when nobody did.</param>
/// <param name="Layers">What funds pay, in their order; empty when none does.</param>
/// <param name="Counters">The counters that were looked at.</param>
/// <param name="Own">What the own account pays, by lot, in the order of payment.</param>
/// <param name="Heard">What the networks answered that were asked for aid, in that order.</param>
/// <param name="BalanceAfter">The own account after it.</param>
/// <param name="TraceDigest">Digest of the steps that led to it: see <see cref="DecidedAgain"/>.</param>
/// <param name="Reasons">Why a payer paid nothing or not all of what could be asked of it.</param>
/// <param name="EqualTo">A settlement that stood for the same lines of the same day at the institution.</param>
public sealed record Settled(
    SettlementId Settlement,
    int Attempt,
    Bill Bill,
    Insurance Insurance,
    bool UseAccount,
    string PolicyVersion,
    bool HeldCredits,
    string? ShownBy,
    Layer[] Layers,
    Counted[] Counters,
    LotPart[] Own,
    Heard[] Heard,
    Money Cash,
    Money BalanceAfter,
    Posting[] Postings,
    string TraceDigest,
    Reason[] Reasons,
    SettlementId? EqualTo = null) : ICommit
{
    /// <summary>The steps, while they are at hand; empty where no more than their digest was kept: then the settlement
    /// has to be decided again.</summary>
    public TraceStep[] Trace { get; init; } = [];

    /// <summary>What it uses up of counters.</summary>
    public CounterUse[] Uses => Counters.Uses();

    /// <inheritdoc/>
    public AidPart[] Aid =>
        Heard.Length == 0 ? [] : [.. Heard.Select(static each => each.Part).OfType<AidPart>()];

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
