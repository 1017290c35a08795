using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Draws;
using Gongji.Ledger.People.Funder;
using Gongji.People;

namespace Gongji.Ledger.People;

// The person as the funder of relatives' settlements: money is set aside, then paid or freed by the settlement's
// outcome.
public partial class InsuredPerson
{
    public Task<Standing> Standing(DateOnly day) => Task.FromResult(new Standing(
        person,
        State.Enrolment.InsuranceOn(day),
        [.. State.Enrolment.Networks],
        State.Account.Free,
        State.Account.HoldsCredits,
        State.Enrolment.LastEnded(day)));

    public Task<Answer<Held>> QuoteHold(Hold command)
    {
        var placed = Funding.Decide(State.Account, State.Enrolment, Facts, command);
        return Task.FromResult<Answer<Held>>(placed.IsRefused
            ? placed.Refusal
            : HeldBy(placed.Value, State.Account.Free - placed.Value.Amount));
    }

    public Task<Answer<Held>> Hold(Hold command) => Task.FromResult(PlaceHold(command));

    public async Task<Answer<Done>> Capture(Capture command)
    {
        var key = FunderState.DrawKey(command.Settlement, command.Network);
        if (State.Funder.Captured.Has(key))
        {
            return Done.It;
        }
        var captured = Funding.Decide(Facts, State.Funder.Holds.GetValueOrDefault(key), command);
        if (captured.IsRefused)
        {
            return Claims.NoSuchDraw(command.Settlement);
        }
        book.Record(captured.Value);
        return Done.It;
    }

    public Task<Answer<Done>> Release(Release command)
    {
        var key = FunderState.DrawKey(command.Settlement, command.Network);
        if (Funding.Frees(State.Funder.Holds.GetValueOrDefault(key), command))
        {
            book.Record(new HoldReleased(command.Settlement, command.Network));
        }
        return Task.FromResult<Answer<Done>>(Done.It);
    }

    public async Task<Answer<Done>> Return(Return command)
    {
        var key = FunderState.DrawKey(command.Settlement, command.Network);
        if (State.Funder.Captured.Find(key) is not { } sequence)
        {
            return Claims.NoSuchDraw(command.Settlement);
        }
        var captured = (HoldCaptured)(await book.EventAt(sequence)).Event;
        if (!State.Funder.Returned.Has(key))
        {
            book.Record(Funding.Decide(Facts, captured, command));
        }
        return Done.It;
    }

    Answer<Held> PlaceHold(Hold command)
    {
        var state = State.Funder;
        var key = FunderState.DrawKey(command.Draw.Settlement, command.Network);
        var open = state.Holds.GetValueOrDefault(key);
        var released = state.ReleasedAttempts.GetValueOrDefault(key);
        if (Claims.Judge(command.Draw, open, state.Captured.Has(key), released) is { } known)
        {
            return known.IsRefused
                ? known.Refusal
                : new Held(known.Value.Amount, State.Account.Free, known.Value.Version, known.Value.Bound);
        }
        var placed = Funding.Decide(State.Account, State.Enrolment, Facts, command, open);
        if (placed.IsRefused)
        {
            return placed.Refusal;
        }
        book.Record(placed.Value);
        return HeldBy(placed.Value, State.Account.Free);
    }

    static Held HeldBy(HoldPlaced placed, Money balance) => new(placed.Amount, balance, placed.Version, placed.Bound);

    Task AttendHolds() => Unreachable.ToleratedEach(
        State.Funder.Holds.Values.Where(hold => hold.IsUncertain(book.Now)),
        static hold => hold.Patient,
        hold => Claims.Resolve(grains, hold.Network, hold, Capture, Release));
}
