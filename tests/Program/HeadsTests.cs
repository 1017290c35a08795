using Gongji.Journal.Sealing;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>A silo tells how far its journal is written where nobody changes it who changes the journal.</summary>
public sealed class HeadsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_that_lacks_what_its_silo_told_elsewhere_is_neither_served_nor_proven()
    {
        var (place, heads) = (_folder.Place, Path.Combine(_folder.Path, "elsewhere"));
        var older = Path.Combine(_folder.Path, "older.db");
        await Serve(place, heads, day: false);
        File.Copy(place.JournalFile, older);
        var log = await Serve(place, heads, day: true);
        var whole = await GongjiProcess.Run("prove", "--data", place.Data, "--heads", heads);

        File.Copy(older, place.JournalFile, overwrite: true);
        File.Delete(place.ProofFile);
        var alone = await GongjiProcess.Run("prove", "--data", place.Data);
        File.Delete(place.ProofFile);
        var byHeads = await GongjiProcess.Run("prove", "--data", place.Data, "--heads", heads);
        var byLog = await GongjiProcess.Run("prove", "--data", place.Data, "--heads", _folder.Write("log", log));
        var served = await GongjiProcess.Run(
            "serve", "--data", place.Data, "--urls", "http://127.0.0.1:0", "--heads", heads);

        Assert.True(whole.ExitCode == 0, whole.Output);
        Assert.DoesNotContain("No head of its seals is known", whole.Output, StringComparison.Ordinal);
        Assert.Equal([0, 1, 1, 1], new[] { alone, byHeads, byLog, served }.Select(static run => run.ExitCode));
        Assert.Contains("No head of its seals is known", alone.Output, StringComparison.Ordinal);
        Assert.Contains("SealedIsMissing", byHeads.Output, StringComparison.Ordinal);
        Assert.Contains("SealedIsMissing", byLog.Output, StringComparison.Ordinal);
        Assert.Contains($"The journal lacks what '{heads}' knows of it", served.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heads_of_another_ledger_and_a_place_without_any_are_no_help()
    {
        var (place, heads) = (_folder.Place, Path.Combine(_folder.Path, "elsewhere"));
        await GongjiProcess.Begin(place);
        string[] prove = ["prove", "--data", place.Data, "--heads", heads];

        var none = await GongjiProcess.Run(prove);
        var head = new PlacedHead(1, new(new string('a', 32), 1, new string('0', 64)));
        await File.WriteAllTextAsync(heads, $"{new LedgerHeads(Guid.Empty, [head])}\n");
        var another = await GongjiProcess.Run(prove);

        Assert.Equal((1, 1), (none.ExitCode, another.ExitCode));
        Assert.Contains("Nothing is at", none.Error, StringComparison.Ordinal);
        Assert.Contains($"has heads of ledger {Guid.Empty}, and not of", another.Error, StringComparison.Ordinal);
    }

    /// <summary>Serves a ledger that enrols persons, or lets a day pass.</summary>
    /// <returns>The log.</returns>
    static async Task<string> Serve(Place place, string heads, bool day)
    {
        using var server = await GongjiProcess.Serve(place, "--heads", heads);
        if (day)
        {
            Assert.True(await new SampleDay(place).Replay(server.Address, static _ => { }));
        }
        else
        {
            await SampleDay.Enrol(server.Address);
        }
        Assert.Equal(0, await server.Terminate());
        return await server.Log;
    }
}
