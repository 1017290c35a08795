using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Institutions;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;

namespace Gongji.Nhsa.SignIns;

/// <summary>9001 sign-in 签到.</summary>
sealed class SignIn9001(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("signIn", "data");
        var @operator = node.Text("opter_no", 30);
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var answer = await desk.Ledger.Institution(message.Institution).SignIn(
            new SignIn(message.Operation, @operator));
        return answer.IsRefused
            ? answer.Refusal
            : new Reply(new JsonObject
            {
                ["signinoutb"] = new JsonObject
                {
                    ["sign_time"] = NhsaTime.Text(answer.Value.At),
                    ["sign_no"] = answer.Value.SignNo,
                },
            });
    }
}
