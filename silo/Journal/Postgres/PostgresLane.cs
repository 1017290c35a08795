using Gongji.Journal.Entries;
using Npgsql;
using NpgsqlTypes;

namespace Gongji.Journal.Postgres;

/// <summary>A connection that writes batches one after another, each in one round trip and one transaction.</summary>
sealed class PostgresLane(NpgsqlDataSource source) : IAsyncDisposable
{
    // The transaction's identity is the column's default; within it the ordinality is the order.
    const string InsertEntries =
        """
        INSERT INTO journal (grain, sequence, at, kind, operation, digest, actor, body, hash, number)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY
        """;

    const string InsertSeal =
        """
        INSERT INTO seal (chain, number, count, root, previous, follows, key, signature)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    const string OpenWork =
        """
        INSERT INTO open_work (grain, since) SELECT * FROM unnest($1, $2)
        ON CONFLICT (grain) DO UPDATE SET since = excluded.since
        """;

    const string CloseWork = "DELETE FROM open_work WHERE grain = ANY ($1)";

    const string Taken =
        """
        SELECT DISTINCT grain FROM journal JOIN unnest($1, $2) AS wanted (grain, sequence) USING (grain, sequence)
        """;

    /// <summary>Who waits longer waits for a transaction that may never end: the host that began it may be gone. It
    /// holds what it has written to, and must hold up nobody else.</summary>
    /// <remarks>SET LOCAL would warn in the server's log at every commit: no BEGIN goes before it.</remarks>
    const string Patience = "SELECT set_config('lock_timeout', '2s', true)";

    /// <summary>Whoever is looked for is held already.</summary>
    const string NoPatience = "SELECT set_config('lock_timeout', '50ms', true)";

    NpgsqlConnection? _connection;

    /// <inheritdoc cref="IJournalStore.Write"/>
    public async Task<IReadOnlyList<GrainKey>> Write(Batch batch, CancellationToken stop)
    {
        var sound = false;
        try
        {
            _connection ??= await source.OpenConnectionAsync(stop);
            var conflicts = await TryWrite(_connection, batch, stop) switch
            {
                Attempt.Written => [],
                Attempt.Taken => await Conflicts(_connection, batch.Entries, stop),
                Attempt.Held => await Held(_connection, batch.Entries, stop),
            };
            sound = true;
            return conflicts;
        }
        finally
        {
            if (!sound)
            {
                // What killed this connection may have killed those that wait in the pool; the next one is a new one.
                await DisposeAsync();
                source.Clear();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    enum Attempt
    {
        Written,

        /// <summary>Others have written entries of the same sequence.</summary>
        Taken,

        /// <summary>Others are writing them, and do not end.</summary>
        Held,
    }

    static async Task<Attempt> TryWrite(NpgsqlConnection connection, Batch batch, CancellationToken stop)
    {
        // Commands that go out together are one transaction.
        await using var commands = new NpgsqlBatch(connection);
        commands.BatchCommands.Add(new NpgsqlBatchCommand(Patience));
        commands.BatchCommands.Add(Entries(batch.Entries));
        if (batch.Seal is { } seal)
        {
            commands.BatchCommands.Add(Sealing(seal));
        }
        if (batch.Marks.Count > 0)
        {
            Add(commands, batch.Marks);
        }
        try
        {
            await commands.ExecuteNonQueryAsync(stop);
            return Attempt.Written;
        }
        catch (PostgresException taken) when (
            taken.SqlState == PostgresErrorCodes.UniqueViolation && taken.ConstraintName == "journal_key")
        {
            return Attempt.Taken;
        }
        catch (PostgresException waits) when (waits.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return Attempt.Held;
        }
    }

    /// <summary>Whose entries can't be written while a transaction that has not ended holds their place.</summary>
    static async Task<IReadOnlyList<GrainKey>> Held(
        NpgsqlConnection connection, IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        var held = new List<GrainKey>();
        foreach (var grain in entries.GroupBy(static entry => entry.Grain))
        {
            await using var trial = await connection.BeginTransactionAsync(stop);
            await using var commands = new NpgsqlBatch(connection, trial);
            commands.BatchCommands.Add(new NpgsqlBatchCommand(NoPatience));
            commands.BatchCommands.Add(Entries([.. grain]));
            try
            {
                await commands.ExecuteNonQueryAsync(stop);
            }
            catch (PostgresException waits) when (waits.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                held.Add(grain.Key);
            }
            await trial.RollbackAsync(stop);
        }
        return held.Count > 0
            ? held
            : throw new InvalidOperationException("entries were not written in time, and nobody holds them any more");
    }

    static async Task<IReadOnlyList<GrainKey>> Conflicts(
        NpgsqlConnection connection, IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Taken, connection);
        command.Parameters.Add(Array(entries, entry => entry.Grain.Value, NpgsqlDbType.Text));
        command.Parameters.Add(Array(entries, entry => entry.Sequence, NpgsqlDbType.Bigint));
        await using var rows = await command.ExecuteReaderAsync(stop);
        var taken = new HashSet<GrainKey>();
        while (await rows.ReadAsync(stop))
        {
            taken.Add(new GrainKey(rows.GetString(0)));
        }
        // A batch can also be in conflict with itself.
        taken.UnionWith(entries.GroupBy(entry => (entry.Grain, entry.Sequence))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key.Grain));
        return taken.Count > 0
            ? [.. taken]
            : throw new InvalidOperationException("entries were refused as taken, but the journal has none of them");
    }

    static NpgsqlBatchCommand Entries(IReadOnlyList<Entry> entries) => new(InsertEntries)
    {
        Parameters =
        {
            Array(entries, entry => entry.Grain.Value, NpgsqlDbType.Text),
            Array(entries, entry => entry.Sequence, NpgsqlDbType.Bigint),
            Array(entries, entry => entry.At.UtcDateTime, NpgsqlDbType.TimestampTz),
            Array(entries, entry => entry.Kind, NpgsqlDbType.Text),
            Array(entries, entry => entry.Operation, NpgsqlDbType.Text),
            Array(entries, entry => entry.Digest, NpgsqlDbType.Text),
            Array(entries, entry => entry.Actor, NpgsqlDbType.Text),
            Array(entries, entry => entry.Body, NpgsqlDbType.Json),
            Array(entries, entry => entry.Hash, NpgsqlDbType.Bytea),
        },
    };

    static NpgsqlBatchCommand Sealing(Seal seal) => new(InsertSeal)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = seal.Chain },
            new NpgsqlParameter<long> { TypedValue = seal.Number },
            new NpgsqlParameter<long> { TypedValue = seal.Count },
            new NpgsqlParameter<byte[]> { TypedValue = seal.Root },
            new NpgsqlParameter<byte[]> { TypedValue = seal.Previous },
            new NpgsqlParameter<string> { TypedValue = seal.Follows },
            new NpgsqlParameter<string> { TypedValue = seal.Key },
            new NpgsqlParameter<byte[]> { TypedValue = seal.Signature },
        },
    };

    static void Add(NpgsqlBatch commands, IReadOnlyList<WorkMark> marks)
    {
        // The last mark of a grain is the one that holds, and a statement may touch a row only once.
        var last = marks.GroupBy(mark => mark.Grain).Select(same => same.Last()).ToLookup(mark => mark.Since is null);
        WorkMark[] opened = [.. last[false]];
        WorkMark[] closed = [.. last[true]];
        if (opened.Length > 0)
        {
            commands.BatchCommands.Add(new NpgsqlBatchCommand(OpenWork)
            {
                Parameters =
                {
                    Array(opened, mark => mark.Grain.Value, NpgsqlDbType.Text),
                    Array(opened, mark => mark.Since!.Value.UtcDateTime, NpgsqlDbType.TimestampTz),
                },
            });
        }
        if (closed.Length > 0)
        {
            commands.BatchCommands.Add(new NpgsqlBatchCommand(CloseWork)
            {
                Parameters = { Array(closed, mark => mark.Grain.Value, NpgsqlDbType.Text) },
            });
        }
    }

    static NpgsqlParameter<TValue[]> Array<TItem, TValue>(
        IReadOnlyList<TItem> items, Func<TItem, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(items[i]);
        }
        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
