using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Ledger.People.Funder;

/// <summary>Money is set aside for a relative's settlement. Stands in place of an earlier attempt's.</summary>
/// <param name="Version">The version of the rules that let it; null when that was not kept.</param>
/// <param name="Bound">Why it is less than was wanted; null when it is not, or when that was not kept.</param>
/// <param name="Purpose">What it is spent on; null when that was not kept.</param>
/// <param name="ServiceDate">The day of the service; null when that was not kept.</param>
/// <param name="DecidedBy">The version of the rules of the patient's area that decided what was asked for; null when
/// that was not kept.</param>
public sealed record HoldPlaced(
    SettlementId Settlement,
    int Attempt,
    NetworkId Network,
    PersonNo Patient,
    Money Wanted,
    LotPart[] Parts,
    string? Version = null,
    Bound? Bound = null,
    AidPurpose? Purpose = null,
    DateOnly? ServiceDate = null,
    string? DecidedBy = null) : IGrainEvent
{
    public Money Amount => Parts.Sum(static part => part.Amount);
}

/// <summary>Money that was set aside is paid; what is not in the parts is free again.</summary>
public sealed record HoldCaptured(SettlementId Settlement, NetworkId Network, LotPart[] Parts, Posting[] Postings)
    : IPosted;

/// <summary>Money that was set aside is free again.</summary>
public sealed record HoldReleased(SettlementId Settlement, NetworkId Network) : IGrainEvent;

/// <summary>A relative's settlement was reversed and the money is back.</summary>
public sealed record HoldReturned(SettlementId Settlement, NetworkId Network, LotPart[] Parts, Posting[] Postings)
    : IPosted;
