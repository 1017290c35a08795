using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Draws;

namespace Gongji.Ledger.Families;

// What members draw: asked of the funder, kept until the settlement's outcome is known, then captured or released.
public partial class FamilyNetwork
{
    /// <summary>Draws that wait for the funder, by settlement: their amount counts against the limits already, unless
    /// they are given up.</summary>
    readonly Dictionary<SettlementId, Asking> _asking = [];

    sealed record Asking(Draw Draw, TaskCompletionSource Ended)
    {
        public bool IsGivenUp { get; set; }

        /// <summary>Whether the patient has given this attempt up.</summary>
        public bool IsReleasedBy(Release command) =>
            Draw.Attempt <= command.Attempt && Draw.Member == command.Patient;
    }

    public async Task<Answer<Granted>> Quote(Draw command)
    {
        var wanted = Wanted(command);
        if (wanted.IsRefused)
        {
            return RefusedHere(command, wanted.Refusal);
        }
        var held = await grains.Person(State.Funder!.Value).QuoteHold(HoldOf(command, wanted.Value.Amount));
        return held.IsRefused
            ? held.Refusal
            : new Granted(
                held.Value.Amount,
                State.Funder!.Value,
                held.Value.BalanceAfter,
                held.Value.Version,
                held.Value.Bound ?? wanted.Value.Bound);
    }

    public async Task<Answer<Granted>> Draw(Draw command)
    {
        while (_asking.TryGetValue(command.Settlement, out var running))
        {
            await running.Ended.Task;
        }
        // That an attempt was released is the funder's to know: it releases first, and whatever is held passes it.
        var open = State.Open.GetValueOrDefault(command.Settlement.Value);
        if (Claims.Judge(command, open, State.Captured.Has(command.Settlement.Value)) is { } known)
        {
            return known.IsRefused ? known.Refusal : GrantedBy(known.Value);
        }
        var wanted = Wanted(command);
        if (wanted.IsRefused)
        {
            return await Refused(RefusedHere(command, wanted.Refusal));
        }
        var asked = command with { Amount = wanted.Value.Amount };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asking[command.Settlement] = new Asking(asked, ended);
        try
        {
            var held = await grains.Person(State.Funder!.Value).Hold(HoldOf(asked, asked.Amount));
            return held.IsRefused
                ? await Refused(held.Refusal)
                : await Grant(command, held.Value, wanted.Value.Bound);
        }
        finally
        {
            _asking.Remove(command.Settlement);
            ended.SetResult();
        }
    }

    public async Task<Answer<Done>> Capture(Capture command)
    {
        if (State.Captured.Has(command.Settlement.Value))
        {
            return Done.It;
        }
        if (!State.Open.TryGetValue(command.Settlement.Value, out var draw) || draw.Amount < command.Amount)
        {
            return Claims.NoSuchDraw(command.Settlement);
        }
        var captured = await grains.Person(State.Funder!.Value).Capture(command);
        if (!captured.IsRefused && !State.Captured.Has(command.Settlement.Value))
        {
            book.Record(new DrawCaptured(command.Settlement, command.Amount));
        }
        return captured;
    }

    public async Task<Answer<Done>> Release(Release command)
    {
        if (_asking.TryGetValue(command.Settlement, out var asking) && asking.IsReleasedBy(command))
        {
            // The funder may not answer for long. What is granted after all is held to the limits once more.
            asking.IsGivenUp = true;
        }
        var open = State.Open.GetValueOrDefault(command.Settlement.Value);
        if (open is not null && (open.Attempt > command.Attempt || open.Member != command.Patient))
        {
            return Done.It;
        }
        var released = await grains.Person(State.Funder!.Value).Release(command);
        if (!released.IsRefused
            && State.Open.TryGetValue(command.Settlement.Value, out var draw)
            && draw.Attempt <= command.Attempt
            && draw.Member == command.Patient)
        {
            book.Record(new DrawReleased(command.Settlement));
        }
        return released;
    }

    public async Task<Answer<Done>> Return(Return command)
    {
        var settlement = command.Settlement.Value;
        if (!State.Captured.Has(settlement))
        {
            return Claims.NoSuchDraw(command.Settlement);
        }
        var drawn = (Drawn)(await book.EventAt(State.Drawings.Find(settlement)!.Value)).Event;
        var returned = await grains.Person(State.Funder!.Value).Return(command);
        if (!returned.IsRefused && !State.Returned.Has(settlement))
        {
            book.Record(new DrawReturned(command.Settlement, drawn.Member, drawn.ServiceDate, command.Amount));
        }
        return returned;
    }

    async Task AttendDraws()
    {
        var uncertain = State.Open.Values
            .Where(draw => draw.IsUncertain(book.Now) && !_asking.ContainsKey(draw.Settlement))
            .ToArray();
        await Unreachable.ToleratedEach(
            uncertain,
            static draw => draw.Member,
            draw => Claims.Resolve(grains, network, draw, Capture, Release));
    }

    /// <summary>A refusal of the network's own. Whoever is no member may have the network in the list all the same,
    /// where an addition came to nothing or from when bindings had no numbers, and leaves it; the draw does not wait
    /// for that turn.</summary>
    Refusal RefusedHere(Draw command, Refusal refusal)
    {
        if (refusal.Is(DrawRefusal.NotAMember))
        {
            _ = Unreachable.Tolerated(() => LeaveUnbound(command.Member));
        }
        return refusal;
    }

    /// <summary>A draw that shows that an authorization has ended releases whoever's has. Where somebody does not
    /// answer that goes on behind the refusal: the patient may still settle without this network.</summary>
    async Task<Refusal> Refused(Refusal refusal)
    {
        if (refusal.Is(DrawRefusal.FunderInsuranceEnded)
            || refusal.Is(DrawRefusal.MemberInsuranceEnded)
            || refusal.Is(DrawRefusal.AuthorizationOver))
        {
            await Unreachable.Tolerated(() => ReleaseAndTell().WaitAsync(TellingMax, time));
        }
        return refusal;
    }

    async Task ReleaseAndTell()
    {
        await ReleaseEnded();
        await TellAll();
    }

    Granted GrantedBy(OpenDraw draw) =>
        new(draw.Amount, State.Funder!.Value, draw.FunderBalance, draw.Version, draw.Bound);

    /// <summary>Grants what the funder has set aside, as far as the member may still have it: a binding that has ended
    /// or changed while the funder was asked counts as it is now.</summary>
    /// <param name="limit">What bounded what the funder was asked for.</param>
    async Task<Answer<Granted>> Grant(Draw command, Held held, Bound? limit)
    {
        var still = Wanted(command);
        if (still.IsRefused)
        {
            var release = new Release(command.Settlement, command.Attempt, network, command.Member);
            await Unreachable.Tolerated(() => grains.Person(State.Funder!.Value).Release(release));
            return await Refused(still.Refusal);
        }
        book.Record(new Drawn(
            command.Settlement,
            command.Attempt,
            command.Member,
            command.Amount,
            Money.Min(held.Amount, still.Value.Amount),
            held.BalanceAfter,
            command.Purpose,
            command.ServiceDate,
            held.Version,
            still.Value.Amount < held.Amount ? still.Value.Bound : held.Bound ?? limit,
            command.DecidedBy));
        return GrantedBy(State.Open[command.Settlement.Value]);
    }

    sealed record WantedAmount(Money Amount, Bound? Bound);

    /// <summary>What the network itself lets the member have of what is asked for.</summary>
    Answer<WantedAmount> Wanted(Draw command)
    {
        if (State.Funder is null)
        {
            return Refusal.Of(DrawRefusal.NoSuchNetwork, "network", network.Value);
        }
        if (!State.Members.TryGetValue(command.Member.Value, out var member))
        {
            return State.Released.TryGetValue(command.Member.Value, out var released)
                ? Refusal.Of(DrawRefusal.NotAMember, "until", $"{ChinaTime.DayOf(released.Until):O}")
                : Refusal.Of(DrawRefusal.NotAMember, "member", command.Member.Value);
        }
        if (command.LastEnded is { } ended && ended >= member.BoundOn)
        {
            return Refusal.Of(DrawRefusal.MemberInsuranceEnded, "member_status", ended.ToString("O"));
        }
        if (!member.HasBegun(command.ServiceDate))
        {
            return Refusal.Of(DrawRefusal.NotYetAuthorized, "service_date", $"{command.ServiceDate:O}");
        }
        if (member.To < command.ServiceDate || member.To < book.Today)
        {
            return Refusal.Of(DrawRefusal.AuthorizationOver, "to", $"{member.To:O}");
        }
        if (!State.Modes.Contains(command.Purpose))
        {
            return Refusal.Of(DrawRefusal.ModeNotConfirmed, "mode", CamelCase.Of(command.Purpose));
        }
        var bound = BoundOf(command, member.Limits);
        var amount = bound?.Left ?? command.Amount;
        return amount.IsZero
            ? Refusal.Of(DrawRefusal.LimitUsedUp, "amount", command.Amount.ToString()) with { Bound = bound }
            : new WantedAmount(amount, bound);
    }

    /// <summary>The limit that leaves the least; null when all leave what is asked for.</summary>
    Bound? BoundOf(Draw command, MemberLimits limits)
    {
        var use = limits.PerUse is { } most ? new Bound(DrawReason.LimitOfUse, most, Money.Zero) : null;
        var period = limits.PerPeriod is { } limit
            ? new Bound(WhyOf(limits.Period), limit, UsedOrAsked(command, limits.Period))
            : null;
        var least = use is null || period?.Left < use.Left ? period : use;
        return least?.Left < command.Amount ? least : null;
    }

    static DrawReason WhyOf(LimitPeriod period) => period switch
    {
        LimitPeriod.Month => DrawReason.LimitOfMonth,
        LimitPeriod.Year => DrawReason.LimitOfYear,
    };

    /// <summary>What the member used or is about to use in the period, without what this settlement itself
    /// holds.</summary>
    Money UsedOrAsked(Draw command, LimitPeriod period)
    {
        var asked = _asking.Values
            .Where(other => !other.IsGivenUp
                && other.Draw.Settlement != command.Settlement
                && IsOfIt(other.Draw.Member, other.Draw.ServiceDate))
            .Sum(static other => other.Draw.Amount);
        var own = State.Open.GetValueOrDefault(command.Settlement.Value);
        var mine = own is not null && IsOfIt(own.Member, own.ServiceDate) ? own.Amount : Money.Zero;
        return State.UsedIn(command.Member, period, command.ServiceDate) + asked - mine;

        bool IsOfIt(PersonNo member, DateOnly day) => member == command.Member
            && NetworkState.PeriodOf(period, day) == NetworkState.PeriodOf(period, command.ServiceDate);
    }

    Hold HoldOf(Draw command, Money amount)
    {
        var member = State.Members[command.Member.Value];
        return new(network, member.Relation, member.BoundOn, command with { Amount = amount });
    }
}
