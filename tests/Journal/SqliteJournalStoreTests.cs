using System.Diagnostics;
using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Gongji.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gongji.Tests.Journal;

public sealed class SqliteJournalStoreTests : JournalStoreContract
{
    readonly string _folder = Directory.CreateTempSubdirectory("gongji-sqlite-").FullName;

    string JournalFile => Path.Combine(_folder, "data", "journal.db");

    protected override Task<IJournalStore> Connect() =>
        Task.FromResult<IJournalStore>(new SqliteJournalStore(JournalFile));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_journal_with_a_newer_schema_is_refused()
    {
        var first = await Open();
        await first.DisposeAsync();
        await Execute("INSERT INTO gongji_schema VALUES (999, '999-future.sql')");

        var refused = await Assert.ThrowsAsync<NewerSchemaException>(Open);

        Assert.Contains("999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_another_process_writes_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(JournalFile)!);
        // The other process says so once it has the lock, and keeps it until its input ends.
        using var other = Process.Start(new ProcessStartInfo(
            "flock", [JournalFile + ".lock", "sh", "-c", "echo; read _"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await other.StandardOutput.ReadLineAsync();

        var refused = await Assert.ThrowsAsync<IOException>(Open);

        Assert.Contains("Another process", refused.Message, StringComparison.Ordinal);
        other.StandardInput.Close();
        await other.WaitForExitAsync();
        await Open();
    }

    [Fact]
    public async Task A_closed_journal_is_found_again_with_all_that_was_in_it()
    {
        var first = await Open();
        await first.Write(0, Some.Batch(Some.Entries("person/1", 1, 3)), default);
        await first.DisposeAsync();

        var second = await Open();

        Same.Entries(Some.Entries("person/1", 1, 3), await Some.WholeJournal(second));
    }

    [Fact]
    public async Task An_auditor_can_ask_for_a_field_of_a_body()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1, """{"payer":"共济"}""")), default);

        var payer = await Execute("SELECT body ->> '$.payer' FROM journal");

        Assert.Equal("共济", payer);
    }

    [Fact]
    public async Task What_stands_where_no_commit_writes_is_a_commit_without_a_seal()
    {
        var store = await Open();
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 1)]), default);
        await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/3", 1)), default);
        await Execute("UPDATE journal SET number = 1 - number WHERE number > 1");

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal([false, true], read.Select(static commit => commit.Seal is not null));
        Assert.Equal([2, 1], read.Select(static commit => commit.Hashes.Count));
    }

    [Theory]
    [InlineData("chain = '', number = -1, follows = 'of nothing:1:2 x'")]
    [InlineData("count = 9223372036854775807, root = x'00', previous = x'', key = printf('%.1000c', 'k')")]
    [InlineData("count = -9223372036854775808, last = -9223372036854775807, signature = x''")]
    public async Task A_seal_that_was_damaged_is_read_and_keeps_nobody_from_sealing(string change)
    {
        var store = await Open();
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 1)]), default);
        await Execute($"UPDATE seal SET {change}");

        await store.Write(0, await store.Sealed([Some.Entry("person/1", 2)]), default);
        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal(2, read.Count(static commit => commit.Seal is not null));
        Assert.Equal(2, read.Sum(static commit => commit.Hashes.Count));
    }

    async Task<object?> Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={JournalFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
