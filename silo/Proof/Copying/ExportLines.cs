using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;

namespace Gongji.Proof.Copying;

/// <summary>The first line of an exported journal.</summary>
/// <param name="Format">Name and version of the format.</param>
/// <param name="Ledger">Id of the ledger.</param>
/// <param name="Databases">How many databases the journal is split over.</param>
/// <param name="IdentityKeys">Fingerprint of the ledger's keys to identities.</param>
/// <param name="SealKeys">With what it is sealed, as <see cref="LedgerName.Seals"/> says it.</param>
/// <param name="Begun">What was durable at this moment, in Unix microseconds, is in the file.</param>
sealed record ExportHeader(
    string Format, Guid Ledger, int Databases, string IdentityKeys, string SealKeys, long Begun)
{
    public const string Name = "gongji.journal.1";

    public LedgerName Named => new(Ledger, IdentityKeys, SealKeys);
}

/// <summary>A line of an exported journal between the first and the last.</summary>
/// <param name="Database">1, 2, 3 … in the journal.</param>
sealed record ExportCommit(int Database, Seal Seal, IReadOnlyList<ExportEntry> Entries)
{
    public static ExportCommit Of(WholeCommit commit) =>
        new(commit.Database + 1, commit.Seal, [.. commit.Entries.Select(ExportEntry.Of)]);

    public WholeCommit Whole => new(Database - 1, Seal, [.. Entries.Select(static entry => entry.Whole)]);
}

/// <summary>An entry in such a line.</summary>
/// <param name="At">In Unix microseconds.</param>
/// <param name="Body">The text whose UTF-8 bytes were hashed.</param>
sealed record ExportEntry(
    string Grain,
    long Sequence,
    long At,
    string Kind,
    string? Operation,
    string? Digest,
    string? Actor,
    string Body,
    byte[] Hash)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ExportEntry Of(Entry entry) => new(
        entry.Grain.Value,
        entry.Sequence,
        JournalTime.Microseconds(entry.At),
        entry.Kind,
        entry.Operation,
        entry.Digest,
        entry.Actor,
        TextOf(entry.Body),
        entry.Hash);

    public Entry Whole => new(
        new GrainKey(Grain),
        Sequence,
        JournalTime.Of(At),
        Kind,
        Operation,
        Digest,
        Actor,
        Utf8.GetBytes(Body),
        Hash);

    /// <exception cref="InvalidDataException">It is none.</exception>
    static string TextOf(byte[] body)
    {
        try
        {
            return Utf8.GetString(body);
        }
        catch (DecoderFallbackException damaged)
        {
            throw new InvalidDataException("An entry's body is no text: the journal is damaged. Prove it.", damaged);
        }
    }
}

/// <summary>The last line of an exported journal.</summary>
/// <param name="Heads">By database: the last seal of each chain, in the order of their chains.</param>
sealed record ExportFooter(long Commits, long Entries, IReadOnlyList<IReadOnlyList<string>> Heads);

/// <summary>How the lines are written.</summary>
static class ExportJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        // Chinese text is not escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new HexConverter() },
    };

    sealed class HexConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            try
            {
                return Convert.FromHexString(reader.GetString()!);
            }
            catch (FormatException wrong)
            {
                throw new JsonException("no hexadecimal digits", wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Convert.ToHexStringLower(value));
    }
}
