using System.Runtime.CompilerServices;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>A credit, and what became of it.</summary>
/// <param name="TakenBack">How it was taken back; null when it stands.</param>
/// <param name="Paid">What the person's credits paid of what was owed, this one's part and that of others.</param>
public sealed record CreditExplanation(
    PersonNo Person, Recorded Credited, Recorded? TakenBack, IReadOnlyList<DebtPaid> Paid, Names Names);

/// <summary>Explains credits from the journal alone.</summary>
public static class CreditExplainer
{
    /// <summary>Finds a credit by the operation that booked it or that took it back.</summary>
    /// <param name="person">Whose account it is, where known; otherwise the whole journal is searched.</param>
    /// <returns>Null when there is no such credit.</returns>
    public static async Task<CreditExplanation?> Explain(
        IJournalStore store, PolicyPacks packs, OperationId operation, PersonNo? person, CancellationToken stop)
    {
        if (await Find(store, operation, person, stop) is not (var holder, var credit))
        {
            return null;
        }
        var (debts, credited, takenBack) = (new CreditDebts(), default(Recorded), default(Recorded));
        await foreach (var entry in store.Read(GrainKey.Person(holder), 1, long.MaxValue, stop))
        {
            var recorded = EventKinds.Decode(entry);
            debts.Apply(recorded);
            credited = recorded.Event is Credited && recorded.Operation?.Id == credit ? recorded : credited;
            takenBack = recorded.Event is CreditTakenBack taken && taken.Credit == credit ? recorded : takenBack;
        }
        return new CreditExplanation(holder, credited!, takenBack, debts.Paid, new Names(packs));
    }

    static async Task<(PersonNo Holder, OperationId Credit)?> Find(
        IJournalStore store, OperationId operation, PersonNo? person, CancellationToken stop)
    {
        var entries = person is { } known
            ? store.Read(GrainKey.Person(known), 1, long.MaxValue, stop)
            : OfPeople(store, stop);
        await foreach (var entry in entries)
        {
            if (entry.Operation != operation.Value)
            {
                continue;
            }
            switch (EventKinds.Decode(entry).Event)
            {
                case Credited:
                    return (PersonNo.Of(entry.Grain.Id), operation);
                case CreditTakenBack taken:
                    return (PersonNo.Of(entry.Grain.Id), taken.Credit);
            }
        }
        return null;
    }

    static async IAsyncEnumerable<Entry> OfPeople(IJournalStore store, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (_, entry) in store.ReadByGrain(stop))
        {
            if (entry.Grain.Kind == GrainKind.Person)
            {
                yield return entry;
            }
        }
    }
}
