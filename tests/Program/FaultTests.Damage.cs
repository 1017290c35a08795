using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.People.Patient;
using Gongji.Program.Demo;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

public sealed partial class FaultTests
{
    const int CutOff = 64 * 1024;

    [Fact]
    public async Task A_journal_file_whose_end_is_missing_is_neither_proved_nor_served()
    {
        var place = _folder.Place;
        await GongjiProcess.Begin(place);
        var imported = await GongjiProcess.Run(
            ["import", Samples.Population.FullName, .. GongjiProcess.Where(place)]);
        Assert.False(File.Exists(JournalOf(place) + "-wal"), "a journal that was closed is one file");
        using (var file = File.OpenWrite(JournalOf(place)))
        {
            file.SetLength(file.Length - CutOff);
        }

        var proved = await GongjiProcess.Run(["prove", .. GongjiProcess.Where(place)]);
        var served = await GongjiProcess.Run(
            ["serve", "--urls", "http://127.0.0.1:0", .. GongjiProcess.Where(place)]);

        Assert.Equal(0, imported.ExitCode);
        Assert.Equal((1, 1), (proved.ExitCode, served.ExitCode));
        Assert.StartsWith("gongji: The journal's file is damaged", proved.Error, StringComparison.Ordinal);
        Assert.StartsWith("gongji: The journal's file is damaged", served.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_with_a_flipped_byte_is_named_by_the_proof_and_refuses_while_all_others_go_on()
    {
        var place = _folder.Place;
        var day = new SampleDay(place);
        using (var first = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(first.Address);
            Assert.True(await day.Replay(first.Address, static _ => { }));
            await first.Terminate();
        }
        var damaged = await FlipAByte(place);
        var entry = damaged.Sequence.ToString(CultureInfo.InvariantCulture);

        var (exitCode, output, _) = await GongjiProcess.Run(["prove", .. GongjiProcess.Where(place)]);
        using var server = await GongjiProcess.Serve(place);
        var otherwise = await day.AnsweredOtherwise(server.Address);
        await server.Terminate();

        Assert.Equal(1, exitCode);
        Assert.Contains($"HashIsBroken at {damaged.Grain.Value} entry {entry}:", output, StringComparison.Ordinal);
        Assert.NotEmpty(otherwise);
        Assert.All(otherwise, pair => Assert.Equal(damaged.Grain.Id, PersonIn(pair.Asked)));
        Assert.All(otherwise, static pair =>
            Assert.StartsWith("[outcome_unknown]", (string?)pair.Said["err_msg"], StringComparison.Ordinal));
        var log = await server.Log;
        Assert.Contains($"the hash of person/*** does not hold at entry {entry}", log, StringComparison.Ordinal);
        Assert.DoesNotContain(damaged.Grain.Id, log, StringComparison.Ordinal);
    }

    static string JournalOf(Place place) => Path.Combine(place.Data, "journal.db");

    static string PersonIn(JsonNode message) =>
        message["input"]!.AsObject().Select(static node => (string?)node.Value?["psn_no"]).First(no => no is not null)!;

    /// <summary>Turns one bit of a settlement in the file, of a person who has no snapshot.</summary>
    /// <returns>The entry as it was.</returns>
    static async Task<Entry> FlipAByte(Place place)
    {
        var file = await File.ReadAllBytesAsync(JournalOf(place));
        await using var journal = place.JournalToRead();
        await foreach (var (_, entry) in journal.ReadByGrain())
        {
            var at = file.AsSpan().IndexOf(entry.Body);
            if (entry.Kind == EventKinds.Of<Settled>()
                && at >= 0
                && await journal.ReadSnapshot(entry.Grain, CancellationToken.None) is null)
            {
                file[at + (entry.Body.Length / 2)] ^= 1;
                await File.WriteAllBytesAsync(JournalOf(place), file);
                return entry;
            }
        }
        throw new InvalidOperationException("no settlement of the journal lies in one piece in its file");
    }
}
