using Gongji.Border;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
using Gongji.Identity;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Reversal;

/// <summary>2601 reversal 冲正 of a message whose answer was lost. It may be repeated, and it says so when the original
/// never arrived, or arrived otherwise than it is named here.</summary>
sealed class Reverse2601(Desk desk) : ITransaction
{
    static readonly string[] Reversible = ["2207", "2208", "2102", "2103"];

    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var person = node.Id<PersonNo>("psn_no");
        var original = node.IdText("omsgid", 30);
        var number = node.IdText("oinfno", 6);
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        // Whoever is nobody may not bar what a person's journal would keep for ever.
        var sender = await desk.Sender(message);
        if (sender.IsRefused)
        {
            return sender.Refusal;
        }
        if (!Reversible.Contains(MessageId.FamilyOf(number)))
        {
            return await OtherTransaction(message, person, original, number)
                ?? Refusal.Of(ReverseRefusal.NotReversible, "oinfno", number);
        }
        var named = MessageId.Of(message.Institution, number, original);
        var answer = await desk.Ledger.Person(person).ReverseOperation(new ReverseOperation(message.Operation, named));
        // Where there is nothing to reverse it is barred.
        Patience.NoteBooked();
        if (answer.IsRefused)
        {
            return answer.Refusal.Is(ReverseRefusal.NoSuchOperation)
                ? await OtherTransaction(message, person, original, number)
                    ?? await OtherPerson(message, person, named)
                    ?? answer.Refusal
                : answer.Refusal;
        }
        return new Reply([], Warnings.UndoneBy(answer.Value.Operation, message.Operation.Id));
    }

    /// <summary>The message with this id may have been sent under another number. What was not found under this one is
    /// barred all the same: an id may be good for two messages.</summary>
    async Task<Refusal?> OtherTransaction(Message message, PersonNo person, string original, string number)
    {
        foreach (var other in Reversible.Where(other => other != MessageId.FamilyOf(number)))
        {
            var found = await desk.Ledger.Person(person).FindOperation(
                MessageId.Of(message.Institution, other, original));
            if (found.Digest is not null)
            {
                return Refusal.Of(GatewayRefusal.OtherTransaction, "oinfno", $"{number} / {other}");
            }
        }
        return null;
    }

    /// <summary>A purchase's visit is named like its message, and tells whose it is for ever. Whom other
    /// messages are about their gateway knows for a while. What is barred for who was named stays barred.</summary>
    async Task<Refusal?> OtherPerson(Message message, PersonNo person, OperationId named)
    {
        var visit = await desk.Ledger.Visit(message.NewVisitOf(named)).View();
        if ((visit.Value?.Person ?? desk.Heard.About(named)) is not { } about || about == person)
        {
            return null;
        }
        var both = $"{Mask.Tail(person.Value)} / {Mask.Tail(about.Value)}";
        return Refusal.Of(GatewayRefusal.OtherPerson, "psn_no", both);
    }
}
