using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;

namespace Gongji.Tests.Ledger;

/// <summary>Whom a sweep wakes, when, and who waits for whom.</summary>
public sealed class SweepTests : IAsyncDisposable
{
    static readonly TimeSpan CallMax = TimeSpan.FromSeconds(10);

    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
    readonly MemoryJournalStore _store = new();
    readonly Woken _woken = new();
    readonly List<(string Grain, string Why)> _failed = [];

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Whoever_has_work_is_woken_once_page_by_page_the_oldest_first()
    {
        string[] all = [.. Enumerable.Range(0, DatabaseSweep.PageMax + 1).Select(static n => $"person/{n:D5}")];
        await Open(all);
        var sweep = Sweep();

        var more = await sweep.Next(default);
        await sweep.Done;
        var first = _woken.All;
        var still = await sweep.Next(default);
        await sweep.Done;

        Assert.Equal((true, false), (more, still));
        Assert.Equal(all[..DatabaseSweep.PageMax], first);
        Assert.Equal(all, _woken.All);
    }

    [Fact]
    public async Task Who_still_has_work_is_woken_in_every_round_and_who_is_under_way_is_not_woken_twice()
    {
        await Open("person/1", "network/2");
        var stuck = new TaskCompletionSource();
        _woken.Meets = grain => grain == "person/1" ? stuck.Task : Task.CompletedTask;
        var sweep = Sweep();

        await sweep.All();
        await sweep.All();
        stuck.SetResult();
        await sweep.AllDone();

        Assert.Equal(["person/1", "network/2", "network/2", "person/1", "network/2"], _woken.All);
    }

    /// <summary>Where eleven thousand wait for a database that is away, ten seconds each, the five thousand others
    /// among them are woken in time.</summary>
    [Fact]
    public void Who_waits_for_somebody_that_is_away_holds_up_nobody_else()
    {
        string[] all = [.. Enumerable.Range(0, 16_000).Select(static n => $"person/{n:D5}")];
        _time.Run(() => Open(all));
        _woken.Meets = async grain =>
        {
            if (CanFinish(grain))
            {
                await _store.Write(0, new Batch([], [new(new GrainKey(grain), null)]), default);
                return;
            }
            await Task.Delay(CallMax, _time);
            throw new OutcomeUnknownException("no answer");
        };
        var began = _time.GetUtcNow();
        var sweep = Sweep();

        _time.Run(sweep.All);

        Assert.Equal(all.Where(CanFinish), _woken.All.Where(CanFinish));
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(50));

        static bool CanFinish(string grain) => grain[^1] is '0' or '4' or '8';
    }

    [Fact]
    public async Task Who_could_not_be_reached_rests_longer_each_time_and_half_a_minute_at_most()
    {
        await Open("person/1");
        _woken.Meets = static _ => throw new OverloadedException("full");
        var sweep = Sweep();
        var wokenAt = new List<double>();

        for (var second = 0; second < 120; second++)
        {
            var before = _woken.All.Count;
            await sweep.AllDone();
            if (_woken.All.Count > before)
            {
                wokenAt.Add(second);
            }
            _time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 4, 12, 28, 58, 88, 118], wokenAt);
        Assert.Empty(_failed);
    }

    [Fact]
    public async Task Who_was_reached_again_is_woken_in_every_round_again()
    {
        await Open("person/1");
        _woken.Meets = static _ => throw new TimeoutException();
        var sweep = Sweep();
        await sweep.AllDone();
        _woken.Meets = static _ => Task.CompletedTask;
        _time.Pass(TimeSpan.FromSeconds(4));

        await sweep.AllDone();
        await sweep.AllDone();

        Assert.Equal(3, _woken.All.Count);
    }

    [Fact]
    public async Task A_grain_that_fails_or_can_have_no_work_is_told_of_and_holds_up_nobody()
    {
        await Open("person/1", "visit/2", "person/3");
        _woken.Meets = static grain => grain == "person/1" ? throw new IOException("broken") : Task.CompletedTask;
        var sweep = Sweep();

        await sweep.AllDone();

        Assert.Equal(["person/1", "person/3"], _woken.All);
        Assert.Equal(["person/1", "visit/2"], _failed.Select(static failed => failed.Grain).Order());
        Assert.Contains(("person/1", "broken"), _failed);
    }

    [Fact]
    public async Task A_database_that_can_not_be_asked_is_asked_for_the_same_again()
    {
        await Open([.. Enumerable.Range(0, DatabaseSweep.PageMax + 1).Select(static n => $"person/{n:D5}")]);
        var away = new AwayStore(_store);
        var sweep = new DatabaseSweep(away, new CalledGrains(_woken), 0, _time, static (_, _) => { });
        await sweep.Next(default);
        away.IsAway = true;

        await Assert.ThrowsAsync<IOException>(() => sweep.Next(default));
        away.IsAway = false;
        await sweep.AllDone();

        Assert.Equal($"person/{DatabaseSweep.PageMax:D5}", _woken.All[^1]);
        Assert.Equal(DatabaseSweep.PageMax + 1, _woken.All.Count);
    }

    DatabaseSweep Sweep() => new(_store, new CalledGrains(_woken), 0, _time, (grain, why) =>
    {
        lock (_failed)
        {
            _failed.Add((grain.Value, why.Message));
        }
    });

    /// <summary>Grains with work, the first one for the longest.</summary>
    async Task Open(params string[] grains) => await _store.Write(
        0,
        new Batch(
            [], [.. grains.Select((grain, n) => new WorkMark(new GrainKey(grain), _time.GetUtcNow().AddTicks(n)))]),
        default);

    /// <summary>Notes who was woken, instead of waking.</summary>
    sealed class Woken : ICalls
    {
        readonly List<string> _all = [];

        /// <summary>What becomes of a call.</summary>
        public Func<string, Task> Meets { get; set; } = static _ => Task.CompletedTask;

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            lock (_all)
            {
                _all.Add(key.Value);
            }
            await Meets(key.Value);
            return default!;
        }
    }

    sealed class AwayStore(IJournalStore inner) : PassThroughStore(inner)
    {
        public bool IsAway { get; set; }

        public override Task<IReadOnlyList<WorkMark>> OpenWork(
            int database, WorkMark? after, int limit, CancellationToken stop) =>
            IsAway ? throw new IOException("away") : base.OpenWork(database, after, limit, stop);
    }
}
