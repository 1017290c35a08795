using System.Globalization;

namespace Gongji.Journal.Entries;

/// <summary>The last seal of a chain that somebody knows.</summary>
/// <param name="Hash">64 hexadecimal digits.</param>
public sealed record SealHead(string Chain, long Number, string Hash)
{
    /// <param name="hash">Of the seal, where it stands.</param>
    public static SealHead Of(Seal seal, byte[] hash) => new(seal.Chain, seal.Number, Convert.ToHexStringLower(hash));

    /// <summary>Such as <c>0123…:17:89ab…</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chain}:{Number}:{Hash}");

    /// <returns>Null when it is none.</returns>
    public static SealHead? Parse(string text) =>
        text.Split(':') is [{ Length: 32 } chain, var number, { Length: 64 } hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new SealHead(chain, n, hash)
            : null;

    /// <summary>Heads as a seal names them: in the order of their chains, a blank between two.</summary>
    public static string Text(IEnumerable<SealHead> heads) =>
        string.Join(' ', heads.Select(static head => head.ToString()).Order(StringComparer.Ordinal));

    /// <summary>The heads in such a text. What is none is left out: a seal whose text was changed shows it by its hash.
    /// </summary>
    public static IEnumerable<SealHead> In(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<SealHead>();
}
