using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.People;

namespace Gongji.Ledger.People;

// How a patient asks relatives' networks for aid. Nothing is recorded here before the settlement commits, but that an
// attempt never will.
public partial class InsuredPerson
{
    /// <summary>A settlement whose attempts are taken this often is given up; one more than a forgotten attempt
    /// takes.</summary>
    const int AttemptsMax = 4;

    /// <summary>How often one attempt asks a network: what fails a journal once may fail the funder's first and then
    /// the network's.</summary>
    const int AsksMax = 3;

    /// <summary>What networks granted in one attempt.</summary>
    /// <param name="Short">A network that may pay had too little.</param>
    sealed record AidDrawn(int Attempt, IReadOnlyList<AidPart> Parts, IReadOnlyList<TraceStep> Trace, bool Short)
    {
        public Money Sum => Parts.Sum(static part => part.Amount);
    }

    /// <summary>Draws on the networks, in an attempt whose number none of them knows with other content.</summary>
    async Task<Answer<AidDrawn>> DrawAid(Settle command, Decision decision)
    {
        var began = time.GetTimestamp();
        for (var tries = 0; tries < AttemptsMax; tries++)
        {
            var attempt = State.BarredAttempt(command.Settlement) + 1;
            AidDrawn? drawn = null;
            var inTime = await Unreachable.Tolerated(async () => drawn = await Draw(command, decision, attempt)
                .WaitAsync(Later(AidDeadline, time.GetElapsedTime(began)), time));
            if (inTime && drawn is { } aid && !(aid.Short && !decision.Plan.PartPayment))
            {
                return aid;
            }
            await Abandon(command.Settlement, attempt);
            if (!inTime)
            {
                return Refusal.Of(SettleRefusal.AidNoAnswer, "setl_id", command.Settlement.Value);
            }
            if (drawn is not null)
            {
                return Refusal.Of(SettleRefusal.AidTooLittle, "amount", decision.AidWanted.ToString());
            }
        }
        return Refusal.Of(SettleRefusal.GivenUp, "setl_id", command.Settlement.Value);
    }

    /// <summary>One attempt over all networks; null when a network knows this attempt with other content.</summary>
    async Task<AidDrawn?> Draw(Settle command, Decision decision, int attempt)
    {
        var parts = new List<AidPart>();
        var trace = new List<TraceStep>();
        var left = decision.AidWanted;
        var tooLittle = false;
        foreach (var network in State.Networks.ToArray())
        {
            if (left.IsZero || parts.Count == decision.Plan.Authorizers)
            {
                break;
            }
            var granted = await Ask(network, DrawOf(command, decision, attempt, left));
            var givenUp = State.BarredAttempt(command.Settlement) >= attempt;
            if (givenUp || (granted.IsRefused && granted.Refusal.Is(DrawRefusal.AttemptUsed)))
            {
                return null;
            }
            tooLittle |= Note(network, left, granted, decision, parts, trace);
            left -= granted.Value?.Amount ?? Money.Zero;
        }
        return new AidDrawn(attempt, parts, trace, tooLittle && !left.IsZero);
    }

    /// <summary>Asks a network, and again while it does not know what became of the draw: the same draw is granted
    /// once.</summary>
    async Task<Answer<Granted>> Ask(NetworkId network, Draw draw)
    {
        for (var asks = 1; ; asks++)
        {
            try
            {
                return await grains.Network(network).Draw(draw);
            }
            catch (OutcomeUnknownException) when (
                asks < AsksMax && State.BarredAttempt(draw.Settlement) < draw.Attempt)
            {
                // Who has lost its journal begins anew when it is asked again.
            }
        }
    }

    /// <summary>Asks every network what it would grant; nothing is set aside.</summary>
    async Task<Answer<AidDrawn>> QuoteAid(Settle command, Decision decision)
    {
        var parts = new List<AidPart>();
        var trace = new List<TraceStep>();
        var left = decision.AidWanted;
        var tooLittle = false;
        foreach (var network in State.Networks.ToArray())
        {
            if (left.IsZero || parts.Count == decision.Plan.Authorizers)
            {
                break;
            }
            var granted = await grains.Network(network).Quote(DrawOf(command, decision, attempt: 1, left));
            tooLittle |= Note(network, left, granted, decision, parts, trace);
            left -= granted.Value?.Amount ?? Money.Zero;
        }
        return tooLittle && !left.IsZero && !decision.Plan.PartPayment
            ? Refusal.Of(SettleRefusal.AidTooLittle, "amount", decision.AidWanted.ToString())
            : new AidDrawn(1, parts, trace, tooLittle);
    }

    Draw DrawOf(Settle command, Decision decision, int attempt, Money amount) => new(
        command.Settlement,
        attempt,
        person,
        decision.Insurance,
        amount,
        AidPurpose.Payment,
        command.Bill.ServiceDate);

    /// <summary>Notes what a network answered; true when it may pay but had too little.</summary>
    static bool Note(
        NetworkId network,
        Money asked,
        Answer<Granted> granted,
        Decision decision,
        List<AidPart> parts,
        List<TraceStep> trace)
    {
        var result = granted.IsRefused ? granted.Refusal.Code : granted.Value.Amount.ToString();
        trace.Add(new TraceStep(
            "aid.draw", decision.Benefit.PolicyVersion, $"network={network} asked={asked}", result));
        if (granted.IsRefused)
        {
            return granted.Refusal.Is(DrawRefusal.NothingFree) || granted.Refusal.Is(DrawRefusal.LimitUsedUp);
        }
        var (amount, funder, balance) = granted.Value;
        parts.Add(new AidPart(network, funder, amount, balance));
        return amount < asked;
    }

    /// <summary>Makes sure that an attempt never commits, then tells the networks, who would ask otherwise.</summary>
    async Task Abandon(SettlementId settlement, int attempt)
    {
        if (State.BarredAttempt(settlement) < attempt)
        {
            book.Record(new SettlementBarred(settlement, attempt));
        }
        await book.Durable;
        foreach (var network in State.Networks)
        {
            var release = new Release(settlement, attempt, network, person);
            _ = Unreachable.Tolerated(() => grains.Network(network).Release(release));
        }
    }

    static TimeSpan Later(TimeSpan deadline, TimeSpan elapsed) =>
        elapsed < deadline ? deadline - elapsed : TimeSpan.Zero;
}
