using Gongji.Ledger.Books;
using Gongji.People;

namespace Gongji.Ledger.People;

// The person as the patient of settlements. Whatever changes the own benefits passes the turnstile, one at a time: the
// split that was decided is still true when it is recorded, though aid is asked for in between.
public partial class InsuredPerson
{
    readonly Turnstile _benefits = new();

    /// <summary>The settlement inside the turnstile that may still commit.</summary>
    SettlementId? _deciding;

    public async Task<Answer<Receipt>> PreSettle(Settle command)
    {
        if (RefusesBill(command.Bill) is { } refusal)
        {
            return refusal;
        }
        var decided = Decide(command);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }
        var decision = decided.Value;
        decision.Own.AddRange(ChooseOwn(decision, decision.BeforeAid));
        var quoted = await QuoteAid(command, decision);
        if (quoted.IsRefused)
        {
            return quoted.Refusal;
        }
        var settled = Compose(command, decision, quoted.Value, attempt: 1);
        return Receipts.Of(settled, command.Operation.Id, book.Now, withTrace: command.WithTrace);
    }

    public async Task<Answer<Receipt>> Settle(Settle command)
    {
        var settled = await book.Once(command.Operation, _benefits, () => SettleInTurn(command));
        return settled.IsRefused ? settled.Refusal : await ReceiptOf(settled.Value, command.WithTrace);
    }

    public async Task<Answer<Receipt>> FindSettlement(SettlementId settlement)
    {
        if (State.Settlements.Find(settlement.Value) is not { } sequence)
        {
            return Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", settlement.Value);
        }
        var recorded = await book.EventAt(sequence);
        return Receipts.Of(recorded, IsReversed(recorded), withTrace: true);
    }

    public async Task<Outcome> OutcomeOf(SettlementId settlement, int attempt, NetworkId network)
    {
        if (State.Settlements.Find(settlement.Value) is { } sequence)
        {
            var settled = (Settled)(await book.EventAt(sequence)).Event;
            return new Outcome(
                OutcomeKind.Settled, settled.Aid.Where(aid => aid.Network == network).Sum(static aid => aid.Amount));
        }
        if (_deciding == settlement)
        {
            return new Outcome(OutcomeKind.Deciding, Money.Zero);
        }
        if (State.BarredAttempt(settlement) < attempt)
        {
            book.Record(new SettlementBarred(settlement, attempt));
        }
        return new Outcome(OutcomeKind.Refused, Money.Zero);
    }

    public Task<Answer<Done>> VoidBills(VoidBills command) =>
        _benefits.Pass(() => Task.FromResult(VoidInTurn(command)));

    public Task<Answer<Done>> JoinNetwork(NetworkId network, int? networksMax)
    {
        if (State.Person is null)
        {
            return Task.FromResult<Answer<Done>>(Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", person.Value));
        }
        if (!State.Networks.Contains(network))
        {
            if (State.Networks.Count >= networksMax)
            {
                return Task.FromResult<Answer<Done>>(
                    Refusal.Of(PersonRefusal.TooManyNetworks, "networks", $"{State.Networks.Count}"));
            }
            book.Record(new NetworkJoined(network));
        }
        return Task.FromResult<Answer<Done>>(Done.It);
    }

    public Task<Answer<Done>> LeaveNetwork(NetworkId network)
    {
        if (State.Networks.Contains(network))
        {
            book.Record(new NetworkLeft(network));
        }
        return Task.FromResult<Answer<Done>>(Done.It);
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
        SettledAlready already => await book.EventAt(State.Settlements.Find(already.Settlement.Value)!.Value),
        _ => null,
    };

    async Task<Answer<Recorded>> SettleInTurn(Settle command)
    {
        if ((RefusesOperation(command) ?? RefusesBill(command.Bill)) is { } refusal)
        {
            return refusal;
        }
        if (State.LiveBatches.Find(PersonState.BatchKey(command.Bill.Visit, command.Bill.Batch)) is { } sequence)
        {
            var standing = (Settled)(await book.EventAt(sequence)).Event;
            return await book.Once(command.Operation, () => Standing(standing, command));
        }
        var decided = Decide(command);
        return decided.IsRefused ? decided.Refusal : await Pay(command, decided.Value);
    }

    /// <summary>The same bill sent again under a new operation id gets the settlement that stands; another bill for the
    /// same batch is refused.</summary>
    static Answer<SettledAlready> Standing(Settled settled, Settle command) =>
        settled.Bill.Digest != command.Bill.Digest || settled.UseAccount != command.UseAccount
            ? Refusal.Of(SettleRefusal.BatchSettledAlready, "setl_id", settled.Settlement.Value)
            : new SettledAlready(settled.Settlement);

    Answer<Done> VoidInTurn(VoidBills command)
    {
        foreach (var (batch, _) in command.Batches)
        {
            if (State.LiveBatches.Has(PersonState.BatchKey(command.Visit, batch)))
            {
                return Refusal.Of(VoidRefusal.SettlementStands, "chrg_bchno", batch.Value);
            }
        }
        var open = command.Batches.Where(batch => !IsVoid(command.Visit, batch.Batch, batch.Seal)).ToArray();
        if (open.Length > 0)
        {
            book.Record(new BillsVoided(command.Visit, open));
        }
        return Done.It;
    }

    bool IsVoid(VisitId visit, BatchNo batch, int seal) =>
        State.VoidSeals.GetValueOrDefault(PersonState.BatchKey(visit, batch)) >= seal;

    Refusal? RefusesOperation(Settle command)
    {
        if (State.BarredOperations.Contains(command.Operation.Id.Value))
        {
            return Refusal.Of(OperationRefusal.Barred, "msgid", command.Operation.Id.Value);
        }
        return State.Settlements.Has(command.Settlement.Value)
            ? Refusal.Of(SettleRefusal.SettlementIdUsed, "setl_id", command.Settlement.Value)
            : null;
    }

    Refusal? RefusesBill(Bill bill)
    {
        if (State.Person is null)
        {
            return Refusal.Of(SettleRefusal.NotEnrolled, "psn_no", person.Value);
        }
        if (bill.Person != person)
        {
            return Refusal.Of(SettleRefusal.OtherPersonsBill, "mdtrt_id", bill.Visit.Value);
        }
        var amounts = bill.Amounts;
        if (amounts.Total.IsZero)
        {
            return Refusal.Of(SettleRefusal.BillIsZero, "medfee_sumamt", amounts.Total.ToString());
        }
        var parts = amounts.OwnExpense + amounts.OverLimit + amounts.FirstSelfPay + amounts.InScope;
        if (parts != amounts.Total || amounts.AccountBarred > amounts.Total)
        {
            return Refusal.Of(SettleRefusal.BillDoesNotAddUp, "medfee_sumamt", amounts.Total.ToString());
        }
        return IsVoid(bill.Visit, bill.Batch, bill.Seal)
            ? Refusal.Of(SettleRefusal.BillVoid, "chrg_bchno", bill.Batch.Value)
            : null;
    }
}
