using System.Security.Cryptography;
using System.Text;

namespace Gongji.Words;

/// <summary>A caller's named request. The same id and digest get the same answer for ever, or hear
/// what undid it since; the same id with another digest is refused.</summary>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Digest">Digest of the content, see <see cref="DigestOf"/>.</param>
/// <param name="By">Who asks for it; null when the caller doesn't say. Who asked first is recorded.</param>
[GenerateSerializer, Immutable, Alias("gongji.operation")]
public sealed record Operation(OperationId Id, string Digest, Actor? By = null)
{
    /// <summary>An operation with the digest of its content.</summary>
    /// <param name="content">The same text for the same request; the whole of what is asked for.</param>
    public static Operation Of(OperationId id, string content) => new(id, DigestOf(content));

    /// <summary>The first 16 bytes of the SHA-256 of the UTF-8 text, as 32 lower-case hexadecimal digits.</summary>
    public static string DigestOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16));
}

/// <summary>What is refused because of an operation's id, whatever it asks for.</summary>
[RefusalsOf("operation")]
public enum OperationRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("报文编号重复而内容不同", "The id of this message was used before with other content.")]
    IdUsedForOtherContent,

    [Says("该报文已被冲正，不能再执行", "This message was reversed before it arrived and may not be carried out.")]
    Barred,

    [Says("该报文的结果已被后来的报文撤销或冲正", "What this message did was undone since, by the message that is named.")]
    Undone,
#pragma warning restore CS1591
}
