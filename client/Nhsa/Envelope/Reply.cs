using System.Text.Json.Nodes;

namespace Gongji.Nhsa.Envelope;

/// <summary>What a transaction answers when it is not refused.</summary>
/// <param name="Warning">warn_msg.</param>
sealed record Reply(JsonObject Output, string Warning = "")
{
    /// <summary>For transactions without an output: an empty object, which more programs survive than a null.</summary>
    public static Reply Empty => new([]);
}

/// <summary>One transaction of the national interface.</summary>
interface ITransaction
{
    Task<Answer<Reply>> Carry(Message message);
}
