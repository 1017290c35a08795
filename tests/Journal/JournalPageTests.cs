using System.Data.Common;
using System.Text.RegularExpressions;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Ledger.Books;
using Gongji.People;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gongji.Tests.Journal;

/// <summary>What docs/JOURNAL.md says of reading the journal with SQL.</summary>
public sealed partial class JournalPageTests
{
    static readonly string[] Statements =
    [
        .. Sql().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "JOURNAL.md")))
            .Select(static match => match.Groups[1].Value),
    ];

    [Fact]
    public async Task Its_statements_say_on_SQLite_what_the_entries_say()
    {
        var folder = Directory.CreateTempSubdirectory("gongji-page-").FullName;
        var file = Path.Combine(folder, "journal.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await Check(new SqliteJournalStore(file), connection, Statements[0], Statements[2]);
        }
        Directory.Delete(folder, recursive: true);
    }

    [ContractFact]
    public async Task Its_statements_say_on_PostgreSQL_what_the_entries_say()
    {
        var database = await PostgresServer.NewDatabase();
        await using var connection = new NpgsqlConnection(database);
        await Check(
            new PostgresJournalStore(database, TestLedger.Clock, lanes: 2), connection, Statements[1], Statements[3]);
    }

    static async Task Check(IJournalStore store, DbConnection connection, string paid, string held)
    {
        await using var ledger = await TestLedger.Start(store);
        var receipts = await Live(ledger);
        await connection.OpenAsync();

        Assert.Equal(
            receipts.Select(static receipt =>
                $"{receipt.Operation} {receipt.Bill.Amounts.Total.Fen} {receipt.PoolPay.Fen} {receipt.Cash.Fen}"),
            await Rows(connection, paid));
        var sums = await Rows(connection, held);
        Assert.Equal(await SumsOf(store), sums);
        Assert.Equal(0, sums.Sum(static row => long.Parse(row.Split(' ')[1], null)));
    }

    /// <summary>P1 settles with and without aid, with and without own money, and undoes one.</summary>
    /// <returns>What P1 was told, in its order.</returns>
    static async Task<List<Receipt>> Live(TestLedger ledger)
    {
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        var receipts = new List<Receipt>();
        foreach (var yuan in new[] { 300, 90, 700 })
        {
            receipts.Add((await ledger.Settle(ledger.BillOf("P1", inScope: yuan))).OrThrow());
        }
        await ledger.Reverse(receipts[1]);
        await ledger.Enrol("P2", yuan: 10, area: "610700");
        (await ledger.Settle(ledger.BillOf("P2", inScope: 40, area: "610700"))).OrThrow();
        return receipts;
    }

    static async Task<List<string>> SumsOf(IJournalStore store)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var placed in store.ReadByGrain())
        {
            foreach (var posting in (EventKinds.Decode(placed.Entry).Event as IPosted)?.Postings ?? [])
            {
                sums[posting.Account] = sums.GetValueOrDefault(posting.Account) + posting.Signed;
            }
        }
        return [.. sums.Select(static sum => $"{sum.Key} {sum.Value}")];
    }

    static async Task<List<string>> Rows(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(string.Join(' ', row));
        }
        return rows;
    }

    [GeneratedRegex("^```sql\n(.*?)\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sql();
}
