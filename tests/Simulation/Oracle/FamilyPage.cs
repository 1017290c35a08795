using System.Collections.Immutable;
using Gongji.Families;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>Who may use a network, and how far.</summary>
sealed record Bond(Relation Relation, MemberLimits Limits, DateOnly BoundOn, DateOnly? From, DateOnly? To);

/// <summary>What a network has granted to a settlement that is not known to stand.</summary>
sealed record Grant(int Attempt, PersonNo Member, DateOnly Day, long Asked, long Fen, ImmutableHashSet<long> Left);

/// <summary>A network on paper, as of one entry.</summary>
sealed record FamilyPage(NetworkId Network)
{
    public PersonNo? Funder { get; init; }

    public bool PaysBills { get; init; }

    public ImmutableDictionary<PersonNo, Bond> Bonds { get; init; } = ImmutableDictionary<PersonNo, Bond>.Empty;

    public ImmutableDictionary<SettlementId, Grant> Grants { get; init; } =
        ImmutableDictionary<SettlementId, Grant>.Empty;

    /// <summary>What was paid, whose it was and of which day.</summary>
    public ImmutableDictionary<SettlementId, (PersonNo Member, DateOnly Day, long Fen)> Paid { get; init; } =
        ImmutableDictionary<SettlementId, (PersonNo, DateOnly, long)>.Empty;

    public ImmutableDictionary<OperationId, Deed> Deeds { get; init; } = ImmutableDictionary<OperationId, Deed>.Empty;

    /// <summary>What a member may still have for a settlement of a day.</summary>
    public long LeftFor(PersonNo member, DateOnly day, SettlementId settlement)
    {
        var limits = Bonds[member].Limits;
        var left = limits.PerUse?.Fen ?? long.MaxValue;
        if (limits.PerPeriod is { Fen: var most })
        {
            bool Counts(PersonNo who, DateOnly when) => who == member && when.Year == day.Year
                && limits.Period switch
                {
                    LimitPeriod.Month => when.Month == day.Month,
                    LimitPeriod.Year => true,
                };
            var used = Grants.Where(each => each.Key != settlement && Counts(each.Value.Member, each.Value.Day))
                .Sum(static each => each.Value.Fen)
                + Paid.Values.Where(each => Counts(each.Member, each.Day)).Sum(static each => each.Fen);
            left = Math.Min(left, Math.Max(0, most - used));
        }
        return left;
    }

    /// <summary>Why it gives a member nothing by itself; null when it would ask its funder.</summary>
    public Refusal? Refuses(PersonNo member, DateOnly day, DateOnly today, DateOnly? ended, SettlementId settlement)
    {
        if (Funder is null)
        {
            return Refusal.Of(DrawRefusal.NoSuchNetwork, "network", "");
        }
        if (!Bonds.TryGetValue(member, out var bond))
        {
            return Refusal.Of(DrawRefusal.NotAMember, "member", "");
        }
        if (ended >= bond.BoundOn)
        {
            return Refusal.Of(DrawRefusal.MemberInsuranceEnded, "member_status", "");
        }
        if (bond.From > day)
        {
            return Refusal.Of(DrawRefusal.NotYetAuthorized, "service_date", "");
        }
        if (bond.To < day || bond.To < today)
        {
            return Refusal.Of(DrawRefusal.AuthorizationOver, "to", "");
        }
        if (!PaysBills)
        {
            return Refusal.Of(DrawRefusal.ModeNotConfirmed, "mode", "");
        }
        return LeftFor(member, day, settlement) == 0 ? Refusal.Of(DrawRefusal.LimitUsedUp, "amount", "") : null;
    }
}
