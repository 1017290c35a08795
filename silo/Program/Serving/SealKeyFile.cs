using System.Security.Cryptography;
using System.Text;
using Gongji.Identity;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Gongji.Proof.Proving;

namespace Gongji.Program.Serving;

/// <summary>The file of the key that a ledger's journal is sealed with; all its silos have the same. It is a private
/// key in PEM (PKCS #8).</summary>
static class SealKeyFile
{
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is there and is none.</exception>
    public static SealKey Load(string path)
    {
        try
        {
            return SealKey.OfPem(File.ReadAllText(path));
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"seal key file {path} has no private key over P-256 in PEM", broken);
        }
    }

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is there and is none.</exception>
    public static SealKey? There(string path) => File.Exists(path) ? Load(path) : null;

    /// <summary>Where the next key lies until it has taken the place of another.</summary>
    public static string Fresh(string path) => path + ".new";

    /// <summary>The key that is there, or a new one.</summary>
    public static SealKey Begin(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                OwnFile.Make(path, Encoding.ASCII.GetBytes(SealKey.Random().ToPem()));
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another begins the same ledger at the same time.
        }
        return Load(path);
    }

    /// <exception cref="UsageException">It is not the ledger's; it says what to do.</exception>
    public static SealKey Require(string path, LedgerName name)
    {
        var named = KeysOf(name).Newest;
        if (There(path)?.Fingerprint != named.Fingerprint && There(Fresh(path))?.Fingerprint == named.Fingerprint)
        {
            throw new UsageException(
                $"The replacing of the key at '{path}' was broken off: run `gongji rotate-keys` again.");
        }
        if (!File.Exists(path))
        {
            throw new UsageException(
                $"The key that ledger {name.Ledger} is sealed with is not at '{path}': put the file there from where a "
                + $"copy is kept. Its fingerprint is {named.Fingerprint}.");
        }
        var key = Load(path);
        return key.Fingerprint == named.Fingerprint ? key : throw new UsageException(Another(path, name, named));
    }

    /// <summary>By which key a journal's seals are checked: by the one of an earlier proof, and of the file that its
    /// silos have. Where neither is there it is the one that the journal names itself.</summary>
    /// <param name="proven">Of the earlier proof.</param>
    /// <returns>It, and whether somebody else than the journal says so.</returns>
    /// <exception cref="UsageException">There is none, or there are two.</exception>
    public static (SealTrust Trust, bool IsKnown) ToCheckWith(LedgerName name, string path, string? proven)
    {
        var (ofSilos, ofProof) = (Readable(path), proven is null ? null : PublicSealKey.Of(proven));
        var keys = KeysOf(name);
        if (ofSilos is not null && ofSilos.Fingerprint != keys.Newest.Fingerprint)
        {
            throw new UsageException(Another(path, name, keys.Newest));
        }
        if (ofProof is not null && keys.PlaceOf(ofProof.Fingerprint) < 0)
        {
            throw new UsageException(
                $"Ledger {name.Ledger} was proven with the key of fingerprint {ofProof.Fingerprint}, and the journal "
                + $"names another, {keys.Newest.Fingerprint}, which that one did not sign.");
        }
        return (
            new SealTrust(
                name.Ledger,
                keys,
                ofSilos is null ? null : new SnapshotSealer(name.Ledger, ofSilos)),
            ofSilos is not null || ofProof?.Fingerprint == keys.Newest.Fingerprint);
    }

    /// <summary>The keys that a journal names.</summary>
    /// <exception cref="UsageException">They are none.</exception>
    public static SealKeys KeysOf(LedgerName name)
    {
        try
        {
            return SealKeys.Parse(name.Seals, name.Ledger);
        }
        catch (FormatException)
        {
            throw new UsageException(name.Seals.Length == 0
                ? $"Ledger {name.Ledger} has no seals: an earlier version began it."
                : $"The key that ledger {name.Ledger} says it is sealed with is none: somebody has changed it.");
        }
    }

    static string Another(string path, LedgerName name, PublicSealKey named) =>
        $"'{path}' has another key than the one that ledger {name.Ledger} says it is sealed with, whose fingerprint is "
        + $"{named.Fingerprint}.";

    /// <summary>Null where there is none; an auditor may not read the silos'.</summary>
    static SealKey? Readable(string path)
    {
        try
        {
            return There(path);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
