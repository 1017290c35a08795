using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

// Settlements of the patient, and what others are told of them.
public partial class InsuredPerson
{
    /// <summary>The settlement inside the turnstile that may still commit.</summary>
    SettlementId? _deciding;

    public async Task<Answer<Receipt>> PreSettle(Settle command)
    {
        if (Billing.RefusesBill(State.Patient, State.Enrolment, Facts, command.Bill) is { } refusal)
        {
            return refusal;
        }
        var decided = Decide(command);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }
        var quoted = await QuoteAid(command, decided.Value);
        if (quoted.IsRefused)
        {
            return quoted.Refusal;
        }
        var settled = Settling.Compose(State.Account, Facts, command, decided.Value, quoted.Value);
        return Receipts.Of(settled, command.Operation.Id, book.Now, withTrace: command.WithTrace);
    }

    public async Task<Answer<Receipt>> Settle(Settle command)
    {
        var settled = await book.Once<IGrainEvent>(command.Operation, _benefits, () => SettleInTurn(command));
        return settled.IsRefused ? settled.Refusal : await ReceiptOf(settled.Value, command.WithTrace);
    }

    public async Task<Answer<Receipt>> FindSettlement(SettlementId settlement)
    {
        if (State.Patient.Settlements.Find(settlement.Value) is not { } sequence)
        {
            return Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", settlement.Value);
        }
        var recorded = await book.EventAt(sequence);
        return Receipts.Of(recorded, IsReversed(recorded), withTrace: true);
    }

    public async Task<Outcome> OutcomeOf(SettlementId settlement, int attempt, NetworkId network)
    {
        if (State.Patient.Settlements.Find(settlement.Value) is { } sequence)
        {
            var settled = (Settled)(await book.EventAt(sequence)).Event;
            return new Outcome(
                OutcomeKind.Settled, settled.Aid.Where(aid => aid.Network == network).Sum(static aid => aid.Amount));
        }
        if (_deciding == settlement)
        {
            return new Outcome(OutcomeKind.Deciding, Money.Zero);
        }
        if (State.Patient.BarredAttempt(settlement) < attempt)
        {
            book.Record(new SettlementBarred(settlement, attempt));
        }
        return new Outcome(OutcomeKind.Refused, Money.Zero);
    }

    public Task<Answer<Done>> VoidBills(VoidBills command) =>
        _benefits.Pass(() => Task.FromResult(VoidInTurn(command)));

    Answer<Decision> Decide(Settle command) =>
        Settling.Decide(State.Patient, State.Enrolment, State.Account, Facts, command);

    async Task<Answer<Recorded>> SettleInTurn(Settle command)
    {
        var refusal = Billing.RefusesOperation(State.Patient, command)
            ?? Billing.RefusesBill(State.Patient, State.Enrolment, Facts, command.Bill);
        if (refusal is not null)
        {
            return refusal;
        }
        var batch = PatientState.BatchKey(command.Bill.Visit, command.Bill.Batch);
        if (State.Patient.LiveBatches.Find(batch) is { } sequence)
        {
            var standing = (Settled)(await book.EventAt(sequence)).Event;
            return await book.Once(command.Operation, () => Billing.Decide(standing, command));
        }
        var decided = Decide(command);
        return decided.IsRefused ? decided.Refusal : await Pay(command, decided.Value);
    }

    async Task<Answer<Recorded>> Pay(Settle command, Decision decision)
    {
        var drawn = new AidDrawn(State.Patient.BarredAttempt(command.Settlement) + 1, [], [], Short: false);
        if (!decision.AidWanted.IsZero && State.Enrolment.Networks.Count > 0)
        {
            LotPart[] aside = [.. decision.Own];
            State.Account.SetAside(aside);
            _deciding = command.Settlement;
            try
            {
                var asked = await DrawAid(command, decision);
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
        // From here to the entry nothing is waited for: what was set aside and decided is still so. Only the id of the
        // operation may be another command's by now; then nothing is booked, and relatives free what they hold later.
        var settled = await book.Once<Settled>(
            command.Operation, () => Settling.Compose(State.Account, Facts, command, decision, drawn));
        if (!settled.IsRefused)
        {
            _ = AttendDeliveries();
        }
        return settled;
    }

    Answer<Done> VoidInTurn(VoidBills command)
    {
        var voided = Billing.Decide(State.Patient, command);
        if (voided.IsRefused)
        {
            return voided.Refusal;
        }
        if (voided.Value.Batches.Length > 0)
        {
            book.Record(voided.Value);
        }
        return Done.It;
    }

    /// <summary>The receipt that a settling operation was given.</summary>
    async ValueTask<Answer<Receipt>> ReceiptOf(Recorded recorded, bool withTrace) =>
        await SettledBehind(recorded) is { } settled
            ? Receipts.Of(settled, reversed: false, withTrace)
            : Refusal.Of(OperationRefusal.IdUsedForOtherContent, "msgid", recorded.Operation!.Id.Value);

    /// <summary>The settlement that an operation led to or was given; null when it was about something else.</summary>
    async ValueTask<Recorded?> SettledBehind(Recorded recorded) => recorded.Event switch
    {
        Settled => recorded,
        SettledAlready already =>
            await book.EventAt(State.Patient.Settlements.Find(already.Settlement.Value)!.Value),
        _ => null,
    };

    bool IsReversed(Recorded settled) => State.Patient.Reversals.Has(((Settled)settled.Event).Settlement.Value);
}
