using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Rules;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.Ledger.People;

// Settlements of the patient, and what others are told of them.
public partial class InsuredPerson
{
    /// <summary>The settlement inside the turnstile that may still commit.</summary>
    Settle? _deciding;

    public async Task<Answer<Receipt>> PreSettle(Settle command)
    {
        if (Billing.RefusesBill(State.Patient, State.Enrolment, Facts, command.Bill) is { } refusal)
        {
            return refusal;
        }
        if (await StandingFor(command.Bill.Visit, command.Bill.Batch) is { } standing)
        {
            var again = Billing.Decide((Settled)standing.Event, command);
            return again.IsRefused ? again.Refusal : await ReceiptOf(standing, reversed: false, command.WithTrace);
        }
        var decided = Decide(command);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }
        var aid = AsksForAid(decided.Value)
            ? await QuoteAid(command, decided.Value)
            : WithoutAid(command, decided.Value);
        if (aid.IsRefused)
        {
            return aid.Refusal;
        }
        var settled = Settling.Compose(State.Patient, State.Account, Facts, command, decided.Value, aid.Value);
        return settled.IsRefused
            ? settled.Refusal
            : Receipts.Of(
                settled.Value,
                command.Operation.Id,
                book.Now,
                trace: command.WithTrace ? settled.Value.Trace : null);
    }

    public async Task<Answer<Receipt>> Settle(Settle command)
    {
        var came = time.GetTimestamp();
        var settled = await SettleAside(command)
            ?? await OnceInTurn(command.Operation, () => SettleInTurn(command, came));
        return settled.IsRefused ? settled.Refusal : await ReceiptOf(settled.Value, command.WithTrace);
    }

    public async Task<Answer<Receipt>> FindSettlement(SettlementId settlement)
    {
        return await SettledAs(settlement) is { } recorded
            ? await ReceiptOf(recorded, IsReversed(recorded), withTrace: true)
            : Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", settlement.Value);
    }

    public async Task<Outcome> OutcomeOf(SettlementId settlement, int attempt, NetworkId network)
    {
        if (State.Commits.Made.Find(settlement.Value) is { } sequence)
        {
            var commit = (ICommit)(await book.EventAt(sequence)).Event;
            return new Outcome(OutcomeKind.Settled, commit.AidOf(network));
        }
        if (_deciding?.Settlement == settlement)
        {
            return new Outcome(OutcomeKind.Deciding, Money.Zero);
        }
        if (State.Commits.BarredAttempt(settlement) < attempt)
        {
            book.Record(new SettlementBarred(settlement, attempt));
        }
        return new Outcome(OutcomeKind.Refused, Money.Zero);
    }

    public Task<SettledVisit[]> SettledVisits(InstitutionCode institution, DateOnly day) =>
        Task.FromResult<SettledVisit[]>(
        [
            .. State.Patient.Recent
                .Where(recent => recent.Institution == institution && recent.Day == day)
                .Select(static recent => new SettledVisit(recent.Visit, recent.Settlement)),
        ]);

    public Task<Answer<Done>> VoidBills(VoidBills command) =>
        _benefits.Pass(() => VoidInTurn(command));

    /// <summary>Carries out once, in its turn, what makes or undoes settlements.</summary>
    Task<Answer<Recorded>> OnceInTurn(Operation operation, Func<Task<Answer<Recorded>>> act) =>
        book.Once<IGrainEvent>(operation, _benefits, act);

    /// <summary>The settlement that stands for a batch. Only when there is one does it return after a wait.</summary>
    async ValueTask<Recorded?> StandingFor(VisitId visit, BatchNo batch) =>
        State.Patient.LiveBatches.Find(PatientState.BatchKey(visit, batch)) is { } sequence
            ? await book.EventAt(sequence)
            : null;

    Answer<Decision> Decide(Settle command) =>
        Settling.Decide(State.Patient, State.Enrolment, State.Account, Facts, command);

    /// <summary>Whoever takes nothing of benefits or accounts does not wait while relatives are asked for another
    /// visit: what was decided there is still true.</summary>
    /// <returns>Null when it has to wait for its turn, or is none.</returns>
    async ValueTask<Answer<Recorded>?> SettleAside(Settle command)
    {
        if (_deciding is not { } other
            || other.Bill.Visit == command.Bill.Visit
            || other.Settlement == command.Settlement
            || RefusesSettle(command) is not null
            || book.Operations.Has(command.Operation.Id.Value)
            || State.Patient.LiveBatches.Has(PatientState.BatchKey(command.Bill.Visit, command.Bill.Batch))
            || Decide(command) is not { IsRefused: false, Value: { TakesNothing: true } decision })
        {
            return null;
        }
        return await book.Once<Settled>(command.Operation, () => Settling.Compose(
            State.Patient, State.Account, Facts, command, decision, WithoutAid(command, decision)));
    }

    Refusal? RefusesSettle(Settle command) =>
        Billing.RefusesId(State.Commits, command.Settlement)
        ?? Billing.RefusesBill(State.Patient, State.Enrolment, Facts, command.Bill);

    async Task<Answer<Recorded>> SettleInTurn(Settle command, long came)
    {
        if (RefusesSettle(command) is { } refusal)
        {
            return refusal;
        }
        if (await StandingFor(command.Bill.Visit, command.Bill.Batch) is { Event: Settled standing })
        {
            return await book.Once(command.Operation, () => Billing.Decide(standing, command));
        }
        var decided = Decide(command);
        return decided.IsRefused ? decided.Refusal : await Pay(command, decided.Value, came);
    }

    async Task<Answer<Recorded>> Pay(Settle command, Decision decision, long came)
    {
        var drawn = WithoutAid(command, decision);
        if (AsksForAid(decision))
        {
            LotPart[] aside = [.. decision.Own];
            State.Account.SetAside(aside);
            _deciding = command;
            try
            {
                var asked = await DrawAid(command, decision, came);
                if (asked.IsRefused)
                {
                    return asked.Refusal;
                }
                drawn = asked.Value;
            }
            finally
            {
                _deciding = null;
                State.Account.PutBack(aside);
            }
        }
        // From here to the entry nothing is waited for: what was set aside and decided is still so. Only the
        // operation's id may be another command's by now, or the account blocked; then nothing is booked.
        var settled = await book.Once<Settled>(
            command.Operation, () => Settling.Compose(State.Patient, State.Account, Facts, command, decision, drawn));
        if (!settled.IsRefused)
        {
            _ = _courier.Deliver();
        }
        else if (drawn.Parts.Count > 0)
        {
            await Abandon(command.Settlement, drawn.Attempt);
        }
        return settled;
    }

    bool AsksForAid(Decision decision) => !decision.AidWanted.IsZero && State.Enrolment.Networks.Count > 0;

    AidDrawn WithoutAid(Settle command, Decision decision) => new(
        State.Commits.BarredAttempt(command.Settlement) + 1,
        [],
        decision.AidWanted.IsZero ? [] : [.. WhyUnbound(command)]);

    /// <summary>Whoever was bound hears of the network that was left last; that the one who shows the code does not pay
    /// is told besides.</summary>
    IEnumerable<Reason> WhyUnbound(Settle command)
    {
        if (command.ShownBy is not null)
        {
            yield return Reason.Of(AidReason.OnlyCredentialView);
        }
        yield return State.Enrolment.Left is [var left]
            ? Reason.Of(DrawRefusal.NotAMember) with { Network = left }
            : Reason.Of(AidReason.NoBinding);
    }

    async Task<Answer<Done>> VoidInTurn(VoidBills command)
    {
        foreach (var (batch, _) in command.Batches)
        {
            if (await StandingFor(command.Visit, batch) is { Event: Settled standing })
            {
                return Refusal.Of(VoidRefusal.SettlementStands, "setl_id", standing.Settlement.Value);
            }
        }
        var voided = Billing.Decide(State.Patient, command);
        if (voided.Batches.Length > 0)
        {
            book.Record(voided);
        }
        return Done.It;
    }

    /// <summary>The receipt that a settling operation was given.</summary>
    async ValueTask<Answer<Receipt>> ReceiptOf(Recorded recorded, bool withTrace) =>
        await SettledBehind(recorded) is { } settled
            ? await ReceiptOf(settled, reversed: false, withTrace)
            : Refusal.Of(OperationRefusal.IdUsedForOtherContent, "msgid", recorded.Operation!.Id.Value);

    async ValueTask<Receipt> ReceiptOf(Recorded recorded, bool reversed, bool withTrace) =>
        Receipts.Of(recorded, reversed, withTrace ? await TraceOf((Settled)recorded.Event) : null);

    /// <summary>The steps that led to a settlement: decided again where its entry keeps no more than their digest.
    /// Null when its rules are not known, or do not lead to it.</summary>
    async ValueTask<TraceStep[]?> TraceOf(Settled settled)
    {
        if (settled.Trace.Length > 0)
        {
            return settled.Trace;
        }
        return await RulesOf(settled) is { } policy
            && DecidedAgain.Of(settled, policy) is { Differs: null } again
                ? again.Trace
                : null;
    }

    /// <summary>The rules that decided a settlement: those of today when they are the same, or else those that were
    /// kept with it. Null when none were, this program can't read them, or they can't be had just now.</summary>
    async ValueTask<AreaPolicy?> RulesOf(Settled settled)
    {
        var (area, version) = (settled.Insurance.Area, settled.PolicyVersion);
        if (Facts.Policies.For(area, settled.Bill.RulesOf) is { } policy && policy.Version == version)
        {
            return policy;
        }
        if (KnownRules.Find(version) is { } known)
        {
            return known;
        }
        string? kept = null;
        await Unreachable.Tolerated(async () => kept = await grains.Policy(area).RulesOf(version));
        return kept is null ? null : KnownRules.Of(version, kept);
    }

    /// <summary>The settlement that an operation led to or was given; null when it was about something else.</summary>
    async ValueTask<Recorded?> SettledBehind(Recorded recorded) => recorded.Event switch
    {
        Settled => recorded,
        SettledAlready already =>
            await book.EventAt(State.Commits.Made.Find(already.Settlement.Value)!.Value),
        _ => null,
    };

    /// <summary>The settlement of that id; null when there is none, also where something else was committed
    /// under it.</summary>
    async ValueTask<Recorded?> SettledAs(SettlementId settlement) =>
        State.Commits.Made.Find(settlement.Value) is { } sequence
        && await book.EventAt(sequence) is { Event: Settled } settled
            ? settled
            : null;

    bool IsReversed(Recorded settled) => State.Commits.Undone.Has(((Settled)settled.Event).Settlement.Value);
}
