using System.Collections.Frozen;
using System.Text.Json;
using Gongji.Journal.Codec.Compact;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.People.Viewer;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;

namespace Gongji.Journal.Codec;

/// <summary>The journal holds an event of a kind that this version does not know. Skipping it would be a lie.</summary>
public sealed class UnknownEventKindException(string kind)
    : Exception($"the journal holds an event of kind '{kind}', which this version of the ledger does not know");

/// <summary>Names every kind of event, with a version: a released kind never changes; a changed event gets the next
/// number, and both are read.</summary>
public static class EventKinds
{
    static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["person.enrolled.1"] = typeof(Enrolled),
        ["person.insurance_changed.1"] = typeof(InsuranceChanged),
        ["person.credited.3"] = typeof(Credited),
        ["person.credit_taken_back.2"] = typeof(CreditTakenBack),
        ["person.account_blocked.1"] = typeof(AccountBlocked),
        ["person.account_unblocked.1"] = typeof(AccountUnblocked),
        ["person.networks_ordered.1"] = typeof(NetworksOrdered),
        ["person.network_joined.1"] = typeof(NetworkJoined),
        ["person.network_left.1"] = typeof(NetworkLeft),
        ["person.joining_undone.1"] = typeof(JoiningUndone),
        ["person.settled.4"] = typeof(Settled),
        ["person.settled_already.1"] = typeof(SettledAlready),
        ["person.reversed.3"] = typeof(Reversed),
        ["person.reversed_already.1"] = typeof(ReversedAlready),
        ["person.settlement_barred.1"] = typeof(SettlementBarred),
        ["person.operation_barred.1"] = typeof(OperationBarred),
        ["person.bills_voided.1"] = typeof(BillsVoided),
        ["person.delivered.2"] = typeof(Delivered),
        ["person.hold_placed.2"] = typeof(HoldPlaced),
        ["person.hold_captured.2"] = typeof(HoldCaptured),
        ["person.hold_released.1"] = typeof(HoldReleased),
        ["person.hold_returned.2"] = typeof(HoldReturned),
        ["person.view_bound.1"] = typeof(ViewBound),
        ["person.view_ended.1"] = typeof(ViewEnded),
        ["credential.bound.1"] = typeof(CredentialBound),
        ["credential.issued.1"] = typeof(TokenIssued),
        ["credential.used.1"] = typeof(TokenUsed),
        ["credential.blocked.1"] = typeof(CredentialBlocked),
        ["credential.unblocked.1"] = typeof(CredentialUnblocked),
        ["network.formed.1"] = typeof(NetworkFormed),
        ["network.member_joining.1"] = typeof(MemberJoining),
        ["network.joining_abandoned.1"] = typeof(JoiningAbandoned),
        ["network.member_added.2"] = typeof(MemberAdded),
        ["network.member_removed.2"] = typeof(MemberRemoved),
        ["network.member_told.1"] = typeof(MemberTold),
        ["network.modes_confirmed.1"] = typeof(ModesConfirmed),
        ["network.drawn.1"] = typeof(Drawn),
        ["network.draw_captured.1"] = typeof(DrawCaptured),
        ["network.draw_released.1"] = typeof(DrawReleased),
        ["network.draw_returned.1"] = typeof(DrawReturned),
        ["visit.registered.1"] = typeof(Registered),
        ["visit.diagnoses_recorded.1"] = typeof(DiagnosesRecorded),
        ["visit.fees_uploaded.1"] = typeof(FeesUploaded),
        ["visit.fees_cancelled.1"] = typeof(FeesCancelled),
        ["visit.batch_sealed.2"] = typeof(BatchSealed),
        ["visit.batch_opened.1"] = typeof(BatchOpened),
        ["visit.purchased.2"] = typeof(Purchased),
        ["visit.cancelled.1"] = typeof(VisitCancelled),
        ["institution.registered.2"] = typeof(InstitutionRegistered),
        ["institution.signed_in.1"] = typeof(SignedIn),
        ["institution.signed_out.1"] = typeof(SignedOut),
        ["policy.rules_kept.1"] = typeof(RulesKept),
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<Type, string> Kinds =
        Types.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>What is read and not written any more: the shape of the body, and what it is today.</summary>
    static readonly FrozenDictionary<string, (Type Type, Func<object, IGrainEvent> Now)> FormerTypes =
        new Dictionary<string, (Type, Func<object, IGrainEvent>)>
        {
            ["person.credited.1"] = (typeof(FormerCredited), static body => ((FormerCredited)body).Now()),
            ["institution.registered.1"] =
                (typeof(FormerRegistration), static body => ((FormerRegistration)body).Now()),
            [Former.Settled] = (typeof(FormerSettled), static body => ((FormerSettled)body).Now()),
            [Former.MemberAdded] = (typeof(FormerMemberAdded), static body => ((FormerMemberAdded)body).Now()),
            [Former.MemberRemoved] = (
                typeof(FormerMemberRemoved), static body => ((FormerMemberRemoved)body).Now()),
            ["person.credited.2"] = (typeof(Credited), static body => ((Credited)body).Now()),
            ["person.credit_taken_back.1"] = (typeof(CreditTakenBack), static body => ((CreditTakenBack)body).Now()),
            ["person.delivered.1"] = (typeof(FormerDelivered), static body => ((FormerDelivered)body).Now()),
            ["person.hold_placed.1"] = (typeof(HoldPlaced), static body => (HoldPlaced)body),
            ["person.hold_captured.1"] = (typeof(HoldCaptured), static body => ((HoldCaptured)body).Now()),
            ["person.hold_returned.1"] = (typeof(HoldReturned), static body => ((HoldReturned)body).Now()),
            [Former.SettledLayers] = (typeof(FormerSettledLayers), static body => ((FormerSettledLayers)body).Now()),
            [Former.SettledSteps] = (typeof(FormerSettledSteps), static body => ((FormerSettledSteps)body).Now()),
            [Former.Reversed] = (typeof(FormerReversed), static body => ((FormerReversed)body).WithoutUses()),
            [Former.ReversedByArea] = (typeof(FormerReversed), static body => ((FormerReversed)body).Now()),
            [Former.BatchSealed] = (typeof(FormerBatchSealed), static body => ((FormerBatchSealed)body).Now()),
            [Former.Purchased] = (typeof(FormerPurchased), static body => ((FormerPurchased)body).Now()),
        }.ToFrozenDictionary();

    /// <summary>Events whose bodies have another shape than they have themselves.</summary>
    static readonly FrozenDictionary<Type, Compacted> Compact = new Dictionary<Type, Compacted>
    {
        [typeof(Settled)] = new(
            typeof(KeptSettled),
            static (grain, @event) => KeptSettled.Of(grain, (Settled)@event),
            static (grain, body) => ((KeptSettled)body).Whole(grain)),
    }.ToFrozenDictionary();

    /// <summary>The kinds that are written.</summary>
    public static IReadOnlyDictionary<string, Type> All => Types;

    /// <summary>The kind under which an event is written.</summary>
    public static string Of<TEvent>() where TEvent : IGrainEvent => Kinds[typeof(TEvent)];

    /// <summary>The shape of each kind's body, of those that are only read, too.</summary>
    public static IReadOnlyDictionary<string, Type> Bodies { get; } = Types
        .Select(static pair => KeyValuePair.Create(pair.Key, Compact.GetValueOrDefault(pair.Value)?.Body ?? pair.Value))
        .Concat(FormerTypes.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Type)))
        .ToFrozenDictionary();

    /// <summary>The kind of an event, and its body as UTF-8 JSON.</summary>
    public static (string Kind, byte[] Body) Encode(GrainKey grain, IGrainEvent @event)
    {
        var type = @event.GetType();
        object body = Compact.TryGetValue(type, out var compacted) ? compacted.Keep(grain, @event) : @event;
        return (Kinds[type], JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), LedgerJson.Options));
    }

    /// <summary>Who asked for an operation, as the journal has it.</summary>
    public static string? Encode(Actor? actor) =>
        actor is null ? null : JsonSerializer.Serialize(actor, LedgerJson.Options);

    /// <summary>Reads one entry by itself; <see cref="EventReader"/> reads a grain.</summary>
    /// <exception cref="UnknownEventKindException">This version does not know the kind.</exception>
    /// <exception cref="JsonException">The body is not what the kind says, or an operation has no digest.</exception>
    public static Recorded Decode(Entry entry)
    {
        try
        {
            return new Recorded(entry.Sequence, entry.At, OperationOf(entry), EventOf(entry));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or OverflowException)
        {
            throw new JsonException($"entry {entry.Sequence} of {entry.Grain} can't be: {wrong.Message}", wrong);
        }
    }

    static IGrainEvent EventOf(Entry entry) =>
        Types.TryGetValue(entry.Kind, out var type) ? EventOf(entry, type)
        : FormerTypes.TryGetValue(entry.Kind, out var former) ? former.Now(BodyOf(entry, former.Type))
        : throw new UnknownEventKindException(entry.Kind);

    static IGrainEvent EventOf(Entry entry, Type type) => Compact.TryGetValue(type, out var compacted)
        ? compacted.Whole(entry.Grain, BodyOf(entry, compacted.Body))
        : (IGrainEvent)BodyOf(entry, type);

    /// <inheritdoc cref="Decode"/>
    internal static T BodyOf<T>(Entry entry) => (T)BodyOf(entry, typeof(T));

    static object BodyOf(Entry entry, Type type) => JsonSerializer.Deserialize(entry.Body, type, LedgerJson.Options)
        ?? throw new JsonException($"entry {entry.Sequence} of {entry.Grain} has no body");

    static Operation? OperationOf(Entry entry) => (entry.Operation, entry.Digest) switch
    {
        (null, null) when entry.Actor is null => null,
        ({ } id, { } digest) => new Operation(OperationId.Of(id), digest, ActorOf(entry)),
        _ => throw new JsonException($"entry {entry.Sequence} of {entry.Grain} has half of an operation"),
    };

    static Actor? ActorOf(Entry entry) =>
        entry.Actor is { } actor ? JsonSerializer.Deserialize<Actor>(actor, LedgerJson.Options) : null;

    /// <summary>How an event is kept.</summary>
    sealed record Compacted(
        Type Body, Func<GrainKey, IGrainEvent, object> Keep, Func<GrainKey, object, IGrainEvent> Whole);
}
