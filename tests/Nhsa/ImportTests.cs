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
        var import = new BulkImport(grains, new IdentityVault(IdentityKeys.Random()), time, new ImportOptions());
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

        Assert.Equal(3, half.Applied);
        Assert.Equal(whole.Applied, again.Applied);
        Assert.Equal(20m, (decimal)person.Body["balance"]!);
    }

    [Fact]
    public async Task Progress_tells_lines_and_bytes()
    {
        await using var app = await GatewayApp.Start();
        var told = new Told();

        await Import(app, File, told);

        var last = told.All[^1];
        Assert.Equal((13, 9, 4), (last.Lines, last.Applied, last.Refused));
        Assert.Equal(last.Length, last.Position);
    }

    static async Task<ImportResult> Import(GatewayApp app, string text, IProgress<ImportProgress>? progress = null)
    {
        var import = new BulkImport(
            app.Grains,
            app.Services.GetRequiredService<IdentityVault>(),
            app.Services.GetRequiredService<TimeProvider>(),
            new ImportOptions());
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
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
