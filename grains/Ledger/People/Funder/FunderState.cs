using Gongji.Ledger.Books;
using Gongji.Ledger.Draws;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Ledger.People.Funder;

/// <summary>Money of a funder that a relative's settlement has set aside.</summary>
public sealed record FundedHold(
    SettlementId Settlement,
    int Attempt,
    NetworkId Network,
    PersonNo Patient,
    Money Wanted,
    LotPart[] Parts,
    DateTimeOffset Since,
    string? Version = null,
    Bound? Bound = null,
    AidPurpose? Purpose = null,
    DateOnly? ServiceDate = null,
    string? DecidedBy = null) : IClaim
{
    public Money Amount => Parts.Sum(static part => part.Amount);
}

/// <summary>A person as the funder of relatives' settlements.</summary>
public sealed class FunderState : IRole
{
    /// <summary>Open holds, by <see cref="DrawKey"/>.</summary>
    public Dictionary<string, FundedHold> Holds { get; init; } = [];

    /// <summary>Captured holds, by <see cref="DrawKey"/>.</summary>
    public KeyIndex Captured { get; init; } = new();

    /// <summary>Captured holds that were given back, by <see cref="DrawKey"/>.</summary>
    public KeyIndex Returned { get; init; } = new();

    /// <summary>The highest released attempt of a hold, by <see cref="DrawKey"/>.</summary>
    public Dictionary<string, int> ReleasedAttempts { get; init; } = [];

    public bool HasOpenWork => Holds.Count > 0;

    public static string DrawKey(SettlementId settlement, NetworkId network) => $"{settlement}|{network}";

    /// <param name="account">Whose money is held, paid and returned.</param>
    /// <returns>False when the event is another role's.</returns>
    public bool Apply(Recorded recorded, Account account)
    {
        switch (recorded.Event)
        {
            case HoldPlaced e:
                Apply(e, recorded.At, account);
                return true;
            case HoldCaptured e:
                FreeHold(DrawKey(e.Settlement, e.Network), account);
                Captured.Add(DrawKey(e.Settlement, e.Network), recorded.Sequence);
                foreach (var part in e.Parts)
                {
                    account.Debit(part);
                }
                return true;
            case HoldReleased e:
                var released = FreeHold(DrawKey(e.Settlement, e.Network), account);
                ReleasedAttempts[DrawKey(e.Settlement, e.Network)] = released.Attempt;
                return true;
            case HoldReturned e:
                Returned.Add(DrawKey(e.Settlement, e.Network), recorded.Sequence);
                foreach (var part in e.Parts)
                {
                    account.Credit(part);
                }
                return true;
            default:
                return false;
        }
    }

    void Apply(HoldPlaced e, DateTimeOffset at, Account account)
    {
        var key = DrawKey(e.Settlement, e.Network);
        if (Holds.ContainsKey(key))
        {
            FreeHold(key, account);
        }
        foreach (var part in e.Parts)
        {
            account.Hold(part);
        }
        Holds[key] = new FundedHold(
            e.Settlement,
            e.Attempt,
            e.Network,
            e.Patient,
            e.Wanted,
            e.Parts,
            at,
            e.Version,
            e.Bound,
            e.Purpose,
            e.ServiceDate,
            e.DecidedBy);
    }

    /// <exception cref="InvalidOperationException">There is no such hold: a broken journal.</exception>
    FundedHold FreeHold(string key, Account account)
    {
        if (!Holds.Remove(key, out var hold))
        {
            throw new InvalidOperationException($"there is no hold {key}");
        }
        foreach (var part in hold.Parts)
        {
            account.Release(part);
        }
        return hold;
    }
}
