using Gongji.Families;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Families;

public sealed record NetworkFormed(NetworkId Network, PersonNo Funder, string Channel) : IGrainEvent;

/// <summary>A person is asked to become a member. Until it is known what came of that, it is to be found out.</summary>
/// <param name="Binding">1, 2, 3 … in the network, so that whoever is told of several knows which came last.</param>
public sealed record MemberJoining(PersonNo Member, Relation Relation, int Binding) : IGrainEvent;

/// <summary>The addition came to nothing; the person is still to be told.</summary>
public sealed record JoiningAbandoned(PersonNo Member, int Binding) : IGrainEvent;

/// <param name="From">The first day whose services may be paid; null when those before the binding may be, too.</param>
/// <param name="To">The last day of the authorization; null when it has none.</param>
/// <param name="Binding">By which the person joined; null where what is said of a member changes, and where bindings
/// had no numbers.</param>
public sealed record MemberAdded(
    PersonNo Member,
    Relation Relation,
    MemberLimits Limits,
    Grounds Grounds,
    string Channel,
    DateOnly? From,
    DateOnly? To,
    int? Binding = null) : IGrainEvent;

/// <param name="Binding">Which has ended, of which the person is still to be told: 0 is one from before they had
/// numbers; null where the person had been told or was forgotten.</param>
public sealed record MemberRemoved(PersonNo Member, UnbindReason Reason, int? Binding = null) : IGrainEvent;

/// <summary>The person knows that the binding has ended or came to nothing.</summary>
public sealed record MemberTold(PersonNo Member, int Binding) : IGrainEvent;

public sealed record ModesConfirmed(AidPurpose[] Modes) : IGrainEvent;

/// <summary>The funder has set money aside for a member's settlement. Stands in place of an earlier
/// attempt's.</summary>
/// <param name="Wanted">What the member asked for.</param>
/// <param name="Version">The version of the rules of the funder's area; null when that was not kept.</param>
/// <param name="Bound">Why it is less than was wanted; null when it is not, or when that was not kept.</param>
/// <param name="DecidedBy">The version of the rules of the member's area that decided what was asked for; null when
/// that was not kept.</param>
public sealed record Drawn(
    SettlementId Settlement,
    int Attempt,
    PersonNo Member,
    Money Wanted,
    Money Amount,
    Money FunderBalance,
    AidPurpose Purpose,
    DateOnly ServiceDate,
    string? Version = null,
    Bound? Bound = null,
    string? DecidedBy = null) : IGrainEvent;

/// <summary>The settlement stands and used so much of the draw; the rest counts against no limit any more.</summary>
public sealed record DrawCaptured(SettlementId Settlement, Money Amount) : IGrainEvent;

public sealed record DrawReleased(SettlementId Settlement) : IGrainEvent;

/// <summary>The settlement was reversed: the limits are as if it had not been.</summary>
public sealed record DrawReturned(SettlementId Settlement, PersonNo Member, DateOnly ServiceDate, Money Amount)
    : IGrainEvent;
