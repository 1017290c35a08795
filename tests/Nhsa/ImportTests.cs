using System.Text;
using Gongji.Admin.Import;
using Gongji.Client.Calls;
using Gongji.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Tests.Nhsa;

/// <summary>Records in bulk.</summary>
public sealed class ImportTests
{
    const string Insured = "\"from\":\"2023-01-01\",\"area\":\"610199\"";

    const string File = $$$"""
        {"kind":"institution","code":"H1","name":"医院","area":"610103","type":"hospital","level":3,"capabilities":[]}
        {"kind":"person","psnNo":"P1","name":"甲","certNo":"1","insurance":{{{{Insured}}},"kind":"active"}}
        {"kind":"person","psnNo":"P2","name":"乙","certNo":"2","insurance":{{{{Insured}}},"kind":"resident"}}

        {"kind":"credit","psnNo":"P1","amount":"10.00","year":2025}
        {"kind":"credit","psnNo":"P1","amount":"10.00","year":2025,"id":"second"}
        {"kind":"credit","psnNo":"P2","amount":"10.00","year":2025}
        {"kind":"network","network":"N1","funder":"P1"}
        {"kind":"modes","network":"N1","modes":["payment"]}
        {"kind":"member","network":"N1","psnNo":"P2","relation":"parent"}
        {"kind":"insurance","psnNo":"P1","insurance":{{{{Insured}}},"kind":"retired"}}
        {"kind":"unheard","psnNo":"P2"}
        broken
        {"kind":"credit","psnNo":"P1","amount":"0.001","year":2025}
        """;

    [Fact]
    public async Task A_file_is_applied_and_its_bad_lines_are_named()
    {
        await using var app = await GatewayApp.Start();

        var result = await Import(app, File);
        var person = await app.Admin("GET", "persons/P1");
        var network = await app.Admin("GET", "networks/N1");

        Assert.Equal(9, result.Applied);
        Assert.Equal([7L, 12, 13, 14], result.Errors.Select(static e => e.Line));
        Assert.StartsWith("[person.no_account]", result.Errors[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("[admin.kind_unknown]", result.Errors[1].Reason, StringComparison.Ordinal);
        Assert.StartsWith("[message.not_json]", result.Errors[2].Reason, StringComparison.Ordinal);
        Assert.StartsWith("[message.too_many_decimals]", result.Errors[3].Reason, StringComparison.Ordinal);
        Assert.Equal(20m, (decimal)person.Body["balance"]!);
        Assert.Equal("P2", (string?)network.Body["members"]![0]!["member"]);
    }

    [Fact]
    public async Task A_line_outlasts_a_ledger_that_is_missed_for_longer_than_anybody_would_wait_at_a_counter()
    {
        var time = new ManualTime(FixedClock.Morning);
        var missed = new MissedLedger(time, time.GetUtcNow().AddSeconds(40));
        var grains = new CalledGrains(new AskAgain(missed, time, new AskAgainOptions()));
        var import = new BulkImport(
            grains, new IdentityVault(IdentityKeys.Random()), time, new ImportOptions(), Importer);
        using var line = new MemoryStream(Encoding.UTF8.GetBytes(File.Split('\n')[4]));

        var run = import.Run(line, null, CancellationToken.None);
        await time.PassUntil(run);

        Assert.Equal(1, (await run).Applied);
    }

    [Fact]
    public async Task A_file_that_is_read_again_books_nothing_twice()
    {
        await using var app = await GatewayApp.Start();

        var half = await Import(app, string.Join('\n', File.Split('\n')[..4]));
        var whole = await Import(app, File);
        var again = await Import(app, File);
        var person = await app.Admin("GET", "persons/P1");

        Assert.Equal((3, 0, 0), (half.Applied, half.Already, half.Refused));
        Assert.Equal((6, 3, 4), (whole.Applied, whole.Already, whole.Refused));
        Assert.Equal((0, 9, 4), (again.Applied, again.Already, again.Refused));
        Assert.Equal([1L, 2, 3], whole.AlreadyLines);
        Assert.Equal(20m, (decimal)person.Body["balance"]!);
    }

    [Fact]
    public async Task Progress_tells_lines_and_bytes()
    {
        await using var app = await GatewayApp.Start();
        var told = new Told();

        await Import(app, File, told);

        var last = told.All[^1];
        Assert.Equal((13, 9, 0, 4), (last.Lines, last.Applied, last.Already, last.Refused));
        Assert.Equal(last.Length, last.Position);
    }

    [Fact]
    public async Task Two_lines_that_are_alike_and_have_no_id_are_one_and_the_second_is_told_as_already_there()
    {
        await using var app = await GatewayApp.Start();
        await Import(app, string.Join('\n', File.Split('\n')[..3]));
        var credit = File.Split('\n')[4];
        var respelled = credit.Replace("\"10.00\"", "1e1", StringComparison.Ordinal);

        var both = await Import(app, $"{credit}\r\n{respelled}\r\n");
        var nextMonth = await Import(app, credit);
        var person = await app.Admin("GET", "persons/P1");

        Assert.Equal((1, 1, 0), (both.Applied, both.Already, both.Refused));
        Assert.Equal([2L], both.AlreadyLines);
        Assert.Equal((0, 1, 0), (nextMonth.Applied, nextMonth.Already, nextMonth.Refused));
        Assert.Equal(10m, (decimal)person.Body["balance"]!);
    }

    [Fact]
    public async Task A_line_without_an_id_is_not_booked_again_when_the_keys_were_lost()
    {
        await using var app = await GatewayApp.Start();
        await Import(app, string.Join('\n', File.Split('\n')[..5]));

        var again = await Import(app, File.Split('\n')[4], vault: new IdentityVault(IdentityKeys.Random()));
        var person = await app.Admin("GET", "persons/P1");

        Assert.Equal((0, 1), (again.Applied, again.Refused));
        Assert.StartsWith(
            "[operation.id_used_for_other_content]", again.Errors[0].Reason, StringComparison.Ordinal);
        Assert.EndsWith("(id)", again.Errors[0].Reason, StringComparison.Ordinal);
        Assert.Equal(10m, (decimal)person.Body["balance"]!);
    }

    /// <summary>The name of a line stands in the journal for all to read.</summary>
    [Theory]
    [InlineData("'kind':'person','psnNo':'P9','name':'甲','certNo':'9'", "甲", "乙")]
    [InlineData("'kind':'person','psnNo':'P9','name':'甲','certNo':'9'", "'9'", "'8'")]
    public async Task A_line_without_an_id_has_a_name_that_tells_nothing_personal(
        string fields, string personal, string other)
    {
        await using var app = await GatewayApp.Start();
        var line = $"{{{fields},'insurance':{{'from':'2023-01-01','area':'610199','kind':'active'}}}}";
        string Json(string text) => text.Replace('\'', '"');

        var first = await Import(app, Json(line));
        var second = await Import(app, Json(line.Replace(personal, other, StringComparison.Ordinal)));

        Assert.Equal((1, 0), (first.Applied, first.Refused));
        Assert.Equal((0, 1), (second.Applied, second.Refused));
        Assert.EndsWith("(id)", second.Errors[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_cards_of_a_person_are_two_though_no_line_has_an_id()
    {
        await using var app = await GatewayApp.Start();
        const string Card = """{"kind":"credential","psnNo":"P1","certType":"03","number":"7001"}""";
        var both = $"{Card}\n{Card.Replace("7001", "7002", StringComparison.Ordinal)}";
        await Import(app, string.Join('\n', File.Split('\n')[..3]));

        var first = await Import(app, both);
        var again = await Import(app, both);

        Assert.Equal((2, 0, 0), (first.Applied, first.Already, first.Refused));
        Assert.Equal((0, 2, 0), (again.Applied, again.Already, again.Refused));
    }

    [Fact]
    public async Task A_line_whose_bytes_are_not_utf8_or_that_has_no_end_is_refused_and_the_others_are_applied()
    {
        await using var app = await GatewayApp.Start();
        var lines = File.Split('\n');
        byte[] file =
        [
            .. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(lines[0]), (byte)'\n',
            .. Encoding.UTF8.GetBytes(lines[1].Replace("甲", "X", StringComparison.Ordinal))
                .Select(static b => b == 'X' ? (byte)0xBC : b), (byte)'\n',
            .. Enumerable.Repeat((byte)' ', 3_000_000), (byte)'{', (byte)'\n',
            .. Encoding.UTF8.GetBytes(lines[2]),
        ];

        var result = await Import(app, file);

        Assert.Equal((2, 0, 2), (result.Applied, result.Already, result.Refused));
        Assert.Equal([2L, 3], result.Errors.Select(static e => e.Line));
        Assert.StartsWith("[message.not_utf8]", result.Errors[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("[message.text_too_long]", result.Errors[1].Reason, StringComparison.Ordinal);
        Assert.Equal(404, (await app.Admin("GET", "persons/P1")).Status);
    }

    static Task<ImportResult> Import(
        GatewayApp app, string text, IProgress<ImportProgress>? progress = null, IdentityVault? vault = null) =>
        Import(app, Encoding.UTF8.GetBytes(text), progress, vault);

    static Actor Importer => new(ActorRole.Program, ActorChannel.File);

    static async Task<ImportResult> Import(
        GatewayApp app, byte[] bytes, IProgress<ImportProgress>? progress = null, IdentityVault? vault = null)
    {
        var import = new BulkImport(
            app.Grains,
            vault ?? app.Services.GetRequiredService<IdentityVault>(),
            app.Services.GetRequiredService<TimeProvider>(),
            new ImportOptions(),
            Importer);
        using var file = new MemoryStream(bytes);
        return await import.Run(file, progress, CancellationToken.None);
    }

    sealed class Told : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value) => All.Add(value);
    }

    /// <summary>Nobody answers until a moment; then everything is confirmed.</summary>
    sealed class MissedLedger(TimeProvider time, DateTimeOffset until) : ICalls
    {
        public Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class =>
            time.GetUtcNow() < until
                ? Task.FromException<T>(new OutcomeUnknownException("nobody answers"))
                : Task.FromResult((T)(object)new Answer<Confirmation>(new Confirmation(default, 1, until)));
    }
}
