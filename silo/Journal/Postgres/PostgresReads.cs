using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Reaching;
using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Reads what grains need of their journals. Many grains ask for little each, so they are read in groups, with
/// one statement.</summary>
sealed class PostgresReads
{
    public const string Columns = "grain, sequence, at, kind, operation, digest, actor, body, hash";

    /// <summary>As many as a grain has after its snapshot; what somebody has more is read apart.</summary>
    const int FirstMax = 32;

    /// <summary>What a group may hold of bodies; who comes after that is read apart.</summary>
    public const long BytesMax = 8L << 20;

    readonly NpgsqlDataSource _source;
    readonly PostgresReach _reach;
    readonly JournalRows _reader;
    readonly GroupRead<Asked, Found> _entries;
    readonly GroupRead<GrainKey, Snapshot?> _snapshots;

    /// <param name="atOnce">Statements of a kind that are under way at once.</param>
    public PostgresReads(NpgsqlDataSource source, PostgresReach reach, JournalRows reader, int atOnce)
    {
        (_source, _reach, _reader) = (source, reach, reader);
        _entries = new GroupRead<Asked, Found>(FirstEntries, atOnce);
        _snapshots = new GroupRead<GrainKey, Snapshot?>(Snapshots, atOnce);
    }

    public Task<Snapshot?> Snapshot(GrainKey grain, CancellationToken stop)
    {
        // Whoever can't be read fails here, before anything is made for it: while a database is away these are many.
        _reach.EnsureThere();
        return _snapshots.Read(grain).WaitAsync(stop);
    }

    public async IAsyncEnumerable<Entry> Entries(
        GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop)
    {
        _reach.EnsureThere();
        var first = await _entries.Read(new Asked(grain, from, to)).WaitAsync(stop);
        foreach (var entry in first.Entries)
        {
            yield return entry;
        }
        if (first.IsAll)
        {
            yield break;
        }
        await using var command = _source.CreateCommand(
            $"SELECT {Columns} FROM journal WHERE grain = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = grain.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first.Next(from) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        await using var rows = await _reach.Rows(command, stop);
        while (await rows.ReadAsync(stop))
        {
            yield return _reader.EntryOf(rows);
        }
    }

    /// <summary>What a group may hold of what is asked for: as far as it goes, in the order of the asked.</summary>
    public async Task<Found[]> FirstEntries(IReadOnlyList<Asked> asked)
    {
        await using var command = _source.CreateCommand(
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
        await using var rows = await _reach.Rows(command, CancellationToken.None);
        var (bytes, whole) = (0L, asked.Count);
        while (await rows.ReadAsync(CancellationToken.None))
        {
            var place = (int)rows.GetInt64(9) - 1;
            if (bytes > BytesMax)
            {
                whole = place;
                break;
            }
            var entry = _reader.EntryOf(rows);
            found[place].Add(entry);
            bytes += entry.Body.Length;
        }
        return [.. found.Select((entries, place) => new Found(entries, place < whole && entries.Count < FirstMax))];
    }

    async Task<Snapshot?[]> Snapshots(IReadOnlyList<GrainKey> grains)
    {
        await using var command = _source.CreateCommand(
            "SELECT sequence, hash, body, seal, grain FROM snapshot WHERE grain = ANY ($1)");
        Add(command, grains.Select(static grain => grain.Value));
        var found = new Dictionary<GrainKey, Snapshot>();
        await using var rows = await _reach.Rows(command, CancellationToken.None);
        while (await rows.ReadAsync(CancellationToken.None))
        {
            var snapshot = JournalRows.SnapshotOf(rows);
            found.Add(snapshot.Grain, snapshot);
        }
        return [.. grains.Select(grain => found.GetValueOrDefault(grain))];
    }

    static void Add<T>(NpgsqlCommand command, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });

    public readonly record struct Asked(GrainKey Grain, long From, long To);

    /// <param name="IsAll">Whether there is nothing more of what was asked for.</param>
    public readonly record struct Found(List<Entry> Entries, bool IsAll)
    {
        public long Next(long from) => Entries.Count > 0 ? Entries[^1].Sequence + 1 : from;
    }
}
