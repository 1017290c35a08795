using System.Collections.Immutable;
using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Funder;
using Gongji.People;

namespace Gongji.Tests.Simulation.Oracle;

// What networks grant and their funders set aside.
sealed partial class PaperLedger
{
    /// <summary>An abandoned settlement may still be asking for so long.</summary>
    TimeSpan Straying => TimeSpan.FromMinutes(2) + faults.Longer;

    void Take(Past<FamilyPage> past, Recorded recorded, DateTimeOffset now)
    {
        var page = past.Now;
        var next = recorded.Event switch
        {
            NetworkFormed e => Form(page, e, recorded),
            ModesConfirmed => page with
            {
                PaysBills = Heard<ConfirmModes>(recorded).Modes.Contains(AidPurpose.Payment),
            },
            MemberAdded e => Bind(page, e, recorded, now),
            MemberRemoved e => Unbind(page, e, recorded, now),
            Drawn e => Grant(page, e, now),
            DrawCaptured e => Captured(page, e.Settlement),
            DrawReleased e => page with { Grants = page.Grants.Remove(e.Settlement) },
            DrawReturned e => page with { Paid = page.Paid.Remove(e.Settlement) },
            _ => page,
        };
        if (recorded.Operation is { } operation)
        {
            next = next with { Deeds = next.Deeds.SetItem(operation.Id, DeedOf(recorded, now)) };
        }
        past.Add(now, next);
    }

    FamilyPage Grant(FamilyPage page, Drawn e, DateTimeOffset now)
    {
        var funder = PersonOf(page.Funder!.Value);
        // What an abandoned attempt held may be free again before the network's entry is durable.
        var pledge = funder.Since(DateTimeOffset.MinValue)
            .Select(each => each.Pledges.GetValueOrDefault((e.Settlement, page.Network)))
            .FirstOrDefault(each => each?.Attempt == e.Attempt);
        Check(pledge is not null, $"{page.Network} grants for {e.Settlement} what its funder never held");
        var most = page.LeftFor(e.Member, e.ServiceDate, e.Settlement);
        var fen = Math.Min(Math.Min(pledge!.Fen, e.Wanted.Fen), most);
        // Who has given up one settlement may still be asking for it, and that counts against the limit.
        var isBound = page.Bonds[e.Member].Limits.PerPeriod is not null;
        var mayBeLess = isBound && IsUnderWay(e.Member, e.Settlement, now);
        Check(
            fen == e.Amount.Fen || (mayBeLess && e.Amount.Fen < fen),
            $"{page.Network} grants {e.Amount} for {e.Settlement}; on paper it is {fen} fen");
        // A hold that is asked for again tells what is free by then.
        var free = funder.Since(now - TimeSpan.FromMinutes(1) - faults.Longer).Select(static each => each.Purse.Free);
        var left = pledge.Left.Union(free);
        return page with
        {
            Grants = page.Grants.SetItem(
                e.Settlement, new Grant(e.Attempt, e.Member, e.ServiceDate, e.Wanted.Fen, e.Amount.Fen, left)),
        };
    }

    FamilyPage Captured(FamilyPage page, SettlementId settlement)
    {
        var grant = page.Grants[settlement];
        var fen = PersonOf(grant.Member).Now.Settled[settlement].Shares.First(each => each.Network == page.Network).Fen;
        return page with
        {
            Grants = page.Grants.Remove(settlement),
            Paid = page.Paid.SetItem(settlement, (grant.Member, grant.Day, fen)),
        };
    }

    /// <summary>The funder sets aside what is asked of what is free above the floor, but for what a settlement of its
    /// own that is under way may have set aside already.</summary>
    PersonPage Pledge(Past<PersonPage> past, HoldPlaced e, DateTimeOffset now)
    {
        var key = (e.Settlement, e.Network);
        var page = past.Now.Pledges.ContainsKey(key) ? Free(past.Now, key) : past.Now;
        var day = e.ServiceDate!.Value;
        var rules = _policies.For(page.InsuredOn(day)!.Area, day)!.AidFor(PersonOf(e.Patient).Now.InsuredOn(day)!.Area);
        Check(rules is not null, $"{page.Person} pays for {e.Patient}, whom the rules do not reach");
        Check(page.Blocked is null, $"{page.Person} is blocked and pledges");
        var parts = e.Parts.Select(static part => new Part(part.Year, part.Amount.Fen)).ToImmutableArray();
        var left = AsideOf(past, past.Now, now).Prepend([])
            .Select(aside => page.Purse.Hold(aside))
            .Where(purse => purse
                .Pay(
                    Math.Min(e.Wanted.Fen, Math.Max(0, purse.Free - rules!.Floor.Fen)),
                    year => !rules.HistoricOnly || year < day.Year)
                .SequenceEqual(parts))
            .Select(purse => purse.Hold(parts).Free)
            .ToImmutableHashSet();
        Check(!left.IsEmpty, $"{page.Person} sets aside {e.Amount} for {e.Settlement}, not as on paper");
        return page with
        {
            Purse = page.Purse.Hold(parts),
            Pledges = page.Pledges.SetItem(key, new Pledge(e.Attempt, parts, left)),
        };
    }

    static PersonPage Free(PersonPage page, (SettlementId, NetworkId) key) => page with
    {
        Purse = page.Purse.Release(page.Pledges[key].Parts),
        Pledges = page.Pledges.Remove(key),
    };

    PersonPage Pay(PersonPage page, (SettlementId Settlement, NetworkId Network) key)
    {
        var fen = _persons.Values
            .Select(each => each.Now.Settled.GetValueOrDefault(key.Settlement))
            .First(static each => each is not null)!
            .Shares.First(each => each.Network == key.Network).Fen;
        var parts = new List<Part>();
        foreach (var part in page.Pledges[key].Parts)
        {
            parts.Add(part with { Fen = Math.Min(part.Fen, fen) });
            fen -= parts[^1].Fen;
        }
        page = Free(page, key);
        return page with { Purse = page.Purse.Take(parts), Paid = page.Paid.SetItem(key, [.. parts]) };
    }

    /// <summary>What settlements that may be under way, as of a page, have set aside of an account.</summary>
    IEnumerable<Part[]> AsideOf(Past<PersonPage> past, PersonPage asOf, DateTimeOffset now) =>
        from command in UnderWay(asOf, now)
        from page in past.Since(_heardAt[command.Operation.Id])
        let split = Split.Of(page, command, ChinaTime.DayOf(now), _policies).Split
        where split is { AsksRelatives: true }
        select split.OwnFirst;

    /// <summary>Whether another settlement may still be asking; one that has ended may be by an attempt that it gave
    /// up.</summary>
    bool IsUnderWay(PersonNo member, SettlementId but, DateTimeOffset now)
    {
        var page = PersonOf(member).Now;
        return UnderWay(page, now).Any(command => command.Settlement != but)
            || page.GivenUp.Any(attempt => attempt.Settlement != but && now - attempt.At < Straying);
    }

    IEnumerable<Settle> UnderWay(PersonPage page, DateTimeOffset now) => _settles
        .Where(each => now - each.At < Straying && each.Command.Bill.Person == page.Person
            && !page.Deeds.ContainsKey(each.Command.Operation.Id))
        .Select(static each => each.Command);
}
