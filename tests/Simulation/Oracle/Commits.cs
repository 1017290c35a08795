using System.Collections.Immutable;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Simulation.Oracle;

// What becomes true when an entry is durable.
sealed partial class PaperLedger
{
    void Take(Past<PersonPage> past, Recorded recorded, DateTimeOffset now)
    {
        var page = past.Now;
        CheckMayBe(page, recorded);
        var next = recorded.Event switch
        {
            Enrolled e => Insured(page with { IsEnrolled = true }, e.Insurance),
            InsuranceChanged => Insured(page, Heard<ChangeInsurance>(recorded).Insurance),
            NetworksOrdered => page with { Networks = [.. Heard<OrderNetworks>(recorded).Networks] },
            NetworkJoined e => Join(page, e.Network, now),
            NetworkLeft e => Leave(page, e.Network) with { Left = e.Network },
            JoiningUndone e => Leave(page, e.Network),
            Credited => Credit(page, Heard<CreditAccount>(recorded)),
            CreditTakenBack => TakeBack(page, Heard<TakeBackCredit>(recorded)),
            AccountBlocked => page with
            {
                Blocked = (Heard<BlockAccount>(recorded).Reason, page.Blocked?.Since ?? ChinaTime.DayOf(recorded.At)),
            },
            AccountUnblocked => page with { Blocked = null },
            Settled e => Settle(past, e, recorded),
            Reversed e => Undo(page, e.Settlement, recorded),
            OperationBarred e => Bar(page, e.Original),
            SettlementBarred e => page with { GivenUp = page.GivenUp.Add((e.Settlement, now)) },
            BillsVoided e => Void(page, e),
            HoldPlaced e => Pledge(past, e, now),
            HoldCaptured e => Pay(page, (e.Settlement, e.Network)),
            HoldReleased e => Free(page, (e.Settlement, e.Network)),
            HoldReturned e => page with { Purse = page.Purse.Put(page.Paid[(e.Settlement, e.Network)]) },
            _ => page,
        };
        if (recorded.Operation is { } operation)
        {
            next = next with { Deeds = next.Deeds.SetItem(operation.Id, DeedOf(recorded, now)) };
        }
        past.Add(now, next);
    }

    /// <summary>What is recorded is what one of the commands that were sent asks for, and none that is refused.
    /// </summary>
    void CheckMayBe(PersonPage page, Recorded recorded)
    {
        if (recorded is not { Operation.Id: var operation, Event: not (Settled or SettledAlready) }
            || !_heard.TryGetValue(operation, out var commands))
        {
            return;
        }
        var mayBe = commands.Exists(command =>
            DaysOf(recorded.At).Any(today => !Refusals(page, operation, command, today).Any()));
        Check(mayBe, $"{operation} is recorded as {recorded.Event}, and had to be refused");
    }

    static Deed DeedOf(Recorded recorded, DateTimeOffset now)
    {
        SettlementId? settlement = recorded.Event switch
        {
            Settled e => e.Settlement,
            SettledAlready e => e.Settlement,
            Reversed e => e.Settlement,
            ReversedAlready e => e.Settlement,
            _ => null,
        };
        return new Deed(
            recorded.Event.GetType().Name,
            recorded.Sequence,
            recorded.At,
            now,
            settlement,
            (recorded.Event as OperationBarred)?.Original);
    }

    /// <summary>Only who is asked for is taken into a network, and as long as that may still be under way.</summary>
    PersonPage Join(PersonPage page, NetworkId network, DateTimeOffset now)
    {
        Check(
            BeingSaid(network, page.Person, new Hearing(now, now, now)).Any(),
            $"{page.Person} joins {network}, and nobody asked for it");
        return page.Networks.Contains(network) ? page : page with { Networks = page.Networks.Add(network) };
    }

    PersonPage Leave(PersonPage page, NetworkId network)
    {
        var isBound = FamilyOf(network).Now.Bonds.ContainsKey(page.Person);
        Check(!isBound, $"{page.Person} leaves {network}, and is bound to it");
        return page with { Networks = page.Networks.Remove(network) };
    }

    static PersonPage Bar(PersonPage page, OperationId original)
    {
        Check(!page.Deeds.ContainsKey(original), $"{original} is barred, and was done");
        return page with { Barred = page.Barred.Add(original) };
    }

    static PersonPage Void(PersonPage page, BillsVoided e)
    {
        foreach (var batch in e.Batches)
        {
            var isPaid = page.StandingFor(e.Visit, batch.Batch) is not null;
            Check(!isPaid, $"{e.Visit} {batch} is void, and its settlement stands");
        }
        return page with
        {
            Voided = page.Voided.SetItems(
                e.Batches.Select(batch => KeyValuePair.Create((e.Visit, batch.Batch), batch.Seal))),
        };
    }

    static PersonPage Insured(PersonPage page, Insurance insurance) => page with
    {
        Insurances = page.Insurances.RemoveAll(old => old.From >= insurance.From).Add(insurance),
    };

    static PersonPage Credit(PersonPage page, CreditAccount command)
    {
        var owed = Math.Min(page.Purse.Owed, command.Amount.Fen);
        var purse = page.Purse.Put([new Part(command.Year, command.Amount.Fen - owed)]);
        return page with { Purse = purse with { Owed = page.Purse.Owed - owed } };
    }

    PersonPage TakeBack(PersonPage page, TakeBackCredit command)
    {
        Check(!page.TakenBack.ContainsKey(command.Credit), $"{command.Credit} is taken back twice");
        Check(page.Deeds.GetValueOrDefault(command.Credit)?.Kind == nameof(Credited), $"{command.Credit} is no credit");
        var credit = HeardAs<CreditAccount>(command.Credit).First();
        var fen = command.Amount?.Fen ?? credit.Amount.Fen;
        var own = page.Purse.Pay(fen, year => year == credit.Year);
        var taken = own.Sum(static part => part.Fen);
        Part[] parts = [.. own, .. page.Purse.Pay(fen - taken, year => year != credit.Year)];
        var owed = page.Purse.Owed + fen - parts.Sum(static part => part.Fen);
        return page with
        {
            Purse = page.Purse.Take(parts) with { Owed = owed },
            TakenBack = page.TakenBack.SetItem(command.Credit, command.Operation.Id),
        };
    }

    PersonPage Settle(Past<PersonPage> past, Settled e, Recorded recorded)
    {
        var (page, operation) = (past.Now, recorded.Operation!.Id);
        var shares = e.Aid.Select(aid => ShareOf(aid, e.Settlement)).ToImmutableArray();
        var since = _heardAt[operation];
        Booked? first = null;
        Refusal? refused = null;
        var tries =
            from command in HeardAs<Settle>(operation)
            where IsSame(command.Bill, e.Bill)
            from then in past.Since(since)
            from today in DaysOf(recorded.At)
            select (command, then, today);
        foreach (var (command, then, today) in tries)
        {
            var (refusal, split) = Split.Of(then, command, today, _policies);
            refused ??= refusal;
            if (split?.With(page, operation, shares) is { } booked)
            {
                first ??= booked;
                if (AskedRightly(split, shares) && InOrder(past, since, shares) && Is(booked, e))
                {
                    CheckReasons(e, page, since, recorded.At);
                    return Book(page, booked);
                }
            }
        }
        throw new InvalidOperationException(
            $"{operation} books pool {e.PoolPay} own {e.Own.Sum(static part => part.Amount)} cash {e.Cash} after "
            + $"{e.BalanceAfter}; on paper it is {first?.ToString() ?? refused?.ToString() ?? "not asked for"}");
    }

    /// <summary>What day it was when something was decided that was recorded then: a clock may have jumped in
    /// between.</summary>
    IEnumerable<DateOnly> DaysOf(DateTimeOffset at) => faults.Struck.ContainsKey(Faults.ClockJump)
        ? new[] { at, at - Clocks - Clocks, at + Clocks + Clocks }.Select(ChinaTime.DayOf).Distinct()
        : [ChinaTime.DayOf(at)];

    static bool IsSame(Bill one, Bill other) => (one.Visit, one.Batch, one.Seal, one.Digest, one.Amounts)
        == (other.Visit, other.Batch, other.Seal, other.Digest, other.Amounts);

    static PersonPage Book(PersonPage page, Booked booked) => page with
    {
        Purse = page.Purse.Take(booked.Own),
        Used = Add(page.Used, booked, 1),
        Settled = page.Settled.SetItem(booked.Settlement, booked),
        Standing = page.Standing.Add(booked.Settlement),
    };

    static PersonPage Undo(PersonPage page, SettlementId settlement, Recorded recorded)
    {
        var booked = page.Settled[settlement];
        Check(booked.UndoneBy is null, $"{settlement} is undone twice");
        var purse = page.Purse.Put(booked.Own);
        var undone = booked with { UndoneBy = recorded.Operation!.Id, AfterUndoing = purse.There };
        return page with
        {
            Purse = purse,
            Used = Add(page.Used, booked, -1),
            Settled = page.Settled.SetItem(settlement, undone),
            Standing = page.Standing.Remove(settlement),
        };
    }

    static ImmutableDictionary<CounterKey, long> Add(
        ImmutableDictionary<CounterKey, long> used, Booked booked, int sign)
    {
        foreach (var (counter, fen) in booked.Uses)
        {
            used = used.SetItem(counter, used.GetValueOrDefault(counter) + (sign * fen));
        }
        return used;
    }

    /// <summary>What a network gave as it has to have granted it.</summary>
    Share ShareOf(AidPart aid, SettlementId settlement)
    {
        var page = FamilyOf(aid.Network).Now;
        Check(page.Grants.ContainsKey(settlement), $"{aid.Network} pays for {settlement} and has granted nothing");
        var grant = page.Grants[settlement];
        return new Share(aid.Network, page.Funder!.Value, grant.Fen, grant.Left);
    }

    /// <summary>Each relative is asked for what those before leave.</summary>
    bool AskedRightly(Split split, ImmutableArray<Share> shares)
    {
        var left = split.Wanted;
        foreach (var share in shares)
        {
            if (FamilyOf(share.Network).Now.Grants[split.Command.Settlement].Asked != left)
            {
                return false;
            }
            left -= share.Fen;
        }
        return true;
    }

    /// <summary>Relatives pay in an order that the patient had them in.</summary>
    static bool InOrder(Past<PersonPage> past, DateTimeOffset since, ImmutableArray<Share> shares) =>
        past.Since(since).Any(page => page.Networks
            .Where(network => shares.Any(share => share.Network == network))
            .SequenceEqual(shares.Select(static share => share.Network)));

    static bool Is(Booked booked, Settled e) => booked.Pool == e.PoolPay.Fen
        && booked.Cash == e.Cash.Fen
        && booked.After == e.BalanceAfter.Fen
        && booked.EqualTo == e.EqualTo
        && booked.Own.SequenceEqual(e.Own.Select(static part => new Part(part.Year, part.Amount.Fen)))
        && booked.Uses.SequenceEqual(e.Uses.Select(static use => (use.Counter, use.Used.In(Unit.Fen))))
        && booked.Shares.Select(static share => share.Fen).SequenceEqual(e.Aid.Select(static aid => aid.Amount.Fen))
        && booked.Shares.Zip(e.Aid).All(static each => each.First.Left.Contains(each.Second.FunderBalance.Fen));
}
