using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

// Reversal of settlements, and what a patient's outbox still has to tell networks.
public partial class InsuredPerson
{
    /// <summary>The last round of each network.</summary>
    readonly Dictionary<NetworkId, Task> _deliveries = [];

    public async Task<Answer<ReversalReceipt>> Reverse(Reverse command) => await ReversalReceiptOf(
        await OnceInTurn(command.Operation, () => ReverseInTurn(command)));

    public async Task<Answer<ReversalReceipt>> ReverseOperation(ReverseOperation command) => await ReversalReceiptOf(
        await OnceInTurn(command.Operation, () => ReverseOperationInTurn(command)));

    async Task<Answer<Recorded>> ReverseInTurn(Reverse command)
    {
        if (State.Patient.Settlements.Find(command.Settlement.Value) is not { } sequence)
        {
            return Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", command.Settlement.Value);
        }
        var settled = (Settled)(await book.EventAt(sequence)).Event;
        return await Undo(command.Operation, settled, command.Visit);
    }

    async Task<Answer<Recorded>> ReverseOperationInTurn(ReverseOperation command)
    {
        if (book.Operations.Find(command.Original.Value) is not { } sequence)
        {
            return Bar(command);
        }
        var original = await book.EventAt(sequence);
        if (await SettledBehind(original) is not { Event: Settled settled } made)
        {
            var reason = original.Event is Reversed or ReversedAlready
                ? ReverseRefusal.CancellationIsFinal
                : ReverseRefusal.NotReversible;
            return Refusal.Of(reason, "omsgid", command.Original.Value);
        }
        // Whoever sent the message that booked it holds the settlement for a good one.
        return original.Sequence != made.Sequence && !IsReversed(made)
            ? Refusal.Of(ReverseRefusal.SettledByAnother, "omsgid", $"{made.Operation!.Id} {settled.Settlement}")
            : await Undo(command.Operation, settled);
    }

    /// <summary>What is barred already is recorded all the same: whoever was answered under an operation reverses
    /// nothing else by it.</summary>
    Answer<Recorded> Bar(ReverseOperation command) =>
        Enrolling.RefusesStranger(State.Enrolment, Facts) is { } stranger
            ? stranger
            : book.Record(command.Operation, new OperationBarred(command.Original));

    /// <summary>Undoes a settlement, and lets the outbox speak of it. One that is undone already is given the reversal
    /// that stands.</summary>
    async Task<Answer<Recorded>> Undo(Operation operation, Settled settled, VisitId? visit = null)
    {
        var undone = await book.Once(
            operation, () => Reversing.Decide(State.Patient, State.Account, settled, visit));
        if (!undone.IsRefused)
        {
            _ = AttendDeliveries();
        }
        return undone;
    }

    static Refusal NoSuchOperation(OperationId original) =>
        Refusal.Of(ReverseRefusal.NoSuchOperation, "omsgid", original.Value);

    /// <summary>The answer that a reversing operation was given.</summary>
    async ValueTask<Answer<ReversalReceipt>> ReversalReceiptOf(Answer<Recorded> answer) => answer switch
    {
        { IsRefused: true, Refusal: var refusal } => refusal,
        { Value.Event: OperationBarred barred } => NoSuchOperation(barred.Original),
        { Value: var recorded } => await ReversalBehind(recorded!) is { } reversal
            ? await ReversalReceiptOf(reversal)
            : Refusal.Of(ReverseRefusal.NotReversible, "msgid", recorded!.Operation!.Id.Value),
    };

    /// <summary>The reversal that an operation led to or was given; null when it was about something else.</summary>
    async ValueTask<Recorded?> ReversalBehind(Recorded recorded) => recorded.Event switch
    {
        Reversed => recorded,
        ReversedAlready already =>
            await book.EventAt(State.Patient.Reversals.Find(already.Settlement.Value)!.Value),
        _ => null,
    };

    async ValueTask<ReversalReceipt> ReversalReceiptOf(Recorded recorded)
    {
        var reversed = (Reversed)recorded.Event;
        var original = await book.EventAt(State.Patient.Settlements.Find(reversed.Settlement.Value)!.Value);
        return new ReversalReceipt(
            recorded.Operation!.Id, recorded.At, Receipts.Of(original, reversed: true), reversed.BalanceAfter);
    }

    /// <summary>Tells networks what is in the outbox, each in its order and none after another; what can't be told now
    /// stays for later. Ends with the rounds that are under way where there are some.</summary>
    Task AttendDeliveries() => Task.WhenAll(
        [.. State.Patient.Outbox.Select(static delivery => delivery.Network).Distinct().ToArray().Select(DeliverTo)]);

    Task DeliverTo(NetworkId network) =>
        _deliveries.TryGetValue(network, out var underWay) && !underWay.IsCompleted
            ? underWay
            : _deliveries[network] = DeliverOutbox(network);

    async Task DeliverOutbox(NetworkId network)
    {
        var more = true;
        while (more)
        {
            // What is in the outbox now is durable after this wait; what comes in during the wait need not be.
            Delivery[] outbox = [.. OutboxOf(network)];
            more = await Unreachable.Tolerated(() => book.Durable) && await DeliverOnce(network, outbox);
        }
    }

    IEnumerable<Delivery> OutboxOf(NetworkId network) =>
        State.Patient.Outbox.Where(delivery => delivery.Network == network);

    /// <summary>True when something was delivered and something came in meanwhile.</summary>
    async Task<bool> DeliverOnce(NetworkId network, Delivery[] outbox)
    {
        var stuck = new HashSet<SettlementId>();
        foreach (var delivery in outbox)
        {
            if (stuck.Contains(delivery.Settlement))
            {
                continue;
            }
            var answer = default(Answer<Done>);
            if (!await Unreachable.Tolerated(async () => answer = await Deliver(delivery)))
            {
                return false;
            }
            if (answer.IsRefused)
            {
                // It is not ready for it.
                stuck.Add(delivery.Settlement);
            }
        }
        return stuck.Count < outbox.Length && OutboxOf(network).Except(outbox).Any();
    }

    async Task<Answer<Done>> Deliver(Delivery delivery)
    {
        var (settlement, attempt, network, kind, amount) = delivery;
        var answer = await (kind switch
        {
            DeliveryKind.Capture =>
                grains.Network(network).Capture(new Capture(settlement, attempt, network, amount)),
            DeliveryKind.Return => grains.Network(network).Return(new Return(settlement, network, amount)),
        });
        if (!answer.IsRefused)
        {
            book.Record(new Delivered(settlement, network, kind));
        }
        return answer;
    }
}
