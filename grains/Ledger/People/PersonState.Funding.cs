using Gongji.Ledger.Books;

namespace Gongji.Ledger.People;

public sealed partial class PersonState
{
    void ApplyFunding(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case HoldPlaced e:
                Apply(e, recorded.At);
                break;
            case HoldCaptured e:
                FreeHold(DrawKey(e.Settlement, e.Network));
                Captured.Add(DrawKey(e.Settlement, e.Network), recorded.Sequence);
                foreach (var part in e.Parts)
                {
                    Account.Debit(part);
                }
                break;
            case HoldReleased e:
                var released = FreeHold(DrawKey(e.Settlement, e.Network));
                ReleasedAttempts[DrawKey(e.Settlement, e.Network)] = released.Attempt;
                break;
            case HoldReturned e:
                Returned.Add(DrawKey(e.Settlement, e.Network), recorded.Sequence);
                foreach (var part in e.Parts)
                {
                    Account.Credit(part);
                }
                break;
            default:
                throw new InvalidOperationException($"a person's journal can't hold {recorded.Event.GetType().Name}");
        }
    }

    void Apply(HoldPlaced e, DateTimeOffset at)
    {
        var key = DrawKey(e.Settlement, e.Network);
        if (Holds.ContainsKey(key))
        {
            FreeHold(key);
        }
        foreach (var part in e.Parts)
        {
            Account.Hold(part);
        }
        Holds[key] = new FundedHold(e.Settlement, e.Attempt, e.Network, e.Patient, e.Wanted, e.Parts, at);
    }

    /// <exception cref="InvalidOperationException">There is no such hold: a broken journal.</exception>
    FundedHold FreeHold(string key)
    {
        if (!Holds.Remove(key, out var hold))
        {
            throw new InvalidOperationException($"there is no hold {key}");
        }
        foreach (var part in hold.Parts)
        {
            Account.Release(part);
        }
        return hold;
    }
}
