using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Aid;
using Gongji.Policy.Deciding;

namespace Gongji.Ledger.People;

// The person as the funder of relatives' settlements: money is set aside, then paid or freed by the settlement's
// outcome.
public partial class InsuredPerson
{
    /// <summary>A hold or draw this old is uncertain: its owner asks the patient what became of the
    /// settlement.</summary>
    static readonly TimeSpan UncertainAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether a hold or draw is uncertain. One from the future is: clocks of hosts differ.</summary>
    internal static bool IsUncertain(DateTimeOffset since, DateTimeOffset now) =>
        (now - since).Duration() >= UncertainAfter;

    public Task<Standing> Standing(DateOnly day) => Task.FromResult(
        new Standing(person, State.InsuranceOn(day), State.Networks.Count, State.Account.Free));

    public Task<Answer<Held>> QuoteHold(Hold command) => Task.FromResult(
        RefusesAid(command) is { } refusal ? refusal : Choose(command, open: null, out _));

    public Task<Answer<Held>> Hold(Hold command) => Task.FromResult(PlaceHold(command));

    public async Task<Answer<Done>> Capture(Capture command)
    {
        var captured = CaptureHold(command);
        return captured.IsRefused ? await NoSuchDraw(command.Settlement) : captured;
    }

    public Task<Answer<Done>> Release(Release command)
    {
        var open = State.Holds.GetValueOrDefault(PersonState.DrawKey(command.Settlement, command.Network));
        if (open?.Attempt <= command.Attempt && open.Patient == command.Patient)
        {
            book.Record(new HoldReleased(command.Settlement, command.Network));
        }
        return Task.FromResult<Answer<Done>>(Done.It);
    }

    public async Task<Answer<Done>> Return(Return command)
    {
        var key = PersonState.DrawKey(command.Settlement, command.Network);
        if (State.Captured.Find(key) is not { } sequence)
        {
            return await NoSuchDraw(command.Settlement);
        }
        var captured = (HoldCaptured)(await book.EventAt(sequence)).Event;
        if (State.Returned.Has(key))
        {
            return Done.It;
        }
        var postings = Postings.Balanced(
        [
            Posting.Debit(Accounts.AidInTransit(command.Network), command.Amount),
            .. captured.Parts.Select(part => Posting.Credit(Accounts.Lot(person, part.Year), part.Amount)),
        ]);
        book.Record(new HoldReturned(command.Settlement, command.Network, captured.Parts, postings));
        return Done.It;
    }

    /// <summary>A settlement that stands has its hold, so either it was not placed here or this activation is stale.
    /// </summary>
    async Task<Refusal> NoSuchDraw(SettlementId settlement)
    {
        await book.EnsureCurrent();
        return Refusal.Of(DrawRefusal.NoSuchDraw, "settlement", settlement.Value);
    }

    Answer<Held> PlaceHold(Hold command)
    {
        var draw = command.Draw;
        var key = PersonState.DrawKey(draw.Settlement, command.Network);
        if (State.Captured.Has(key))
        {
            return Refusal.Of(DrawRefusal.CapturedAlready, "settlement", draw.Settlement.Value);
        }
        var open = State.Holds.GetValueOrDefault(key);
        if (open?.Attempt == draw.Attempt && open.Wanted == draw.Amount)
        {
            return new Held(open.Amount, State.Account.Free);
        }
        if (Math.Max(open?.Attempt ?? 0, State.ReleasedAttempts.GetValueOrDefault(key)) >= draw.Attempt)
        {
            return Refusal.Of(DrawRefusal.AttemptUsed, "attempt", $"{draw.Attempt}");
        }
        if (RefusesAid(command) is { } refusal)
        {
            return refusal;
        }
        var held = Choose(command, open, out var parts);
        if (!held.IsRefused)
        {
            book.Record(new HoldPlaced(
                draw.Settlement, draw.Attempt, command.Network, draw.Member, draw.Amount, parts));
        }
        return held;
    }

    /// <summary>Chooses lots above the floor of the area.</summary>
    Answer<Held> Choose(Hold command, FundedHold? open, out LotPart[] parts)
    {
        var rules = AidRulesFor(command)!;
        var free = State.Account.Free + (open?.Amount ?? Money.Zero);
        var amount = Money.Min(command.Draw.Amount, free.LessOrZero(rules.Floor));
        var year = command.Draw.ServiceDate.Year;
        parts = State.Account.Choose(amount, lotYear => !rules.HistoricOnly || lotYear < year, open?.Parts);
        var chosen = parts.Sum(static part => part.Amount);
        return chosen.IsZero
            ? Refusal.Of(DrawRefusal.NothingFree, "amount", command.Draw.Amount.ToString())
            : new Held(chosen, free - chosen);
    }

    AidRules? AidRulesFor(Hold command) =>
        State.InsuranceOn(command.Draw.ServiceDate) is { } insurance
            ? policies.For(insurance.Area, command.Draw.ServiceDate)?.Aid
            : null;

    Refusal? RefusesAid(Hold command)
    {
        var day = command.Draw.ServiceDate;
        if (State.InsuranceOn(day) is not { } insurance)
        {
            return Refusal.Of(DrawRefusal.FunderNotEnrolled, "funder", "");
        }
        return AidCheck.Refuses(
            policies.For(insurance.Area, day),
            insurance,
            command.Draw.Insurance,
            command.Relation,
            command.Draw.Purpose);
    }

    Answer<Done> CaptureHold(Capture command)
    {
        var key = PersonState.DrawKey(command.Settlement, command.Network);
        if (State.Captured.Has(key))
        {
            return Done.It;
        }
        if (!State.Holds.TryGetValue(key, out var hold) || hold.Amount < command.Amount)
        {
            return Refusal.Of(DrawRefusal.NoSuchDraw, "settlement", command.Settlement.Value);
        }
        var parts = FirstOf(hold.Parts, command.Amount);
        var postings = Postings.Balanced(
        [
            .. parts.Select(part => Posting.Debit(Accounts.Lot(person, part.Year), part.Amount)),
            Posting.Credit(Accounts.AidInTransit(command.Network), command.Amount),
        ]);
        book.Record(new HoldCaptured(command.Settlement, command.Network, parts, postings));
        return Done.It;
    }

    static LotPart[] FirstOf(LotPart[] parts, Money amount)
    {
        var first = new List<LotPart>(parts.Length);
        foreach (var part in parts)
        {
            var taken = Money.Min(part.Amount, amount);
            if (!taken.IsZero)
            {
                first.Add(part with { Amount = taken });
                amount -= taken;
            }
        }
        return [.. first];
    }

    async Task AttendHolds()
    {
        foreach (var hold in State.Holds.Values.Where(hold => IsUncertain(hold.Since, book.Now)).ToArray())
        {
            await Unreachable.Tolerated(() => Resolve(hold));
        }
    }

    async Task Resolve(FundedHold hold)
    {
        var outcome = await grains.Person(hold.Patient).OutcomeOf(hold.Settlement, hold.Attempt, hold.Network);
        await (outcome.Kind switch
        {
            OutcomeKind.Settled when !outcome.Amount.IsZero =>
                Capture(new Capture(hold.Settlement, hold.Attempt, hold.Network, outcome.Amount)),
            OutcomeKind.Settled or OutcomeKind.Refused =>
                Release(new Release(hold.Settlement, hold.Attempt, hold.Network, hold.Patient)),
            OutcomeKind.Deciding => Task.CompletedTask,
        });
    }
}
