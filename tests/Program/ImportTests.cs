namespace Gongji.Tests.Program;

/// <summary>What <c>gongji import</c> says of a file, and its exit code.</summary>
public sealed class ImportTests : IDisposable
{
    const string Credit = """{"kind":"credit","psnNo":"B1","amount":"10.00","year":2025}""";

    const string Insured = """{"from":"2020-01-01","area":"610199","kind":"active"}""";

    const string Records = $$"""
        {"kind":"person","id":"p","psnNo":"B1","name":"甲","certNo":"1","insurance":{{Insured}}}
        {{Credit}}
        {{Credit}}
        """;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_tells_what_a_running_server_booked_what_was_there_and_what_was_refused()
    {
        var good = _folder.Write("good.jsonl", Records);
        var bad = _folder.Write("bad.jsonl", Credit + "\n" + Credit.Replace("2025", "1925", StringComparison.Ordinal));
        using var server = await GongjiProcess.Serve(_folder.Place);
        var at = server.Address.GetLeftPart(UriPartial.Authority);

        var first = await GongjiProcess.Run("import", good, "--to", at);
        var second = await GongjiProcess.Run("import", bad, "--to", at);

        Assert.Contains("2 applied, 1 already there, 0 refused", first.Output, StringComparison.Ordinal);
        Assert.Contains("already there: line 3", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 applied, 1 already there, 1 refused", second.Output, StringComparison.Ordinal);
        Assert.Contains("line 2: [person.year_out_of_range]", second.Output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (first.ExitCode, second.ExitCode));
    }

    [Fact]
    public async Task It_tells_the_same_when_it_writes_the_journal_itself()
    {
        var file = _folder.Write("all.jsonl", Records + "\nbroken");
        await GongjiProcess.Begin(_folder.Place);

        var (exitCode, output, _) = await GongjiProcess.Run(["import", file, .. GongjiProcess.Where(_folder.Place)]);

        Assert.Contains("2 applied, 1 already there, 1 refused", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }
}
