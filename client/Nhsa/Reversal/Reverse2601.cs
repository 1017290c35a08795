using Gongji.Border;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Reversal;

/// <summary>2601 reversal 冲正 of a message whose answer was lost. It may be repeated, and it says so when the original
/// never arrived.</summary>
sealed class Reverse2601(Desk desk) : ITransaction
{
    static readonly string[] Reversible = ["2207", "2207A", "2208", "2102", "2103"];

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
        if (!Reversible.Contains(number))
        {
            return Refusal.Of(ReverseRefusal.NotReversible, "oinfno", number);
        }
        var answer = await desk.Ledger.Person(person).ReverseOperation(new ReverseOperation(
            message.Operation, MessageId.Of(message.Institution, number, original)));
        return answer.IsRefused ? answer.Refusal : Reply.Empty;
    }
}
