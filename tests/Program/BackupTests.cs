using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>A ledger of one machine is copied while it books, and goes on from the copy.</summary>
public sealed class BackupTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copies_that_are_made_while_it_books_prove_and_have_all_that_was_acknowledged_before()
    {
        var day = new SampleDay(_folder.Place);
        using var server = await GongjiProcess.Serve(_folder.Place);
        await SampleDay.Enrol(server.Address);
        var copies = new List<Task<(string File, IReadOnlyCollection<string> Before)>>();

        var over = await day.Replay(server.Address, answered =>
        {
            if (answered % (SampleDay.Messages / 4) == 0)
            {
                lock (copies)
                {
                    copies.Add(Copy(day, copies.Count));
                }
            }
        });

        Assert.True(over, day.Trouble);
        Assert.Equal(4, copies.Count);
        foreach (var (file, before) in await Task.WhenAll(copies))
        {
            Assert.NotEmpty(before);
            await AssertHas(file, before);
        }
    }

    [Fact]
    public async Task A_ledger_goes_on_from_its_copy()
    {
        var day = new SampleDay(_folder.Place);
        using (var server = await GongjiProcess.Serve(_folder.Place))
        {
            await SampleDay.Enrol(server.Address);
            Assert.True(await day.Replay(server.Address, static _ => { }), day.Trouble);
            server.Kill();
        }
        var file = Path.Combine(_folder.Path, "copy.db");
        var backup = await GongjiProcess.Run("backup", "--data", _folder.Path, "--to", file);
        var place = new Place(Path.Combine(_folder.Path, "other"), []);

        var restored = await GongjiProcess.Run("restore", file, "--data", place.Data);
        File.Copy(_folder.Place.KeyFile, place.KeyFile);
        File.Copy(_folder.Place.SealKeyFile, place.SealKeyFile);
        using var again = await GongjiProcess.Serve(place);

        Assert.True(backup.ExitCode == 0, backup.Error);
        Assert.True(restored.ExitCode == 0, restored.Error);
        await day.AssertAnsweredAsBefore(again.Address);
    }

    [Fact]
    public async Task Nothing_is_written_over_and_what_is_not_there_is_not_copied()
    {
        var empty = await GongjiProcess.Run("backup", "--data", _folder.Path, "--to", Path.Combine(_folder.Path, "c"));
        using (await GongjiProcess.Serve(_folder.Place))
        {
            // It has made an empty ledger.
        }
        var file = Path.Combine(_folder.Path, "copy.db");
        await GongjiProcess.Run("backup", "--data", _folder.Path, "--to", file);

        var twice = await GongjiProcess.Run("backup", "--data", _folder.Path, "--to", file);
        var over = await GongjiProcess.Run("restore", file, "--data", _folder.Path);
        var elsewhere = await GongjiProcess.Run("backup", "--postgres", "Host=nowhere", "--to", file + "2");

        Assert.All(new[] { empty, twice, over, elsewhere }, static run => Assert.Equal(1, run.ExitCode));
        Assert.Contains("There is no ledger", empty.Error, StringComparison.Ordinal);
        Assert.Contains("nothing is ever written over", twice.Error, StringComparison.Ordinal);
        Assert.Contains("never put in the place of another", over.Error, StringComparison.Ordinal);
        Assert.Contains("pg_basebackup", elsewhere.Error, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task A_copy_and_a_journal_are_proven_on_a_medium_that_can_t_be_written()
    {
        using var disk = new SmallDisk();
        using (var server = await GongjiProcess.Serve(disk.Place))
        {
            await SampleDay.Enrol(server.Address);
            Assert.Equal(0, await server.Terminate());
        }
        disk.Protect();

        var proof = await GongjiProcess.Run("prove", "--data", disk.Place.Data);

        Assert.True(proof.ExitCode == 0, proof.Output + proof.Error);
        Assert.Contains("The books balance.", proof.Output, StringComparison.Ordinal);
    }

    async Task<(string, IReadOnlyCollection<string>)> Copy(SampleDay day, int number)
    {
        var before = day.Acknowledged;
        var file = Path.Combine(_folder.Path, $"copy{number}.db");
        var (exitCode, _, error) = await GongjiProcess.Run("backup", "--data", _folder.Path, "--to", file);
        Assert.True(exitCode == 0, error);
        return (file, before);
    }

    async Task AssertHas(string file, IReadOnlyCollection<string> acknowledged)
    {
        var place = new Place(Path.Combine(_folder.Path, Path.GetFileNameWithoutExtension(file)), []);
        var restored = await GongjiProcess.Run("restore", file, "--data", place.Data);
        Assert.True(restored.ExitCode == 0, restored.Error);
        var proof = await GongjiProcess.Run("prove", "--full", "--data", place.Data);
        Assert.True(proof.ExitCode == 0, proof.Output);
        await using var journal = place.JournalToRead();
        var settled = await journal.ReadByGrain()
            .Where(static placed => placed.Entry.Kind.StartsWith("person.settled.", StringComparison.Ordinal))
            .Select(static placed => placed.Entry.Operation)
            .ToListAsync();
        Assert.Empty(acknowledged.Except(settled!));
    }
}
