using System.Security.Cryptography;
using System.Text.Json;

namespace Gongji.Identity;

/// <summary>The two keys that personal data rests on: one seals identities, one hashes credentials.</summary>
/// <remarks>Who loses the file loses every name and every credential: it is made once and never written
/// again.</remarks>
public sealed class IdentityKeys
{
    public const int Size = 32;

    IdentityKeys(byte[] seal, byte[] lookup, Guid? ledger)
    {
        Seal = seal;
        Lookup = lookup;
        Ledger = ledger;
    }

    internal byte[] Seal { get; }

    internal byte[] Lookup { get; }

    /// <summary>Whose keys the file says that they are; null when it says nothing.</summary>
    public Guid? Ledger { get; }

    /// <summary>By which they are known, and from which they can't be found: 32 hexadecimal digits.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData([.. "gongji identity keys"u8, .. Seal, .. Lookup]))[..Size];

    /// <param name="ledger">Whose keys they are to be.</param>
    public static IdentityKeys Random(Guid? ledger = null) =>
        new(RandomNumberGenerator.GetBytes(Size), RandomNumberGenerator.GetBytes(Size), ledger);

    /// <summary>Makes the file of these keys, readable by its owner alone.</summary>
    /// <exception cref="IOException">There is such a file, or it can't be made.</exception>
    public void Keep(string path) => OwnFile.Make(path, Text());

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is there and its keys can't be used; it says why.</exception>
    public static IdentityKeys Load(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
            return new IdentityKeys(Key(path, "seal", file?.Seal), Key(path, "lookup", file?.Lookup), file?.Ledger);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"identity key file {path} is not JSON", broken);
        }
    }

    static byte[] Key(string path, string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw new InvalidDataException($"identity key file {path} has no key '{name}'");
        }
        var key = new byte[Size + 1];
        return Convert.TryFromBase64String(text, key, out var length) && length == Size
            ? key[..Size]
            : throw new InvalidDataException(
                $"identity key file {path}: key '{name}' is not Base64 of {Size} bytes");
    }

    byte[] Text() => JsonSerializer.SerializeToUtf8Bytes(
        new KeyFile(Convert.ToBase64String(Seal), Convert.ToBase64String(Lookup), Ledger), JsonSerializerOptions.Web);

    sealed record KeyFile(string? Seal, string? Lookup, Guid? Ledger);
}
