using Gongji.Ledger.Books;
using Gongji.People;

namespace Gongji.Ledger.People.OwnAccount;

/// <summary>A part of a person's money: so much of the credits of one year in one purse.</summary>
public readonly record struct LotPart(int Year, Money Amount, Purse Purse = Purse.Own);

/// <param name="Owed">What of it paid for credits that had been taken back; the rest came into the account.</param>
public sealed record Credited(Money Amount, int Year, string Source, Money Owed, Posting[] Postings) : IPosted
{
    /// <summary>The account that the money came from, and goes back to whoever insures the person by then.</summary>
    public string Origin() => Postings.First(static posting => posting.Side == Side.Debit).Account;
}

/// <summary>A credit was taken back, whole or in part.</summary>
/// <param name="Credit">The operation that had booked it.</param>
/// <param name="Parts">What was there: it left the account at once.</param>
/// <param name="Owed">What was not there any more: the next credits pay it.</param>
public sealed record CreditTakenBack(
    OperationId Credit, TakeBackReason Reason, LotPart[] Parts, Money Owed, Posting[] Postings) : IPosted;

/// <summary>From here on nothing leaves the account but what was held before.</summary>
public sealed record AccountBlocked(BlockReason Reason) : IGrainEvent;

public sealed record AccountUnblocked : IGrainEvent;

/// <summary>The credits of one year in one purse: what is there, and how much of it relatives' settlements
/// hold.</summary>
public sealed class Lot
{
    public Purse Purse { get; init; }

    public required int Year { get; init; }

    public Money Balance { get; set; }

    public Money Held { get; set; }

    /// <summary>What a settlement that is being decided will take. In memory only: no journal knows of it.</summary>
    internal Money SetAside { get; set; }

    public Money Free => Balance - Held - SetAside;

    /// <summary>Whether a part is one of this lot.</summary>
    public bool Holds(LotPart part) => (part.Purse, part.Year) == (Purse, Year);
}

/// <summary>A person's own account (个人账户), and what is kept beside it: credits by purse and by the year they belong
/// to, oldest first. Where no purse is named, the own account alone is meant.</summary>
/// <remarks>There is no midnight: «current year» and «historic surplus» are readings as of a year.</remarks>
public sealed class Account : IRole
{
    public List<Lot> Lots { get; init; } = [];

    /// <summary>What was taken back when it was not there any more: the next credits pay it.</summary>
    public Money Owed { get; set; }

    /// <summary>Where each credit was taken back, by the operation that had booked it.</summary>
    public KeyIndex TakenBack { get; init; } = new();

    /// <summary>Null when the account is not blocked.</summary>
    public Block? Blocked { get; set; }

    public IEnumerable<Lot> OwnLots => LotsOf(Purse.Own);

    public Money Balance => OwnLots.Sum(static lot => lot.Balance);

    /// <summary>In all purses.</summary>
    public Money Total => Lots.Sum(static lot => lot.Balance);

    public bool HoldsCredits => !Balance.IsZero;

    public Money Held => OwnLots.Sum(static lot => lot.Held);

    public Money Free => OwnLots.Sum(static lot => lot.Free);

    public bool HasOpenWork => false;

    public Money HistoricAsOf(int year) => OwnLots.Where(lot => lot.Year < year).Sum(static lot => lot.Balance);

    public Money CurrentAsOf(int year) => OwnLots.Where(lot => lot.Year >= year).Sum(static lot => lot.Balance);

    /// <summary>Chooses lots for an amount, oldest first, from what is free.</summary>
    /// <param name="alsoFree">Parts of a hold that the choice will stand in place of.</param>
    /// <returns>Parts that sum to the amount, or to all that is free when that is less.</returns>
    public LotPart[] Choose(
        Money amount, Func<int, bool> years, LotPart[]? alsoFree = null, Purse purse = Purse.Own)
    {
        var parts = new List<LotPart>();
        foreach (var lot in LotsOf(purse))
        {
            var free = lot.Free + (alsoFree ?? []).Where(lot.Holds).Sum(static part => part.Amount);
            var part = Money.Min(free, amount);
            if (years(lot.Year) && !part.IsZero)
            {
                parts.Add(new LotPart(lot.Year, part, purse));
                amount -= part;
            }
        }
        return [.. parts];
    }

    /// <returns>False when the event is another role's; that role moves the money of it.</returns>
    public bool Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Credited e:
                Owed -= e.Owed;
                Credit(new LotPart(e.Year, e.Amount - e.Owed));
                return true;
            case CreditTakenBack e:
                TakenBack.Add(e.Credit.Value, recorded.Sequence);
                Array.ForEach(e.Parts, Debit);
                Owed += e.Owed;
                return true;
            case AccountBlocked e:
                Blocked = new Block(e.Reason, Blocked?.Since ?? recorded.At);
                return true;
            case AccountUnblocked:
                Blocked = null;
                return true;
            default:
                return false;
        }
    }

    public void Credit(LotPart part) => LotOf(part).Balance += part.Amount;

    /// <exception cref="InvalidOperationException">The lot has less free: a broken journal.</exception>
    public void Debit(LotPart part)
    {
        var lot = LotOf(part);
        if (lot.Free < part.Amount)
        {
            throw new InvalidOperationException($"{part.Amount} leaves the credits of {part.Year}, {lot.Free} is free");
        }
        lot.Balance -= part.Amount;
    }

    /// <exception cref="InvalidOperationException">The lot has less free: a broken journal.</exception>
    public void Hold(LotPart part)
    {
        var lot = LotOf(part);
        if (lot.Free < part.Amount)
        {
            throw new InvalidOperationException($"{part.Amount} is held of {part.Year}, {lot.Free} is free");
        }
        lot.Held += part.Amount;
    }

    public void Release(LotPart part) => LotOf(part).Held -= part.Amount;

    /// <summary>Keeps parts for a settlement that is being decided, until <see cref="PutBack"/>.</summary>
    public void SetAside(LotPart[] parts) =>
        Array.ForEach(parts, part => LotOf(part).SetAside += part.Amount);

    public void PutBack(LotPart[] parts) =>
        Array.ForEach(parts, part => LotOf(part).SetAside -= part.Amount);

    public IEnumerable<Lot> LotsOf(Purse purse) => Lots.Where(lot => lot.Purse == purse);

    Lot LotOf(LotPart part)
    {
        var at = Lots.FindIndex(lot => (lot.Purse, lot.Year).CompareTo((part.Purse, part.Year)) >= 0);
        if (at >= 0 && Lots[at].Holds(part))
        {
            return Lots[at];
        }
        var lot = new Lot { Purse = part.Purse, Year = part.Year };
        Lots.Insert(at < 0 ? Lots.Count : at, lot);
        return lot;
    }
}
