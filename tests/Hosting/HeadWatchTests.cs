using System.Diagnostics.Metrics;
using Gongji.Hosting.Heads;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Split;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Hosting;

/// <summary>A silo tells outside of the journal how far it is written.</summary>
public sealed class HeadWatchTests : IAsyncLifetime, IDisposable
{
    /// <summary>The numbers of the lines that say so.</summary>
    const int Heads = 316, HeadsNotKept = 317;

    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly Lines _lines = new();
    readonly ILoggerFactory _logs;
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    readonly List<HeadWatch> _watches = [];
    TestLedger _ledger = null!;

    public HeadWatchTests() => _logs = LoggerFactory.Create(to => to.AddProvider(_lines));

    public async Task InitializeAsync() => _ledger = await TestLedger.Start(new MemoryJournalStore());

    public Task DisposeAsync() => _ledger.DisposeAsync().AsTask();

    public void Dispose()
    {
        _watches.ForEach(static watch => watch.Dispose());
        _logs.Dispose();
        _lines.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_last_seals_are_a_line_and_a_metric_and_stand_where_the_operator_wants_them()
    {
        var place = HeadsPlace.Of(Path.Combine(_folder, "heads"));
        var watch = Watch(place);

        await watch.Tell(default);
        await _ledger.Enrol("P1");
        await watch.Tell(default);
        await watch.Tell(default);
        await _ledger.Credit("P1", 1, _ledger.Today.Year);
        await watch.StopAsync(default);

        var heads = _ledger.Lanes.Heads.ToArray();
        Assert.Equal([Heads, Heads], _lines.Events);
        Assert.Equal(heads, Assert.Single(LedgerHeads.In(_lines.All.Split('\n'))).Heads);
        Assert.Equal(heads, await place.Read(TestSeals.Sealer.Ledger, default));
        Assert.Equal(heads.Select(static head => head.Head.Number), SealsMeasured());
        Assert.Empty(await KnownHeads.MissingOf(_ledger.Store, TestSeals.Sealer.Ledger, heads, default));
    }

    [Fact]
    public async Task An_address_keeps_heads_and_one_that_does_not_answer_is_asked_again()
    {
        string? kept = null;
        var isAway = true;
        await using var web = WebApplication.CreateSlimBuilder().Build();
        web.Urls.Add("http://127.0.0.1:0");
        web.MapGet("/silo-1", () => isAway ? Results.StatusCode(503)
            : kept is null ? Results.NotFound() : Results.Text(kept));
        web.MapPut("/silo-1", async (HttpRequest put) =>
        {
            using var body = new StreamReader(put.Body);
            kept = await body.ReadToEndAsync();
        });
        await web.StartAsync();
        var watch = Watch(HeadsPlace.Of($"{web.Urls.Single()}/silo-1"));
        await _ledger.Enrol("P1");

        await watch.Tell(default);
        var whileAway = kept;
        isAway = false;
        await watch.Tell(default);

        Assert.Null(whileAway);
        Assert.Equal([Heads, HeadsNotKept], _lines.Events);
        Assert.Equal(_ledger.Lanes.Heads, Assert.Single(LedgerHeads.In([kept!])).Heads);
    }

    [Fact]
    public async Task What_is_known_of_a_journal_is_not_forgotten_for_one_that_lacks_it()
    {
        var place = HeadsPlace.Of(Path.Combine(_folder, "heads"));
        var lost = new PlacedHead(1, new SealHead(new string('a', 32), 7, new string('0', 64)));
        await place.Keep(new LedgerHeads(TestSeals.Sealer.Ledger, [lost]), DateTimeOffset.UnixEpoch, default);
        await _ledger.Enrol("P1");

        await Watch(place).Tell(default);

        Assert.Equal([Heads, HeadsNotKept], _lines.Events);
        Assert.Equal([lost], await place.Read(TestSeals.Sealer.Ledger, default));
    }

    [Fact]
    public async Task Of_a_database_in_which_nobody_has_written_yet_the_head_from_before_stays_known()
    {
        var place = HeadsPlace.Of(Path.Combine(_folder, "heads"));
        await using var store = new SplitJournalStore([new MemoryJournalStore(), new MemoryJournalStore()]);
        await using (var before = await TestLedger.Start(store))
        {
            foreach (var person in Enumerable.Range(1, 8).Select(static n => $"P{n}"))
            {
                await before.Enrol(person);
            }
            await Watch(place, before).Tell(default);
        }
        var known = await place.Read(TestSeals.Sealer.Ledger, default);
        await using var after = await TestLedger.Start(store);
        await after.Enrol("P9");

        await Watch(place, after).Tell(default);

        var written = after.Lanes.Heads.Single();
        Assert.Equal([1, 2], known.Select(static head => head.Database).Distinct().Order());
        Assert.Equal(
            [.. known.Where(head => head.Database != written.Database), written],
            (await place.Read(TestSeals.Sealer.Ledger, default)).OrderBy(head => head == written));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_a_file_that_tells_of_no_heads_are_no_empty_places()
    {
        var file = Path.Combine(_folder, "heads");
        await File.WriteAllTextAsync(file, "something else");
        await _ledger.Enrol("P1");

        await Watch(HeadsPlace.Of(file)).Tell(default);
        await Watch(HeadsPlace.Of(Path.Combine(_folder, "nowhere", "heads"))).Tell(default);

        Assert.Equal([Heads, HeadsNotKept, Heads, HeadsNotKept], _lines.Events);
        Assert.Equal("something else", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public void A_secret_in_an_address_is_told_nobody() => Assert.Equal(
        "https://heads:8443/silo-1", $"{HeadsPlace.Of("https://me:word@heads:8443/silo-1?signature=secret")}");

    [Fact]
    public async Task The_head_of_a_lane_is_known_also_when_its_last_commit_failed()
    {
        var store = new FailingJournalStore(new MemoryJournalStore(lanes: 1));
        await using var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1");
        var before = ledger.Lanes.Heads.Single();
        store.Failures = 1;

        await Record.ExceptionAsync(() => ledger.Credit("P1", 1, ledger.Today.Year));
        var failed = ledger.Lanes.Heads.Single();
        await ledger.Credit("P1", 2, ledger.Today.Year);
        var after = ledger.Lanes.Heads.Single();

        Assert.Equal(before, failed);
        Assert.NotEqual(before.Head.Chain, after.Head.Chain);
    }

    [Theory]
    [InlineData("ftp://somewhere/heads")]
    public void An_address_of_another_kind_is_refused(string place) =>
        Assert.Throws<FormatException>(() => HeadsPlace.Of(place));

    HeadWatch Watch(HeadsPlace place, TestLedger? ledger = null)
    {
        var watch = new HeadWatch(
            (ledger ?? _ledger).Lanes,
            TestSeals.Sealer,
            TestLedger.Clock,
            _services.GetRequiredService<IMeterFactory>(),
            _logs.CreateLogger<HeadWatch>(),
            place);
        _watches.Add(watch);
        return watch;
    }

    List<long> SealsMeasured()
    {
        var measured = new List<long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, number, _, _) => measured.Add(number));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
