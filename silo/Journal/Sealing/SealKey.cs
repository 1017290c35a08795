using System.Security.Cryptography;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>By which seals are checked. Anybody may have it.</summary>
public sealed class PublicSealKey
{
    readonly ECDsa _key = ECDsa.Create();
    readonly byte[] _bytes;
    readonly Lock _lock = new();

    /// <param name="bytes">A SubjectPublicKeyInfo (RFC 5280) of a key over P-256.</param>
    /// <exception cref="CryptographicException">They are none.</exception>
    public PublicSealKey(byte[] bytes)
    {
        _key.ImportSubjectPublicKeyInfo(bytes, out var read);
        if (read != bytes.Length || !SealKey.IsOverP256(_key))
        {
            throw new CryptographicException("this is no key of seals");
        }
        (_bytes, Fingerprint) = (bytes, SealKey.FingerprintOf(bytes));
    }

    /// <inheritdoc cref="SealKey.Fingerprint"/>
    public string Fingerprint { get; }

    /// <exception cref="FormatException">It is not such a text.</exception>
    /// <exception cref="CryptographicException">It is of no such key.</exception>
    public static PublicSealKey Of(string base64) => new(Convert.FromBase64String(base64));

    /// <summary>Its SubjectPublicKeyInfo in Base64.</summary>
    public override string ToString() => Convert.ToBase64String(_bytes);

    public bool Verifies(byte[] hash, byte[] signature)
    {
        lock (_lock)
        {
            return _key.VerifyHash(hash, signature);
        }
    }
}

/// <summary>The key that seals are made with. Two may not sign with one at once: each takes a copy.</summary>
public sealed class SealKey
{
    static readonly byte[] Snapshots = "gongji.snapshot"u8.ToArray();

    readonly ECDsa _key;

    SealKey(ECDsa key)
    {
        _key = key;
        // A file may hold the public half alone: better known now than at the first commit.
        _key.SignHash(new byte[HashChain.Size]);
        ForSnapshots = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key.ExportParameters(includePrivateParameters: true).D!, 32, info: Snapshots);
        var bytes = key.ExportSubjectPublicKeyInfo();
        (Public, Fingerprint) = (new PublicSealKey(bytes), FingerprintOf(bytes));
    }

    public PublicSealKey Public { get; }

    /// <summary>By which the key is known: 32 hexadecimal digits of SHA-256 of its public half.</summary>
    public string Fingerprint { get; }

    /// <summary>With which snapshots are sealed: derived from the private half (HKDF, RFC 5869), 32 bytes.</summary>
    internal byte[] ForSnapshots { get; }

    public static SealKey Random() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="ArgumentException">It is no such key.</exception>
    /// <exception cref="CryptographicException">It can't sign.</exception>
    public static SealKey OfPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return IsOverP256(key)
            ? new SealKey(key)
            : throw new ArgumentException("it is not over P-256", nameof(pem));
    }

    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <param name="hash">32 bytes.</param>
    public byte[] Sign(byte[] hash) => _key.SignHash(hash);

    public SealKey Copy() => OfPem(ToPem());

    internal static bool IsOverP256(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

    internal static string FingerprintOf(byte[] publicKey) =>
        Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];
}
