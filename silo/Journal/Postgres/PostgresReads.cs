using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Reaching;
using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Reads what grains need of their journals. Many grains ask for little each, so they are read in groups, with
/// one statement.</summary>
/// <param name="atOnce">Statements of a kind that are under way at once.</param>
sealed class PostgresReads(NpgsqlDataSource source, PostgresReach reach, JournalRows reader, int atOnce)
{
    public const string Columns = "grain, sequence, at, kind, operation, digest, actor, body, hash";

    /// <summary>As many as a grain has after its snapshot; what somebody has more is read apart.</summary>
    const int FirstMax = 32;

    readonly GroupRead<Asked, List<Entry>> _entries = new(asked => FirstEntries(source, reach, reader, asked), atOnce);
    readonly GroupRead<GrainKey, Snapshot?> _snapshots = new(grains => Snapshots(source, reach, grains), atOnce);

    public Task<Snapshot?> Snapshot(GrainKey grain, CancellationToken stop)
    {
        // Whoever can't be read fails here, before anything is made for it: while a database is away these are many.
        reach.EnsureThere();
        return _snapshots.Read(grain).WaitAsync(stop);
    }

    public async IAsyncEnumerable<Entry> Entries(
        GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        reach.EnsureThere();
        var first = await _entries.Read(new Asked(grain, from, to)).WaitAsync(stop);
        foreach (var entry in first)
        {
            yield return entry;
        }
        if (first.Count < FirstMax)
        {
            yield break;
        }
        await using var command = source.CreateCommand(
            $"SELECT {Columns} FROM journal WHERE grain = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = grain.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first[^1].Sequence });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        await using var rows = await reach.Rows(command, stop);
        while (await rows.ReadAsync(stop))
        {
            yield return reader.EntryOf(rows);
        }
    }

    static async Task<List<Entry>[]> FirstEntries(
        NpgsqlDataSource source, PostgresReach reach, JournalRows reader, IReadOnlyList<Asked> asked)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT found.*, place
            FROM unnest($1, $2, $3) WITH ORDINALITY AS asked (who, first, last, place)
            CROSS JOIN LATERAL (
              SELECT {Columns} FROM journal
              WHERE grain = who AND sequence BETWEEN first AND last ORDER BY sequence LIMIT {FirstMax}) AS found
            ORDER BY place, sequence
            """);
        Add(command, asked.Select(static one => one.Grain.Value));
        Add(command, asked.Select(static one => one.From));
        Add(command, asked.Select(static one => one.To));
        var found = asked.Select(static _ => new List<Entry>()).ToArray();
        await using var rows = await reach.Rows(command, CancellationToken.None);
        while (await rows.ReadAsync(CancellationToken.None))
        {
            found[rows.GetInt64(9) - 1].Add(reader.EntryOf(rows));
        }
        return found;
    }

    static async Task<Snapshot?[]> Snapshots(
        NpgsqlDataSource source, PostgresReach reach, IReadOnlyList<GrainKey> grains)
    {
        await using var command = source.CreateCommand(
            "SELECT sequence, hash, body, grain FROM snapshot WHERE grain = ANY ($1)");
        Add(command, grains.Select(static grain => grain.Value));
        var found = new Dictionary<GrainKey, Snapshot>();
        await using var rows = await reach.Rows(command, CancellationToken.None);
        while (await rows.ReadAsync(CancellationToken.None))
        {
            var snapshot = JournalRows.SnapshotOf(rows);
            found.Add(snapshot.Grain, snapshot);
        }
        return [.. grains.Select(grain => found.GetValueOrDefault(grain))];
    }

    static void Add<T>(NpgsqlCommand command, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });

    readonly record struct Asked(GrainKey Grain, long From, long To);
}
