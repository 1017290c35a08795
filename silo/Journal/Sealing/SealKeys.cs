using System.Security.Cryptography;
using System.Text;

namespace Gongji.Journal.Sealing;

/// <summary>The public keys that a ledger has sealed with, in their order. Each but the first is signed by the one
/// before it, and by itself with all that came before: whoever believes one of them can believe all.</summary>
public sealed class SealKeys
{
    static readonly byte[] Purpose = "gongji.seal_key"u8.ToArray();

    readonly IReadOnlyList<string> _texts;

    SealKeys(IReadOnlyList<PublicSealKey> all, IReadOnlyList<string> texts) => (All, _texts) = (all, texts);

    public IReadOnlyList<PublicSealKey> All { get; }

    /// <summary>The one that is sealed with now.</summary>
    public PublicSealKey Newest => All[^1];

    public static SealKeys Of(PublicSealKey first) => new([first], [$"{first}"]);

    /// <param name="text">Keys with a blank between two; each but the first with its two signatures behind colons.
    /// </param>
    /// <exception cref="FormatException">They are none, or a signature doesn't hold.</exception>
    public static SealKeys Parse(string text, Guid ledger)
    {
        string[] texts = text.Split(' ');
        var all = new List<PublicSealKey>();
        try
        {
            foreach (var parts in texts.Select(static each => each.Split(':')))
            {
                all.Add(PublicSealKey.Of(parts[0]));
                var isSigned = parts.Length == 3
                    && all.Count > 1
                    && all[^2].Verifies(StatementOf(all, ledger), Convert.FromBase64String(parts[1]))
                    && all[^1].Verifies(StatementOf(all, ledger), Convert.FromBase64String(parts[2]));
                if (!isSigned && (parts.Length > 1 || all.Count > 1))
                {
                    throw new FormatException($"key {all[^1].Fingerprint} is not signed by the one before it");
                }
            }
        }
        catch (CryptographicException none)
        {
            throw new FormatException(none.Message, none);
        }
        return new SealKeys(all, texts);
    }

    /// <param name="newest">The private half of <see cref="Newest"/>.</param>
    /// <returns>The same with one that takes its place.</returns>
    public SealKeys With(SealKey next, SealKey newest, Guid ledger)
    {
        PublicSealKey[] all = [.. All, next.Public];
        var statement = StatementOf(all, ledger);
        var (before, itself) = (newest.Sign(statement), next.Sign(statement));
        return new SealKeys(
            all,
            [.. _texts, $"{next.Public}:{Convert.ToBase64String(before)}:{Convert.ToBase64String(itself)}"]);
    }

    /// <returns>0, 1, 2 … in their order; -1 when it is none of the ledger's.</returns>
    public int PlaceOf(string fingerprint) =>
        All.Select(static (key, place) => (key, place)).FirstOrDefault(
            each => each.key.Fingerprint == fingerprint, (null!, -1)).place;

    /// <inheritdoc cref="Parse"/>
    public override string ToString() => string.Join(' ', _texts);

    /// <summary>SHA-256 over a word for its purpose, the ledger and the keys, a blank between two.</summary>
    static byte[] StatementOf(IReadOnlyList<PublicSealKey> all, Guid ledger) => SHA256.HashData(
        [.. Purpose, .. ledger.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(string.Join(' ', all))]);
}
