using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Proof.Proving;

/// <summary>What a clean proof has proven, so that the next one can go on from there. It belongs to the journal that
/// has the same entry at the same place.</summary>
/// <param name="Ends">Of each database of the journal.</param>
/// <param name="OpenAid">Steps of aid whose way had not been gone to the end.</param>
/// <param name="Bindings">Ends of bindings without the other.</param>
/// <param name="Heads">The last seal of each chain.</param>
/// <param name="Open">Those of them that no other chain goes on from.</param>
/// <param name="SealKey">With which key they were checked: a SubjectPublicKeyInfo in Base64.</param>
public sealed record KeptProof(
    IReadOnlyList<KeptEnd> Ends,
    IReadOnlyList<AidNote> OpenAid,
    KeptBindings Bindings,
    ProofReport Report,
    IReadOnlyList<PlacedHead> Heads,
    IReadOnlyList<PlacedHead> Open,
    string SealKey);

/// <summary>How far one database of the journal is proven.</summary>
/// <param name="Before">The place of the entry before the last proven one.</param>
/// <param name="Position">The place of the last proven entry.</param>
/// <param name="Hash">The last proven entry's hash; null when there was no entry.</param>
public sealed record KeptEnd(JournalPosition Before, JournalPosition Position, byte[]? Hash);

/// <summary>What is known of an earlier proof.</summary>
/// <param name="Ends">How far it went in each database.</param>
/// <param name="Heads">The last seals then that no other chain went on from; none where an earlier version made it.
/// </param>
/// <param name="SealKey">With which key they were checked; null likewise.</param>
/// <param name="Newest">The time of the newest entry that it proved.</param>
/// <param name="Proof">From what the next one can go on; null when another program made it, which may not know the same
/// rules.</param>
public sealed record KnownProof(
    IReadOnlyList<KeptEnd> Ends,
    IReadOnlyList<PlacedHead> Heads,
    string? SealKey,
    DateTimeOffset Newest,
    KeptProof? Proof);

/// <summary>Keeps the newest clean proof of a ledger in a file, outside of its journal. What is in the file is only
/// used when it is whole.</summary>
/// <param name="program">Which version proves.</param>
public sealed class ProofFile(string path, Guid ledger, string program)
{
    /// <summary>The version of this program.</summary>
    public static string ThisProgram { get; } = typeof(ProofFile).Module.ModuleVersionId.ToString();

    public string Path => path;

    /// <returns>Null when nothing is known.</returns>
    /// <exception cref="InvalidDataException">It is the proof of another ledger.</exception>
    public async Task<KnownProof?> Load(CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<Whole>(await File.ReadAllBytesAsync(path, stop), LedgerJson.Options)
                is { } whole && whole.Digest == DigestOf(whole.Content)
                ? Known(whole.Content.Deserialize<Content>(LedgerJson.Options)!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces what is kept, whole or not at all.</summary>
    public async Task Keep(KeptProof proof, CancellationToken stop)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var content = JsonSerializer.SerializeToElement(
            new Content(
                ledger,
                proof.Ends,
                proof.Report.Newest!.Value,
                program,
                JsonSerializer.SerializeToElement(proof, LedgerJson.Options),
                proof.Open,
                proof.SealKey),
            LedgerJson.Options);
        var fresh = $"{path}.new";
        await File.WriteAllBytesAsync(
            fresh,
            JsonSerializer.SerializeToUtf8Bytes(new Whole(DigestOf(content), content), LedgerJson.Options),
            stop);
        File.Move(fresh, path, overwrite: true);
    }

    KnownProof? Known(Content content) => content.Ledger == ledger
        ? new KnownProof(
            content.Ends,
            content.Heads ?? [],
            content.SealKey,
            content.Newest,
            content.Program == program ? content.Proof.Deserialize<KeptProof>(LedgerJson.Options) : null)
        : throw new InvalidDataException($"'{path}' is a proof of ledger {content.Ledger}, and not of {ledger}.");

    static string DigestOf(JsonElement content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.GetRawText())));

    sealed record Whole(string Digest, JsonElement Content);

    sealed record Content(
        Guid Ledger,
        IReadOnlyList<KeptEnd> Ends,
        DateTimeOffset Newest,
        string Program,
        JsonElement Proof,
        IReadOnlyList<PlacedHead>? Heads = null,
        string? SealKey = null);
}
