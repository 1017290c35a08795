using System.Security.Cryptography;
using System.Text.Json;

namespace Gongji.Identity;

/// <summary>The two keys that personal data rests on: one seals identities, one hashes credentials.</summary>
/// <remarks>Who loses the file loses every name and every credential: it is made once and never written
/// again.</remarks>
public sealed class IdentityKeys
{
    public const int Size = 32;

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    IdentityKeys(byte[] seal, byte[] lookup)
    {
        Seal = seal;
        Lookup = lookup;
    }

    internal byte[] Seal { get; }

    internal byte[] Lookup { get; }

    public static IdentityKeys Random() =>
        new(RandomNumberGenerator.GetBytes(Size), RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads the key file; makes it, readable by its owner alone, when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is there and its keys can't be used; it says why.</exception>
    public static IdentityKeys LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }
        return Load(path);
    }

    static IdentityKeys Load(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
            return new IdentityKeys(Key(path, "seal", file?.Seal), Key(path, "lookup", file?.Lookup));
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

    static void Create(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // A name of its own: another gateway may be making the file at the same time.
        var half = $"{full}.{Path.GetRandomFileName()}.new";
        var keys = Random();
        var text = JsonSerializer.SerializeToUtf8Bytes(
            new KeyFile(Convert.ToBase64String(keys.Seal), Convert.ToBase64String(keys.Lookup)),
            JsonSerializerOptions.Web);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using (var file = new FileStream(half, options))
        {
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        try
        {
            // Moved into place whole, and never over a file that is there.
            File.Move(half, full, overwrite: false);
        }
        catch (IOException) when (File.Exists(full))
        {
            // Another was first: its keys are the ledger's.
            File.Delete(half);
        }
    }

    sealed record KeyFile(string? Seal, string? Lookup);
}
