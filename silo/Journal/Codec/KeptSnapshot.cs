using System.Runtime.InteropServices;
using System.Text.Json;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Codec;

/// <summary>A snapshot as silos keep it in the cluster's database, in a table for state of any kind.</summary>
public sealed class KeptSnapshot
{
    /// <summary>Whose state it is, among services that may share the table.</summary>
    public const string Service = nameof(Gongji);

    /// <summary>What the state is called.</summary>
    public const string StateName = "snapshot";

    public required long Sequence { get; init; }

    public required byte[] Hash { get; init; }

    public required JsonElement Body { get; init; }

    /// <inheritdoc cref="Snapshot.Seal"/>
    public required string Seal { get; init; }

    public static KeptSnapshot Of(Snapshot snapshot) => new()
    {
        Sequence = snapshot.Sequence,
        Hash = snapshot.Hash,
        Body = JsonElement.Parse(snapshot.Body),
        Seal = snapshot.Seal,
    };

    /// <summary>Whether another one is newer, or of the same entry and otherwise sealed: an earlier version's counts as
    /// none.</summary>
    public bool GivesWayTo(Snapshot snapshot) => snapshot.Sequence > Sequence
        || (snapshot.Sequence == Sequence && snapshot.Seal != Seal);

    /// <returns>Null when it can't be read.</returns>
    public static KeptSnapshot? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptSnapshot>(payload, LedgerJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <remarks>The body's bytes as they are: a damaged text in it is noticed by whoever reads the body.</remarks>
    public Snapshot For(GrainKey grain) =>
        new(grain, Sequence, Hash, JsonMarshal.GetRawUtf8Value(Body).ToArray(), Seal);
}
