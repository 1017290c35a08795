using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

// Reversal of settlements, and what a patient's outbox still has to tell networks.
public partial class InsuredPerson
{
    Task _deliveries = Task.CompletedTask;

    public async Task<Answer<ReversalReceipt>> Reverse(Reverse command) => await ReversalReceiptOf(
        await book.Once<IGrainEvent>(command.Operation, _benefits, () => ReverseInTurn(command)));

    public async Task<Answer<ReversalReceipt>> ReverseOperation(ReverseOperation command) => await ReversalReceiptOf(
        await book.Once<IGrainEvent>(command.Operation, _benefits, () => ReverseOperationInTurn(command)));

    async Task<Answer<Recorded>> ReverseInTurn(Reverse command)
    {
        if (State.Patient.Settlements.Find(command.Settlement.Value) is not { } sequence)
        {
            return Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", command.Settlement.Value);
        }
        var settled = (Settled)(await book.EventAt(sequence)).Event;
        return Tell(await book.Once(
            command.Operation, () => Reversing.Decide(State.Patient, State.Account, settled, command)));
    }

    async Task<Answer<Recorded>> ReverseOperationInTurn(ReverseOperation command)
    {
        if (book.Operations.Find(command.Original.Value) is not { } sequence)
        {
            return State.Patient.BarredOperations.Contains(command.Original.Value)
                ? NoSuchOperation(command.Original)
                : book.Record(command.Operation, new OperationBarred(command.Original));
        }
        var original = await book.EventAt(sequence);
        if (await SettledBehind(original) is not { Event: Settled settled })
        {
            var reason = original.Event is Reversed ? ReverseRefusal.CancellationIsFinal : ReverseRefusal.NotReversible;
            return Refusal.Of(reason, "omsgid", command.Original.Value);
        }
        return State.Patient.Reversals.Find(settled.Settlement.Value) is { } reversed
            ? await book.EventAt(reversed)
            : Tell(await book.Once(
                command.Operation, () => new Answer<Reversed>(Reversing.Undo(State.Account, settled))));
    }

    static Refusal NoSuchOperation(OperationId original) =>
        Refusal.Of(ReverseRefusal.NoSuchOperation, "omsgid", original.Value);

    /// <summary>The answer that a reversing operation was given.</summary>
    async ValueTask<Answer<ReversalReceipt>> ReversalReceiptOf(Answer<Recorded> answer) => answer switch
    {
        { IsRefused: true, Refusal: var refusal } => refusal,
        { Value.Event: OperationBarred barred } => NoSuchOperation(barred.Original),
        { Value: { Event: Reversed } recorded } => await ReversalReceiptOf(recorded),
        { Value: var other } => Refusal.Of(ReverseRefusal.NotReversible, "msgid", other!.Operation!.Id.Value),
    };

    async ValueTask<ReversalReceipt> ReversalReceiptOf(Recorded recorded)
    {
        var reversed = (Reversed)recorded.Event;
        var original = await book.EventAt(State.Patient.Settlements.Find(reversed.Settlement.Value)!.Value);
        return new ReversalReceipt(
            recorded.Operation!.Id, recorded.At, Receipts.Of(original, reversed: true), reversed.BalanceAfter);
    }

    /// <summary>Lets the outbox speak when something was recorded.</summary>
    Answer<Recorded> Tell(Answer<Recorded> reversed)
    {
        if (!reversed.IsRefused)
        {
            _ = AttendDeliveries();
        }
        return reversed;
    }

    /// <summary>Tells networks what is in the outbox, in its order; what can't be told now stays for later. Ends with
    /// the round that is under way when there is one.</summary>
    Task AttendDeliveries() => _deliveries.IsCompleted ? _deliveries = DeliverOutbox() : _deliveries;

    async Task DeliverOutbox()
    {
        var more = State.Patient.Outbox.Count > 0;
        while (more)
        {
            // What is in the outbox now is durable after this wait; what comes in during the wait need not be.
            Delivery[] outbox = [.. State.Patient.Outbox];
            more = await Unreachable.Tolerated(() => book.Durable) && await DeliverOnce(outbox);
        }
    }

    /// <summary>True when something was delivered and something came in meanwhile.</summary>
    async Task<bool> DeliverOnce(Delivery[] outbox)
    {
        var stuck = new HashSet<(SettlementId, NetworkId)>();
        foreach (var delivery in outbox)
        {
            var key = (delivery.Settlement, delivery.Network);
            if (!stuck.Contains(key) && !await Deliver(delivery))
            {
                stuck.Add(key);
            }
        }
        return stuck.Count < outbox.Length && State.Patient.Outbox.Except(outbox).Any();
    }

    /// <summary>False when the network could not be reached or is not ready for it: its turn comes later.</summary>
    async Task<bool> Deliver(Delivery delivery)
    {
        var (settlement, attempt, network, kind, amount) = delivery;
        var answer = default(Answer<Done>);
        var reached = await Unreachable.Tolerated(async () => answer = kind switch
        {
            DeliveryKind.Capture =>
                await grains.Network(network).Capture(new Capture(settlement, attempt, network, amount)),
            DeliveryKind.Return => await grains.Network(network).Return(new Return(settlement, network, amount)),
        });
        if (!reached || answer.IsRefused)
        {
            return false;
        }
        book.Record(new Delivered(settlement, network, kind));
        return true;
    }
}
