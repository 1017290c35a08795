using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Ledger.People.Commits;

/// <summary>What a person has committed and undone, what never will be, and who has to hear of it.</summary>
public sealed class CommitState : IRole
{
    /// <summary>By id: where <see cref="ICommit"/> stands.</summary>
    public KeyIndex Made { get; init; } = new();

    /// <summary>By the id of what was undone: where <see cref="IUndoing"/> stands.</summary>
    public KeyIndex Undone { get; init; } = new();

    /// <summary>The highest barred attempt, by id.</summary>
    public Dictionary<string, int> BarredAttempts { get; init; } = [];

    /// <summary>Operations that were reversed before they arrived.</summary>
    public HashSet<string> BarredOperations { get; init; } = [];

    public List<Delivery> Outbox { get; init; } = [];

    public bool HasOpenWork => Outbox.Count > 0;

    public int BarredAttempt(SettlementId settlement) => BarredAttempts.GetValueOrDefault(settlement.Value);

    /// <param name="account">Where the own part goes from and comes back to.</param>
    /// <returns>False when nothing is committed or undone by the event.</returns>
    public bool Apply(Recorded recorded, Account account)
    {
        switch (recorded.Event)
        {
            case ICommit e:
                Made.Add(e.Settlement.Value, recorded.Sequence);
                Array.ForEach(e.Own, account.Debit);
                Outbox.AddRange(e.Deliveries);
                return true;
            case IUndoing e:
                Undone.Add(e.Settlement.Value, recorded.Sequence);
                Array.ForEach(e.Own, account.Credit);
                Outbox.AddRange(e.Deliveries);
                return true;
            case SettlementBarred e:
                BarredAttempts[e.Settlement.Value] = Math.Max(e.Attempt, BarredAttempt(e.Settlement));
                return true;
            case OperationBarred e:
                BarredOperations.Add(e.Original.Value);
                return true;
            case Delivered e:
                Outbox.RemoveAll(delivery => delivery.Heard == e);
                return true;
            default:
                return false;
        }
    }
}
