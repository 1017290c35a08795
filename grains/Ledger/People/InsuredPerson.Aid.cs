using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Patient;
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

    /// <summary>So long after it came a settlement is given up, nothing booked, when a relative's side has not answered
    /// by then. Its wait for its turn counts: whoever is behind others who wait for relatives waits no longer than
    /// they may.</summary>
    static readonly TimeSpan AidDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Draws on the networks, in an attempt whose number none of them knows with other content.</summary>
    /// <param name="came">When the settlement came, as a timestamp of the clock.</param>
    async Task<Answer<AidDrawn>> DrawAid(Settle command, Decision decision, long came)
    {
        for (var tries = 0; tries < AttemptsMax; tries++)
        {
            if (time.GetElapsedTime(came) >= AidDeadline)
            {
                return Refusal.Of(SettleRefusal.AidNoAnswer, "setl_id", command.Settlement.Value);
            }
            var attempt = State.Commits.BarredAttempt(command.Settlement) + 1;
            AidRound? round = null;
            var inTime = await Unreachable.Tolerated(async () => round = await Round(command, decision, attempt, Ask)
                .WaitAsync(Later(AidDeadline, time.GetElapsedTime(came)), time));
            if (inTime && round is not null && decision.Takes(round.Drawn))
            {
                return round.Drawn;
            }
            await Abandon(command.Settlement, attempt);
            if (!inTime)
            {
                return Refusal.Of(SettleRefusal.AidNoAnswer, "setl_id", command.Settlement.Value);
            }
            if (round is not null)
            {
                return round.Without(attempt + 1);
            }
        }
        return Refusal.Of(SettleRefusal.GivenUp, "setl_id", command.Settlement.Value);
    }

    /// <summary>Asks every network what it would grant, for no longer than a settlement does; nothing is set
    /// aside.</summary>
    async Task<Answer<AidDrawn>> QuoteAid(Settle command, Decision decision)
    {
        var quoting = Round(
            command, decision, attempt: 1, async (network, draw) => await grains.Network(network).Quote(draw));
        try
        {
            var quoted = await quoting.WaitAsync(AidDeadline, time);
            return decision.Takes(quoted!.Drawn) ? quoted.Drawn : quoted.Without(next: 1);
        }
        catch (TimeoutException)
        {
            return Refusal.Of(SettleRefusal.AidNoAnswer, "setl_id", command.Settlement.Value);
        }
    }

    /// <summary>One attempt over all networks, in the patient's order.</summary>
    /// <param name="ask">Gives null when the attempt is to end without a result.</param>
    async Task<AidRound?> Round(
        Settle command, Decision decision, int attempt, Func<NetworkId, Draw, Task<Answer<Granted>?>> ask)
    {
        var round = new AidRound(decision, attempt);
        foreach (var network in await Chosen(command, decision, attempt, round))
        {
            if (round.IsOver)
            {
                break;
            }
            if (await ask(network, DrawOf(command, decision, attempt, round.Left)) is not { } answer)
            {
                return null;
            }
            round.Note(network, answer);
        }
        if (command.ShownBy is { } viewer && !round.Left.IsZero && !await IsFundedBy(viewer))
        {
            round.NoteOnlyView();
        }
        return round;
    }

    /// <summary>Whether a person's account pays for one of the networks.</summary>
    async Task<bool> IsFundedBy(PersonNo viewer)
    {
        foreach (var network in State.Enrolment.Networks.ToArray())
        {
            if ((await grains.Network(network).TieTo(person)).Value?.Funder == viewer)
            {
                return true;
            }
        }
        return false;
    }

    async Task<NetworkId[]> Chosen(Settle command, Decision decision, int attempt, AidRound round)
    {
        NetworkId[] networks = [.. State.Enrolment.Networks];
        if (!round.Chooses(networks.Length))
        {
            return networks;
        }
        var offers = new List<(NetworkId, Answer<Granted>)>(networks.Length);
        foreach (var network in networks)
        {
            var draw = DrawOf(command, decision, attempt, round.Left);
            offers.Add((network, await grains.Network(network).Quote(draw)));
        }
        return round.Choose(offers);
    }

    /// <summary>Asks a network for a draw; null when it knows this attempt with other content or the attempt was
    /// barred meanwhile.</summary>
    async Task<Answer<Granted>?> Ask(NetworkId network, Draw draw)
    {
        var granted = await AskUntilKnown(network, draw);
        var givenUp = State.Commits.BarredAttempt(draw.Settlement) >= draw.Attempt;
        if (givenUp || (granted.IsRefused && granted.Refusal.Is(DrawRefusal.AttemptUsed)))
        {
            return null;
        }
        return granted;
    }

    /// <summary>Asks a network, and again while it does not know what became of the draw: the same draw is granted
    /// once.</summary>
    async Task<Answer<Granted>> AskUntilKnown(NetworkId network, Draw draw)
    {
        for (var asks = 1; ; asks++)
        {
            try
            {
                return await grains.Network(network).Draw(draw);
            }
            catch (OutcomeUnknownException) when (
                asks < AsksMax && State.Commits.BarredAttempt(draw.Settlement) < draw.Attempt)
            {
                // Who has lost its journal begins anew when it is asked again.
            }
        }
    }

    Draw DrawOf(Settle command, Decision decision, int attempt, Money amount) => new(
        command.Settlement,
        attempt,
        person,
        decision.Insurance,
        amount,
        AidPurpose.Payment,
        command.Bill.RulesOf,
        State.Enrolment.LastEnded(Facts.Today),
        decision.Benefit.PolicyVersion);

    /// <summary>Makes sure that an attempt never commits, then tells the networks, who would ask otherwise.</summary>
    async Task Abandon(SettlementId settlement, int attempt)
    {
        if (State.Commits.BarredAttempt(settlement) < attempt)
        {
            book.Record(new SettlementBarred(settlement, attempt));
        }
        await book.Durable;
        foreach (var network in State.Enrolment.Networks)
        {
            var release = new Release(settlement, attempt, network, person);
            _ = Unreachable.Tolerated(() => grains.Network(network).Release(release));
        }
    }

    static TimeSpan Later(TimeSpan deadline, TimeSpan elapsed) =>
        elapsed < deadline ? deadline - elapsed : TimeSpan.Zero;
}
