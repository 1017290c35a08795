using Gongji.Proof.Copying;

namespace Gongji.Tests.Proof;

/// <summary>What is noticed of the file of an exported journal.</summary>
public sealed class ExportFileTests(CopiedDay day) : IClassFixture<CopiedDay>, IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("gongji-export-").FullName;
    string[] _lines = [];

    public async Task InitializeAsync()
    {
        var whole = Path.Combine(_folder, "whole");
        await JournalExport.Write(day.Source, TestLedger.Clock.GetUtcNow(), whole, default);
        _lines = await File.ReadAllLinesAsync(whole);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_read_is_what_was_written_to_the_byte()
    {
        var file = await Open(_lines);

        var (written, read) = (await day.Commits(), await file.Read(default).ToListAsync());

        Assert.Equal((CopiedDay.Name, 1), (file.Ledger, file.Databases));
        Assert.True((await CopiedDay.Check(file)).IsClean);
        Assert.Equal(written.SelectMany(Texts), read.SelectMany(Texts));

        static IEnumerable<string> Texts(WholeCommit commit) => commit.Entries.Select(static entry =>
            entry with { Body = [], Hash = [] } + Convert.ToHexString(entry.Body) + Convert.ToHexString(entry.Hash));
    }

    [Fact]
    public async Task Lines_that_are_missing_or_too_many_are_noticed()
    {
        var middle = _lines.Length / 2;
        string[][] wrong =
        [
            _lines[..1],
            _lines[..middle],
            [.. _lines, _lines[^1]],
            [.. _lines[..middle], .. _lines[(middle + 1)..]],
            [.. _lines[..middle], "", .. _lines[middle..]],
            [.. _lines[..middle], "null", .. _lines[middle..]],
            [.. _lines[..^1], _lines[^1].Replace("]]", ",\"\"]]", StringComparison.Ordinal)],
            [.. _lines[..^1], _lines[^1].Replace("\"entries\":", "\"entries\":1", StringComparison.Ordinal)],
        ];

        foreach (var lines in wrong)
        {
            await AssertNotWhole(await Open(lines));
        }
    }

    [Theory]
    [InlineData("\"database\":1", "\"database\":2")]
    [InlineData("\"database\":1", "\"database\":0")]
    [InlineData("\"database\":1", "\"database\":1,\"database\":1")]
    [InlineData("\"database\":1", "\"database\":1,\"more\":1")]
    [InlineData("\"database\":1,", "")]
    [InlineData("\"at\":", "\"at\":9999")]
    [InlineData("\"hash\":\"", "\"hash\":\"x")]
    [InlineData("\"body\":\"", "\"body\":\"\\ud800")]
    [InlineData("\"kind\":\"", "\"kind\":null,\"was\":\"")]
    public async Task A_line_of_another_form_is_noticed(string part, string other)
    {
        var at = _lines.Length / 2;
        var line = _lines[at].Replace(part, other, StringComparison.Ordinal);

        Assert.NotEqual(_lines[at], line);
        await AssertNotWhole(await Open([.. _lines[..at], line, .. _lines[(at + 1)..]]));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_in_a_line_is_noticed()
    {
        await File.WriteAllTextAsync(Changed, string.Join('\n', _lines)[..^1]);

        await AssertNotWhole(await ExportFile.Open(Changed, default));
    }

    [Fact]
    public async Task A_body_that_is_no_text_is_written_nowhere()
    {
        var first = (await day.Commits())[0];
        var damaged = first with { Entries = [first.Entries[0] with { Body = [0xff] }] };

        await Assert.ThrowsAsync<InvalidDataException>(() => JournalExport.Write(
            CopiedDay.SourceOf([damaged]), TestLedger.Clock.GetUtcNow(), Changed, default));

        Assert.False(File.Exists(Changed));
    }

    [Fact]
    public async Task What_does_not_begin_as_such_a_file_is_none()
    {
        string[][] wrong =
        [
            [],
            ["SQLite format 3"],
            _lines[1..],
            [_lines[0].Replace("journal.1", "journal.2", StringComparison.Ordinal), .. _lines[1..]],
            [_lines[0].Replace("\"databases\":1", "\"databases\":0", StringComparison.Ordinal), .. _lines[1..]],
        ];

        foreach (var lines in wrong)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Open(lines));
        }
    }

    [Fact]
    public async Task A_grain_in_the_place_of_another_database_is_noticed()
    {
        var header = _lines[0].Replace("\"databases\":1", "\"databases\":2", StringComparison.Ordinal);

        var refused = await AssertNotWhole(await Open([header, .. _lines[1..]]));

        Assert.Contains("does not belong where it stands", refused.Message, StringComparison.Ordinal);
    }

    string Changed => Path.Combine(_folder, "changed");

    async Task<ExportFile> Open(string[] lines)
    {
        await File.WriteAllTextAsync(Changed, string.Concat(lines.Select(static line => line + "\n")));
        return await ExportFile.Open(Changed, default);
    }

    static Task<InvalidDataException> AssertNotWhole(ExportFile file) =>
        Assert.ThrowsAsync<InvalidDataException>(() => CopiedDay.Check(file));
}
