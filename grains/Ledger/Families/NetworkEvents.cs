using Gongji.Families;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Families;

public sealed record NetworkFormed(NetworkId Network, PersonNo Funder, string Channel) : IGrainEvent;

/// <param name="From">The first day whose services may be paid; null when those before the binding may be, too.</param>
/// <param name="To">The last day of the authorization; null when it has none.</param>
public sealed record MemberAdded(
    PersonNo Member,
    Relation Relation,
    MemberLimits Limits,
    Grounds Grounds,
    string Channel,
    DateOnly? From,
    DateOnly? To) : IGrainEvent;

public sealed record MemberRemoved(PersonNo Member, UnbindReason Reason) : IGrainEvent;

public sealed record ModesConfirmed(AidPurpose[] Modes) : IGrainEvent;

/// <summary>The funder has set money aside for a member's settlement. Stands in place of an earlier
/// attempt's.</summary>
/// <param name="Wanted">What the member asked for.</param>
/// <param name="Version">The version of the rules of the funder's area; null when that was not kept.</param>
/// <param name="Bound">Why it is less than was wanted; null when it is not, or when that was not kept.</param>
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
    Bound? Bound = null) : IGrainEvent;

/// <summary>The settlement stands and used so much of the draw; the rest counts against no limit any more.</summary>
public sealed record DrawCaptured(SettlementId Settlement, Money Amount) : IGrainEvent;

public sealed record DrawReleased(SettlementId Settlement) : IGrainEvent;

/// <summary>The settlement was reversed: the limits are as if it had not been.</summary>
public sealed record DrawReturned(SettlementId Settlement, PersonNo Member, DateOnly ServiceDate, Money Amount)
    : IGrainEvent;
