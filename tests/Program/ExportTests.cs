using System.Text.Json;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>A journal is written into one file, which others can read and check.</summary>
public sealed class ExportTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task What_is_exported_is_what_the_page_says_on_SQLite() => IsWhatThePageSays(_folder.Place);

    [PostgresFact]
    public async Task What_is_exported_is_what_the_page_says_of_two_databases() => await IsWhatThePageSays(
        _folder.Place with { Postgres = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()] });

    [Fact]
    public async Task An_export_while_it_books_has_all_that_was_acknowledged_before()
    {
        var day = new SampleDay(_folder.Place);
        using var server = await GongjiProcess.Serve(_folder.Place);
        await SampleDay.Enrol(server.Address);
        var exports = new List<Task<(string File, IReadOnlyCollection<string> Before)>>();

        var over = await day.Replay(server.Address, answered =>
        {
            if (answered % (SampleDay.Messages / 3) == 0)
            {
                lock (exports)
                {
                    exports.Add(Export(day, exports.Count));
                }
            }
        });

        Assert.True(over, day.Trouble);
        foreach (var (file, before) in await Task.WhenAll(exports))
        {
            var reader = await OutsideReader.Open(file);
            reader.Check();
            Assert.NotEmpty(before);
            Assert.Empty(before.Except(Settled(reader.Entries)));
        }
    }

    [Fact]
    public async Task Nothing_is_written_over_and_what_is_not_there_is_not_exported()
    {
        var file = _folder.Write("there.jsonl", "mine");
        await GongjiProcess.Begin(_folder.Place);

        var over = await GongjiProcess.Run("export", "--data", _folder.Path, "--to", file);
        var nowhere = await GongjiProcess.Run("export", "--data", _folder.Path + "/none", "--to", file + "2");
        var besideAnother = await WhileAnotherMakes(file + "2");

        Assert.Equal([1, 1, 1], new[] { over, nowhere, besideAnother }.Select(static run => run.ExitCode));
        Assert.Contains("Another process is making", besideAnother.Error, StringComparison.Ordinal);
        Assert.Contains("nothing is ever written over", over.Error, StringComparison.Ordinal);
        Assert.Contains("There is no ledger", nowhere.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
        Assert.False(File.Exists(file + "2") || File.Exists(file + ".part"));
    }

    async Task<(int ExitCode, string Output, string Error)> WhileAnotherMakes(string file)
    {
        await using var held = new FileStream(file + ".held", FileMode.Create, FileAccess.Write, FileShare.None);
        return await GongjiProcess.Run("export", "--data", _folder.Path, "--to", file);
    }

    async Task IsWhatThePageSays(Place place)
    {
        // Two processes: the chains of the second one follow those of the first.
        using (var first = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(first.Address);
            await first.Terminate();
        }
        using var server = await GongjiProcess.Serve(place);
        Assert.True(await new SampleDay(place).Replay(server.Address, static _ => { }));
        var file = Path.Combine(_folder.Path, "journal.jsonl");

        var export = await GongjiProcess.Run(["export", .. GongjiProcess.Where(place), "--to", file]);

        Assert.True(export.ExitCode == 0, export.Error);
        var reader = await OutsideReader.Open(file);
        reader.Check();
        await using var journal = place.JournalToRead();
        Assert.Equal(
            await journal.ReadByGrain().Select(static placed => placed.Entry.Hash).ToListAsync(),
            reader.Entries
                .OrderBy(static entry => entry.GetProperty("grain").GetString(), StringComparer.Ordinal)
                .ThenBy(static entry => entry.GetProperty("sequence").GetInt64())
                .Select(static entry => Convert.FromHexString(entry.GetProperty("hash").GetString()!)));
    }

    static IEnumerable<string> Settled(IEnumerable<JsonElement> entries) => entries
        .Where(static entry => entry.GetProperty("kind").GetString()!
            .StartsWith("person.settled.", StringComparison.Ordinal))
        .Select(static entry => entry.GetProperty("operation").GetString()!);

    async Task<(string, IReadOnlyCollection<string>)> Export(SampleDay day, int number)
    {
        var before = day.Acknowledged;
        var file = Path.Combine(_folder.Path, $"export{number}.jsonl");
        var (exitCode, _, error) = await GongjiProcess.Run("export", "--data", _folder.Path, "--to", file);
        Assert.True(exitCode == 0, error);
        return (file, before);
    }
}
