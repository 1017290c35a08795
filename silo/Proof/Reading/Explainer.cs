using System.Text;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Draws;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>Whether deciding a settlement again gave the same fen.</summary>
public enum Replayed
{
    /// <summary>The same rules gave the same split and the same steps.</summary>
    SameFen,

    /// <summary>The rules of that day have been changed since, and the journal does not keep them.</summary>
    RulesChanged,

    /// <summary>An earlier version kept the steps, and not what they came from.</summary>
    NotKept,

    /// <summary>The same rules gave something else: the journal or the program is wrong.</summary>
    Differs,
}

/// <summary>A settlement, and why it is as it is.</summary>
/// <param name="Person">The patient.</param>
/// <param name="At">When it was settled.</param>
/// <param name="Operation">What it was settled by.</param>
/// <param name="Reversed">Its reversal; null when it stands.</param>
/// <param name="Bindings">By what the networks that were asked had bound the patient when they were.</param>
/// <param name="Undone">What had counted against it and was undone after it.</param>
/// <param name="Returned">The networks that have heard of the reversal.</param>
/// <param name="Equal">What stood then for the same lines of the same day at the institution.</param>
/// <param name="Owed">What patient and relatives owed of credits taken back when it was undone.</param>
public sealed record Explanation(
    PersonNo Person,
    long Sequence,
    DateTimeOffset At,
    Operation Operation,
    Settled Settled,
    Recorded? Reversed,
    IReadOnlyDictionary<NetworkId, NetworkBinding> Bindings,
    Surroundings Around,
    IReadOnlyList<UndoneUse> Undone,
    IReadOnlyList<NetworkId> Returned,
    IReadOnlyList<EqualSettlement> Equal,
    IReadOnlyList<OwedThen> Owed,
    Replayed Replayed);

/// <summary>An earlier settlement whose deductibles and pool had counted when a later one was decided.</summary>
/// <param name="By">Its reversal.</param>
public sealed record UndoneUse(Settled Settled, Recorded By);

/// <summary>A settlement for the same as a later one, which stood when that was made.</summary>
/// <param name="Undone">When it was undone since; null while it stands.</param>
public sealed record EqualSettlement(SettlementId Settlement, DateTimeOffset? Undone);

/// <summary>What somebody owed who was given something back.</summary>
/// <param name="Network">Whose funder it was; null for the patient.</param>
public sealed record OwedThen(NetworkId? Network, Money Amount);

/// <summary>Explains settlements from the journal alone.</summary>
public static class Explainer
{
    /// <summary>Finds a settlement and decides it again from what the person's journal held before it.</summary>
    /// <param name="patient">The patient, where known; otherwise the whole journal is searched.</param>
    /// <returns>Null when there is no such settlement.</returns>
    public static async Task<Explanation?> Explain(
        IJournalStore store, PolicyPacks packs, SettlementId settlement, PersonNo? patient, CancellationToken stop)
    {
        if ((patient ?? await PatientOf(store, settlement, stop)) is not { } person)
        {
            return null;
        }
        var (state, reader, earlier) = (new PersonState(), new EventReader(), new List<Settled>());
        Explanation? found = null;
        await foreach (var entry in store.Read(GrainKey.Person(person), 1, long.MaxValue, stop))
        {
            var recorded = reader.Read(entry);
            if (found is not null)
            {
                found = After(found, earlier, recorded, state.Account.Owed);
            }
            else if (recorded is { Event: Settled settled, Operation: { } operation })
            {
                found = settled.Settlement == settlement
                    ? await Read(store, packs, person, (state, earlier), (recorded, settled, operation), stop)
                    : null;
                earlier.Add(settled);
            }
            state.Apply(recorded);
        }
        return found is null ? null : found with { Owed = [.. found.Owed, .. await OwedByFunders(store, found, stop)] };
    }

    static async Task<Explanation> Read(
        IJournalStore store,
        PolicyPacks packs,
        PersonNo person,
        (PersonState State, List<Settled> Settled) earlier,
        (Recorded Recorded, Settled Settled, Operation Operation) settlement,
        CancellationToken stop)
    {
        var (before, (recorded, settled, operation)) = (earlier.State, settlement);
        var policy = await RulesOf(store, packs, settled, stop);
        var around = await Surroundings.Read(store, packs, policy, before, settled, stop);
        var bindings = await NetworkBinding.Read(store, packs, settled, recorded.At, stop);
        var (replayed, told) = settled.Trace.Length > 0 ? (Replayed.NotKept, settled)
            : policy is null ? (Replayed.RulesChanged, settled with { Trace = DecidedAgain.HeardBy(settled) })
            : DecideAgain(policy, before, settled);
        var equal = EqualOf(before, earlier.Settled, settled);
        return new Explanation(
            person,
            recorded.Sequence,
            recorded.At,
            operation,
            told,
            null,
            bindings,
            around,
            [],
            [],
            equal,
            [],
            around.Lines is { AddUp: false } ? Replayed.Differs : replayed);
    }

    /// <summary>What an entry after the settlement changes of what there is to tell.</summary>
    /// <param name="owed">What was owed of credits taken back when it was made.</param>
    static Explanation After(Explanation found, List<Settled> earlier, Recorded recorded, Money owed)
    {
        switch (recorded.Event)
        {
            case Reversed reversed when reversed.Settlement == found.Settled.Settlement:
                return found with { Reversed = recorded, Owed = owed.IsZero ? [] : [new OwedThen(null, owed)] };
            case Reversed reversed:
                var undone = earlier.Where(settled =>
                    settled.Settlement == reversed.Settlement && found.Around.Counts(settled, found.Settled));
                return found with
                {
                    Undone = [.. found.Undone, .. undone.Select(settled => new UndoneUse(settled, recorded))],
                    Equal =
                    [
                        .. found.Equal.Select(equal => equal.Settlement == reversed.Settlement
                            ? equal with { Undone = recorded.At }
                            : equal),
                    ],
                };
            case Delivered { Message: ReturnMessage.Says } heard when heard.Settlement == found.Settled.Settlement:
                return found with { Returned = [.. found.Returned, NetworkId.Of(heard.To.Id)] };
            default:
                return found;
        }
    }

    /// <summary>What the relatives owed who were given something back.</summary>
    static async Task<List<OwedThen>> OwedByFunders(IJournalStore store, Explanation found, CancellationToken stop)
    {
        var owed = new List<OwedThen>();
        foreach (var part in (found.Reversed?.Event as Reversed)?.Aid ?? [])
        {
            var funder = await PersonAt.Read(store, part.Funder, found.Reversed!.At, stop);
            owed.Add(new OwedThen(part.Network, funder.State.Account.Owed));
        }
        return [.. owed.Where(static each => !each.Amount.IsZero)];
    }

    /// <summary>The settlement itself names the newest of them alone.</summary>
    static EqualSettlement[] EqualOf(PersonState before, List<Settled> earlier, Settled settled) =>
    [
        .. earlier
            .Where(each => each.Bill.Digest == settled.Bill.Digest)
            .Where(each => !before.Commits.Undone.Has(each.Settlement.Value))
            .Select(static each => new EqualSettlement(each.Settlement, null)),
    ];

    static async Task<PersonNo?> PatientOf(IJournalStore store, SettlementId settlement, CancellationToken stop)
    {
        var id = Encoding.UTF8.GetBytes($"\"{settlement}\"");
        await foreach (var (_, entry) in store.ReadByGrain(stop))
        {
            if (entry.Grain.Kind == GrainKind.Person
                && entry.Body.AsSpan().IndexOf(id) >= 0
                && EventKinds.Decode(entry).Event is Settled settled
                && settled.Settlement == settlement)
            {
                return PersonNo.Of(entry.Grain.Id);
            }
        }
        return null;
    }

    /// <summary>The rules that it was decided by: those of today, when they are the same, or those that were kept with
    /// it; null when none were, or they are not to be read any more.</summary>
    static async Task<AreaPolicy?> RulesOf(
        IJournalStore store, PolicyPacks packs, Settled settled, CancellationToken stop)
    {
        return packs.For(settled.Insurance.Area, settled.Bill.RulesOf) is { } policy
            && policy.Version == settled.PolicyVersion
                ? policy
                : await new KeptRules(store).Find(settled.PolicyVersion, stop);
    }

    /// <summary>What was there before is the journal's to say, also where the settlement says it itself.</summary>
    static (Replayed Replayed, Settled Settled) DecideAgain(AreaPolicy policy, PersonState before, Settled settled)
    {
        var again = DecidedAgain.Of(
            settled, policy, new BeforeSettled(before.Patient.Used, before.Account.HoldsCredits));
        return (
            again.Differs is null ? Replayed.SameFen : Replayed.Differs,
            settled with { Trace = again.Trace });
    }
}
