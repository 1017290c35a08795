using System.Text.Json;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Gongji.Hosting.Snapshots;

/// <summary>Keeps snapshots in Orleans' grain storage. Whatever is odd about one, it counts as none: the grain then
/// reads its whole journal.</summary>
sealed class GrainStorageSnapshots(IGrainStorage storage, ILogger<GrainStorageSnapshots> log) : ISnapshots
{
    /// <summary>The name of the storage provider.</summary>
    public const string Provider = "snapshots";

    public async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
        await Read(grain) is { RecordExists: true, State: { Sequence: > 0 } kept }
            ? kept.For(grain)
            : null;

    public async Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        if (await Read(snapshot.Grain) is not { } state
            || (state is { RecordExists: true, State: { } kept } && !kept.GivesWayTo(snapshot)))
        {
            return;
        }
        state.State = KeptSnapshot.Of(snapshot);
        try
        {
            await storage.WriteStateAsync(KeptSnapshot.StateName, IdOf(snapshot.Grain), state);
        }
        catch (Exception failed)
        {
            // Another activation may have been quicker, or the database may be away.
            HostingLog.SnapshotNotKept(log, $"{snapshot.Grain.Kind?.Name()}", failed.Message);
        }
    }

    async Task<GrainState<KeptSnapshot>?> Read(GrainKey grain)
    {
        var state = new GrainState<KeptSnapshot>();
        try
        {
            await storage.ReadStateAsync(KeptSnapshot.StateName, IdOf(grain), state);
            return state;
        }
        catch (Exception failed)
        {
            HostingLog.SnapshotUnreadable(log, $"{grain.Kind?.Name()}", failed.Message);
            return null;
        }
    }

    static GrainId IdOf(GrainKey grain) => GrainId.Create($"{grain.Kind?.Name()}", grain.Value);
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
