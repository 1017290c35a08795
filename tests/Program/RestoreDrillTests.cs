using Gongji.Program.Serving;
using Xunit.Abstractions;

namespace Gongji.Tests.Program;

/// <summary>A drill: while a ledger books it is copied at random moments, and gone on from each copy.</summary>
public sealed class RestoreDrillTests(ITestOutputHelper output) : IDisposable
{
    const int Copies = 3;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("backup")]
    [InlineData("export")]
    public Task Every_copy_of_a_ledger_in_SQLite_has_all_that_was_acknowledged_before_it(string by) =>
        Drill(_folder.Place, by);

    [PostgresFact]
    public async Task Every_export_of_a_ledger_in_PostgreSQL_has_all_that_was_acknowledged_before_it() =>
        await Drill(_folder.Place with { Postgres = [await PostgresServer.NewDatabase()] }, "export");

    [PostgresFact]
    public async Task Every_export_of_a_ledger_over_two_databases_has_it_and_nothing_that_came_after_it_began() =>
        await Drill(
            _folder.Place with { Postgres = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()] },
            "export");

    async Task Drill(Place place, string by)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const int Part = SampleDay.Messages / Copies;
        var moments = Enumerable.Range(0, Copies).Select(n => (n * Part) + random.Next(Part / 2, Part)).ToHashSet();
        var day = new SampleDay(place);
        var copies = new List<Task<Copy>>();
        using (var server = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(server.Address);
            var over = await day.Replay(server.Address, answered =>
            {
                if (moments.Contains(answered))
                {
                    var before = day.Acknowledged;
                    lock (copies)
                    {
                        copies.Add(Taken(place, by, answered, before));
                    }
                }
            });
            Assert.True(over, day.Trouble);
        }

        foreach (var copy in await Task.WhenAll(copies))
        {
            await AssertGoesOn(copy, place, by, day);
        }
    }

    async Task<Copy> Taken(Place place, string by, int moment, IReadOnlyCollection<string> before)
    {
        var file = Path.Combine(_folder.Path, $"{by}-{moment}");
        var (exitCode, _, error) = await GongjiProcess.Run([by, .. GongjiProcess.Where(place), "--to", file]);
        Assert.True(exitCode == 0, error);
        return new Copy(file, before);
    }

    /// <summary>The copy is whole, is put elsewhere, proves, has what it has to, and serves.</summary>
    async Task AssertGoesOn(Copy copy, Place place, string by, SampleDay day)
    {
        var databases = await Task.WhenAll(place.Postgres.Select(static _ => PostgresServer.NewDatabase()));
        var elsewhere = new Place($"{copy.File}-back", databases);
        string[] bring = by == "backup" ? ["restore"] : ["import-journal"];

        await Run(["verify", copy.File]);
        await Run([.. bring, copy.File, .. GongjiProcess.Where(elsewhere)]);
        await Run(["prove", "--full", .. GongjiProcess.Where(elsewhere)]);
        await using var journal = elsewhere.JournalToRead();
        var entries = await journal.ReadByGrain().Select(static placed => placed.Entry).ToListAsync();
        var settled = entries
            .Where(static entry => entry.Kind.StartsWith("person.settled.", StringComparison.Ordinal))
            .Select(static entry => entry.Operation!)
            .ToList();

        output.WriteLine($"{copy.File}: {copy.Before.Count} acknowledged before, {settled.Count} settled");
        Assert.Empty(copy.Before.Except(settled));
        if (databases.Length > 1)
        {
            var begun = await Begun(copy.File);
            Assert.All(entries, entry => Assert.True(entry.At <= begun));
        }
        File.Copy(place.KeyFile, elsewhere.KeyFile);
        File.Copy(place.SealKeyFile, elsewhere.SealKeyFile);
        using var server = await GongjiProcess.Serve(elsewhere);
        Assert.Empty(await day.AnsweredOtherwise(server.Address, copy.Before));
    }

    static async Task<DateTimeOffset> Begun(string file) => DateTimeOffset.UnixEpoch.AddMicroseconds(
        (await OutsideReader.Open(file)).Header.GetProperty("begun").GetInt64());

    static async Task Run(string[] command)
    {
        var (exitCode, said, error) = await GongjiProcess.Run(command);
        Assert.True(exitCode == 0, $"{string.Join(' ', command)}: {said}{error}");
    }

    /// <param name="Before">What was acknowledged when it was begun.</param>
    sealed record Copy(string File, IReadOnlyCollection<string> Before);
}
