using System.Text;
using System.Text.Json;
using Gongji.Journal;
using Gongji.Journal.Codec;
using Orleans.Storage;

namespace Gongji.Cluster;

/// <summary>Keeps snapshots in Orleans' grain storage. Whatever is odd about one, it counts as none: the grain then
/// reads its whole journal.</summary>
sealed class GrainStorageSnapshots(IGrainStorage storage, ILogger<GrainStorageSnapshots> log) : ISnapshots
{
    /// <summary>The name of the storage provider.</summary>
    public const string Provider = "snapshots";

    const string StateName = "snapshot";

    public async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
        await Read(grain) is { RecordExists: true, State: { Sequence: > 0 } kept }
            ? new Snapshot(grain, kept.Sequence, kept.Hash, Encoding.UTF8.GetBytes(kept.Body.GetRawText()))
            : null;

    public async Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        if (await Read(snapshot.Grain) is not { } state
            || (state is { RecordExists: true, State: { } kept } && kept.Sequence >= snapshot.Sequence))
        {
            return;
        }
        using var body = JsonDocument.Parse(snapshot.Body);
        state.State = new KeptSnapshot
        {
            Sequence = snapshot.Sequence,
            Hash = snapshot.Hash,
            Body = body.RootElement,
        };
        try
        {
            await storage.WriteStateAsync(StateName, IdOf(snapshot.Grain), state);
        }
        catch (Exception failed)
        {
            // Another activation may have been quicker, or the database may be away.
            SiloLog.SnapshotNotKept(log, snapshot.Grain.Kind, failed.Message);
        }
    }

    async Task<GrainState<KeptSnapshot>?> Read(GrainKey grain)
    {
        var state = new GrainState<KeptSnapshot>();
        try
        {
            await storage.ReadStateAsync(StateName, IdOf(grain), state);
            return state;
        }
        catch (Exception failed)
        {
            SiloLog.SnapshotUnreadable(log, grain.Kind, failed.Message);
            return null;
        }
    }

    static GrainId IdOf(GrainKey grain) => GrainId.Create(grain.Kind, grain.Value);
}

/// <summary>A snapshot as grain storage has it.</summary>
sealed class KeptSnapshot
{
    public long Sequence { get; init; }

    public byte[] Hash { get; init; } = [];

    public JsonElement Body { get; init; }
}

/// <summary>Writes what is stored as the ledger writes everything, so that an auditor can read it with SQL.</summary>
sealed class SnapshotFormat : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        new(JsonSerializer.SerializeToUtf8Bytes(input, LedgerJson.Options));

    /// <summary>What can't be read is an empty snapshot, so that the next one replaces it.</summary>
    public T? Deserialize<T>(BinaryData input)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(input, LedgerJson.Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
