namespace Gongji.Tests.Program;

/// <summary>What <c>gongji explain</c> finds, and what it says when it finds nothing.</summary>
public sealed class ExplainTests : IDisposable
{
    const string Insured = """{"from":"2020-01-01","area":"610199","kind":"active"}""";

    const string TakenBack = "\"credit\":\"import/credit/c\",\"amount\":\"4.00\",\"reason\":\"mistake\"";

    const string Records = $$"""
        {"kind":"person","id":"p","psnNo":"61019977770036","name":"甲","certNo":"1","insurance":{{Insured}}}
        {"kind":"credit","id":"c","psnNo":"61019977770036","amount":"10.00","year":2025}
        {"kind":"credit_taken_back","id":"t","psnNo":"61019977770036",{{TakenBack}}}
        """;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_explains_beside_a_running_server_a_credit_and_what_took_it_back()
    {
        using var server = await GongjiProcess.Serve(_folder.Place);
        await Import("--to", server.Address.GetLeftPart(UriPartial.Authority));

        var credit = await Explain("import/credit/c", "--language", "English");
        var taken = await Explain("import/credit_taken_back/t", "--language", "English");

        Assert.Equal((0, 0), (credit.ExitCode, taken.ExitCode));
        Assert.Equal(credit.Output, taken.Output);
        Assert.Contains("  person …0036  10.00 yuan of 2025 were credited", credit.Output, StringComparison.Ordinal);
        Assert.Contains("  The other 6.00 yuan of the credit stand.", credit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_does_not_find_it_says_in_the_language_that_was_asked_for()
    {
        await GongjiProcess.Begin(_folder.Place);
        await Import(GongjiProcess.Where(_folder.Place));
        string[] person = ["--person", "61019977770035"];
        string[] english = ["--language", "English"];

        Assert.Equal("gongji: 没有结算'S1'。", await Error("S1"));
        Assert.Equal("gongji: There is no settlement 'S1'.", await Error(["S1", .. english]));
        Assert.Equal("gongji: 该参保人没有结算'S1'。", await Error(["S1", .. person]));
        Assert.Equal("gongji: There is no settlement 'S1' of this person.", await Error(["S1", .. person, .. english]));
        Assert.Equal("gongji: 没有入账或收回'import/credit/x'。", await Error("import/credit/x"));
        Assert.Equal("gongji: 该参保人没有入账或收回'import/credit/c'。", await Error(["import/credit/c", .. person]));
        Assert.Equal(
            "gongji: There is no credit 'import/credit/c' of this person, booked or taken back.",
            await Error(["import/credit/c", .. person, .. english]));
        Assert.Equal("gongji: 'a b'不是编号。", await Error("a b"));
    }

    async Task Import(params string[] where)
    {
        var (exitCode, output, error) = await GongjiProcess.Run(
            ["import", _folder.Write("all.jsonl", Records), .. where]);
        Assert.True(exitCode == 0, output + error);
    }

    Task<(int ExitCode, string Output, string Error)> Explain(params string[] what) =>
        GongjiProcess.Run(["explain", .. what, .. GongjiProcess.Where(_folder.Place)]);

    async Task<string> Error(params string[] what) => (await Explain(what)).Error.Trim();
}
