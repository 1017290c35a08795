using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gongji.Identity;

/// <summary>Seals identities for the ledger, which can't read them, and finds credentials by a keyed hash.</summary>
public sealed class IdentityVault(IdentityKeys keys)
{
    const byte Version = 1;
    const int NonceSize = 12;
    const int TagSize = 16;
    const int HeadSize = 1 + NonceSize + TagSize;
    const int TokenSize = 32;

    // Upper case alone: credentials are compared without their case.
    const string TokenLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>AES-256-GCM: version, nonce, tag and cipher text, as Base64.</summary>
    public string Seal(PersonIdentity identity)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(identity, JsonSerializerOptions.Web);
        var blob = new byte[HeadSize + plain.Length];
        blob[0] = Version;
        var nonce = blob.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Seal, TagSize);
        aes.Encrypt(nonce, plain, blob.AsSpan(HeadSize), blob.AsSpan(1 + NonceSize, TagSize), blob.AsSpan(0, 1));
        return Convert.ToBase64String(blob);
    }

    /// <exception cref="CryptographicException">Sealed with another key, or changed since.</exception>
    public PersonIdentity Open(string sealedIdentity)
    {
        var blob = Convert.FromBase64String(sealedIdentity);
        if (blob.Length <= HeadSize || blob[0] != Version)
        {
            throw new CryptographicException("a sealed identity has a form that is not known");
        }
        var plain = new byte[blob.Length - HeadSize];
        using var aes = new AesGcm(keys.Seal, TagSize);
        aes.Decrypt(
            blob.AsSpan(1, NonceSize),
            blob.AsSpan(HeadSize),
            blob.AsSpan(1 + NonceSize, TagSize),
            plain,
            blob.AsSpan(0, 1));
        return JsonSerializer.Deserialize<PersonIdentity>(plain, JsonSerializerOptions.Web)
            ?? throw new CryptographicException("a sealed identity is empty");
    }

    /// <summary>Digest of what an operation asks for. It is keyed too: a request may hold an identity number, which an
    /// open digest would let anyone guess.</summary>
    internal string DigestOf(string content) => Hmac("operation\n" + content)[..32];

    /// <summary>The token that an operation issues: 160 bits in 32 letters and digits, the same whenever the operation
    /// comes again. Without the key nobody can tell it from chance.</summary>
    internal string TokenOf(OperationId operation)
    {
        var bits = HMACSHA256.HashData(keys.Lookup, Encoding.UTF8.GetBytes("token\n" + operation));
        return string.Create(TokenSize, bits, static (text, bits) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = TokenLetters[(((bits[i * 5 / 8] << 8) | bits[(i * 5 / 8) + 1]) >> (11 - (i * 5 % 8))) & 31];
            }
        });
    }

    /// <summary>HMAC-SHA256 of kind and number; blanks and the case of letters don't matter.</summary>
    public CredentialHash HashOf(PresentedCredential credential) =>
        CredentialHash.Of(Hmac($"{credential.Kind}|{credential.Number.Trim().ToUpperInvariant()}"));

    string Hmac(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Lookup, Encoding.UTF8.GetBytes(text)));
}
