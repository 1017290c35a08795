using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

// Reversal of settlements.
public partial class InsuredPerson
{
    public async Task<Answer<ReversalReceipt>> Reverse(Reverse command) => await ReversalReceiptOf(
        await OnceInTurn(command.Operation, () => ReverseInTurn(command)));

    public async Task<Answer<ReversalReceipt>> ReverseOperation(ReverseOperation command) => await ReversalReceiptOf(
        await OnceInTurn(command.Operation, () => ReverseOperationInTurn(command)));

    async Task<Answer<Recorded>> ReverseInTurn(Reverse command) =>
        await SettledAs(command.Settlement) is { Event: Settled settled }
            ? await Undo(command.Operation, settled, command.Visit)
            : Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", command.Settlement.Value);

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
            operation, () => Reversing.Decide(State.Commits, State.Account, settled, visit));
        if (!undone.IsRefused)
        {
            _ = _courier.Deliver();
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
            await book.EventAt(State.Commits.Undone.Find(already.Settlement.Value)!.Value),
        _ => null,
    };

    async ValueTask<ReversalReceipt> ReversalReceiptOf(Recorded recorded)
    {
        var reversed = (Reversed)recorded.Event;
        var original = await book.EventAt(State.Commits.Made.Find(reversed.Settlement.Value)!.Value);
        return new ReversalReceipt(
            recorded.Operation!.Id, recorded.At, Receipts.Of(original, reversed: true), reversed.BalanceAfter);
    }
}
