using System.Text.Json;
using Gongji.Program.Serving;
using Microsoft.Data.Sqlite;

namespace Gongji.Tests.Program;

/// <summary>Whether a copy or an export can be gone back to is known before it is needed.</summary>
public sealed class VerifyTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("backup", "The books balance.")]
    [InlineData("export", "All of it is as the ledger wrote it.")]
    public async Task A_file_that_is_whole_is_said_to_be_and_what_can_t_be_known_is_said_too(string by, string says)
    {
        await Book("first");
        var file = await Copied(by);
        await Prove();

        var alone = await GongjiProcess.Run("verify", file);
        var beside = await GongjiProcess.Run("verify", file, "--data", _folder.Path);

        Assert.All([alone, beside], run => Assert.True(run.ExitCode == 0, run.Output + run.Error));
        Assert.All([alone, beside], run => Assert.Contains(says, run.Output, StringComparison.Ordinal));
        const string Unknown = "whether the ledger had booked more by then can't be said";
        const string Doubt = "It names the key of its seals itself";
        Assert.Contains(Unknown, alone.Output, StringComparison.Ordinal);
        Assert.Contains(Doubt, alone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Unknown, beside.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Doubt, beside.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("export")]
    public async Task What_was_proven_later_is_said_to_be_missing(string by)
    {
        await Book("first");
        var file = await Copied(by);
        await Book("second");
        await Prove();

        var alone = await GongjiProcess.Run("verify", file);
        var beside = await GongjiProcess.Run("verify", file, "--data", _folder.Path);

        Assert.Equal([0, 1], new[] { alone, beside }.Select(static run => run.ExitCode));
        Assert.Contains("SealedIsMissing", beside.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_cut_off_or_is_none_is_refused()
    {
        await Book("first");
        var (copy, export) = (await Copied("backup"), await Copied("export"));
        var changed = copy + "2";
        File.Copy(copy, changed);
        Change(changed, "UPDATE journal SET body = replace(body, 'hospital', 'pharmacy')");
        var cutCopy = copy + "3";
        await File.WriteAllBytesAsync(cutCopy, (await File.ReadAllBytesAsync(copy))[..40_000]);
        var text = await File.ReadAllTextAsync(export);
        string[] wrong =
        [
            changed,
            cutCopy,
            _folder.Write("changed.jsonl", text.Replace("hospital", "pharmacy", StringComparison.Ordinal)),
            _folder.Write("cut.jsonl", text[..(text.Length / 2)]),
            _folder.Write("none", "none"),
            _folder.Write("empty", ""),
        ];

        var runs = await Task.WhenAll(wrong.Select(static file => GongjiProcess.Run("verify", file)));

        Assert.All(runs, static run => Assert.Equal(1, run.ExitCode));
        Assert.Contains("HashIsBroken", runs[0].Output, StringComparison.Ordinal);
        Assert.Contains("damaged", runs[1].Error, StringComparison.Ordinal);
        Assert.Contains("HashIsBroken", runs[2].Output, StringComparison.Ordinal);
        Assert.All(runs[3..], static run => Assert.Single(run.Error.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task The_keys_of_another_ledger_are_not_taken_for_this_one_s()
    {
        await Book("first");
        var file = await Copied("export");
        var other = new Place(Path.Combine(_folder.Path, "other"), []);
        await GongjiProcess.Begin(other);

        var (exitCode, _, error) = await GongjiProcess.Run("verify", file, "--data", other.Data);

        Assert.Equal(1, exitCode);
        Assert.Contains("has the keys of ledger", error, StringComparison.Ordinal);
    }

    /// <summary>One institution more.</summary>
    async Task Book(string name)
    {
        var record = JsonSerializer.Serialize(new
        {
            kind = "institution",
            id = name,
            code = $"H610103{name.Length:D5}",
            name,
            area = "610103",
            type = "hospital",
            level = 2,
            capabilities = Array.Empty<string>(),
        });
        using var server = await GongjiProcess.Serve(_folder.Place);
        var to = server.Address.GetLeftPart(UriPartial.Authority);
        var (exitCode, output, error) = await GongjiProcess.Run("import", _folder.Write("records", record), "--to", to);
        Assert.True(exitCode == 0, output + error);
        await server.Terminate();
    }

    async Task<string> Copied(string by)
    {
        var file = Path.Combine(_folder.Path, $"copied-by-{by}");
        var (exitCode, _, error) = await GongjiProcess.Run(by, "--data", _folder.Path, "--to", file);
        Assert.True(exitCode == 0, error);
        return file;
    }

    async Task Prove()
    {
        var (exitCode, output, error) = await GongjiProcess.Run("prove", "--data", _folder.Path);
        Assert.True(exitCode == 0, output + error);
    }

    static void Change(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
