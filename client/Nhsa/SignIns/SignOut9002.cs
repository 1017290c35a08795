using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Institutions;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;

namespace Gongji.Nhsa.SignIns;

/// <summary>9002 sign-out 签退.</summary>
sealed class SignOut9002(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("signOut", "data");
        var number = node.OptionalText("sign_no", 50);
        var @operator = node.Text("opter_no", 30);
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var answer = await desk.Ledger.Institution(message.Institution).SignOut(
            new SignOut(message.Operation, number, @operator));
        return answer.IsRefused
            ? answer.Refusal
            : new Reply(new JsonObject
            {
                ["signoutoutb"] = new JsonObject { ["sign_time"] = NhsaTime.Text(answer.Value.At) },
            });
    }
}
