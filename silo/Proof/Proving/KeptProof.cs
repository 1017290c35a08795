using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;

namespace Gongji.Proof.Proving;

/// <summary>What a clean proof has proven, so that the next one can go on from there. It belongs to the journal that
/// has the same entry at the same place.</summary>
/// <param name="Ends">Of each database of the journal.</param>
/// <param name="OpenAid">Steps of aid whose way had not been gone to the end.</param>
/// <param name="Bindings">Ends of bindings without the other.</param>
public sealed record KeptProof(
    IReadOnlyList<KeptEnd> Ends, IReadOnlyList<AidNote> OpenAid, KeptBindings Bindings, ProofReport Report);

/// <summary>How far one database of the journal is proven.</summary>
/// <param name="Before">The place of the entry before the last proven one.</param>
/// <param name="Position">The place of the last proven entry.</param>
/// <param name="Hash">The last proven entry's hash; null when there was no entry.</param>
public sealed record KeptEnd(JournalPosition Before, JournalPosition Position, byte[]? Hash);

/// <summary>Keeps the newest clean proof in a file. What is in the file is only used when it is whole and the very same
/// program wrote it: another one may know more rules.</summary>
public sealed class ProofFile(string path)
{
    static readonly string Program = typeof(ProofFile).Module.ModuleVersionId.ToString();

    /// <returns>Null when there is no proof that can be used.</returns>
    public async Task<KeptProof?> Load(CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            var content = JsonSerializer.Deserialize<Content>(
                await File.ReadAllBytesAsync(path, stop), LedgerJson.Options);
            return content?.Program == Program && content.Digest == DigestOf(content.Proof)
                ? content.Proof.Deserialize<KeptProof>(LedgerJson.Options)
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
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var written = JsonSerializer.SerializeToElement(proof, LedgerJson.Options);
        var content = new Content(Program, DigestOf(written), written);
        var fresh = $"{path}.new";
        await File.WriteAllBytesAsync(
            fresh, JsonSerializer.SerializeToUtf8Bytes(content, LedgerJson.Options), stop);
        File.Move(fresh, path, overwrite: true);
    }

    static string DigestOf(JsonElement proof) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proof.GetRawText())));

    sealed record Content(string Program, string Digest, JsonElement Proof);
}
