using Gongji.Journal.Entries;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>The one connection that adds to the journal, with its statements prepared once.</summary>
sealed class SqliteWriter : IDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteCommand _entry;
    readonly SqliteCommand _seal;
    readonly SqliteCommand _opened;
    readonly SqliteCommand _closed;
    readonly SqliteCommand _snapshot;
    readonly SqliteCommand _begins;
    readonly SqliteCommand _comes;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        // A cast of bytes to TEXT keeps the bytes: bodies are UTF-8 already, and so is the file.
        _entry = Prepare(
            """
            INSERT INTO journal (grain, sequence, at, kind, operation, digest, actor, body, hash)
            VALUES ($0, $1, $2, $3, $4, $5, $6, CAST($7 AS TEXT), $8) ON CONFLICT DO NOTHING
            """, 9);
        _seal = Prepare(
            """
            INSERT INTO seal (last, chain, number, count, root, previous, follows, key, signature)
            VALUES ((SELECT coalesce(max(number), 0) FROM journal), $0, $1, $2, $3, $4, $5, $6, $7)
            """, 8);
        _opened = Prepare(
            "INSERT INTO open_work (grain, since) VALUES ($0, $1) ON CONFLICT DO UPDATE SET since = excluded.since", 2);
        _closed = Prepare("DELETE FROM open_work WHERE grain = $0", 1);
        _snapshot = Prepare(
            """
            INSERT INTO snapshot (grain, sequence, hash, body, seal) VALUES ($0, $1, $2, CAST($3 AS TEXT), $4)
            ON CONFLICT DO UPDATE SET
              sequence = excluded.sequence, hash = excluded.hash, body = excluded.body, seal = excluded.seal
            WHERE excluded.sequence > snapshot.sequence
              OR (excluded.sequence = snapshot.sequence AND excluded.seal <> snapshot.seal)
            """, 5);
        _begins = Prepare(
            """
            INSERT INTO follower (name, number) SELECT $0, coalesce(max(number), 0) FROM journal WHERE true
            ON CONFLICT DO NOTHING
            """, 1);
        _comes = Prepare("UPDATE follower SET number = $1 WHERE name = $0 AND number < $1", 2);
    }

    public IReadOnlyList<GrainKey> Write(Batch batch)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        HashSet<GrainKey>? taken = null;
        foreach (var entry in batch.Entries)
        {
            var written = Run(
                _entry,
                transaction,
                entry.Grain.Value,
                entry.Sequence,
                JournalTime.Microseconds(entry.At),
                entry.Kind,
                entry.Operation ?? (object)DBNull.Value,
                entry.Digest ?? (object)DBNull.Value,
                entry.Actor ?? (object)DBNull.Value,
                entry.Body,
                entry.Hash);
            if (written == 0)
            {
                (taken ??= []).Add(entry.Grain);
            }
        }
        if (taken is not null)
        {
            return [.. taken];
        }
        if (batch.Seal is { } seal)
        {
            Run(
                _seal,
                transaction,
                seal.Chain,
                seal.Number,
                seal.Count,
                seal.Root,
                seal.Previous,
                seal.Follows,
                seal.Key,
                seal.Signature);
        }
        foreach (var mark in batch.Marks)
        {
            _ = mark.Since is { } since
                ? Run(_opened, transaction, mark.Grain.Value, JournalTime.Microseconds(since))
                : Run(_closed, transaction, mark.Grain.Value);
        }
        transaction.Commit();
        return [];
    }

    public void Write(Snapshot snapshot) =>
        Alone(_snapshot, snapshot.Grain.Value, snapshot.Sequence, snapshot.Hash, snapshot.Body, snapshot.Seal);

    /// <summary>A follower that is not known yet begins at the end.</summary>
    public void Begin(string follower) => Alone(_begins, follower);

    public void Move(string follower, JournalPosition to) => Alone(_comes, follower, to.Number);

    public void Dispose()
    {
        _entry.Dispose();
        _seal.Dispose();
        _opened.Dispose();
        _closed.Dispose();
        _snapshot.Dispose();
        _begins.Dispose();
        _comes.Dispose();
        _connection.Dispose();
    }

    SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }
        return command;
    }

    void Alone(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        Run(command, transaction, values);
        transaction.Commit();
    }

    static int Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command.ExecuteNonQuery();
    }
}
