using Gongji.Journal;

namespace Gongji.Tests;

/// <summary>What a sender hears when the journal fails under a settlement.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task An_outcome_that_stays_unknown_is_said_to_be_unknown_and_the_same_message_settles_later()
    {
        var store = new FailingStore();
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(60m);
        var msgid = town.NewMsgId();

        store.Failures = int.MaxValue;
        var unknown = await town.Send("2207", Town.Settlement(visit, 60m), msgid);
        store.Failures = 0;
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m), msgid);

        Assert.Equal("-1", unknown["infcode"]!.ToJsonString());
        Assert.StartsWith("[outcome_unknown]", (string?)unknown["err_msg"], StringComparison.Ordinal);
        Assert.Contains("2601", (string?)unknown["err_msg"], StringComparison.Ordinal);
        Assert.Equal(msgid, (string?)settled["setlinfo"]!["medins_setl_id"]);
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_passing_failure_is_asked_again_with_the_same_operation_and_books_once()
    {
        var store = new FailingStore();
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(40m);

        store.Failures = 2;
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(40m, (decimal)settled["setlinfo"]!["acct_pay"]!);
        Assert.Equal(10m, await town.Balance(Town.Patient));
        Assert.True(store.Failures <= 0);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_booked_again()
    {
        var store = new FailingStore { WritesBeforeFailing = true };
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(40m);

        store.Failures = 3;
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(10m, (decimal)settled["setlinfo"]!["balc"]!);
        Assert.Equal(10m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_full_queue_is_told_as_not_booked()
    {
        var store = new FailingStore();
        await using var town = await Town.Build(store: store, journal: new JournalOptions { QueueMax = 1 });
        var visits = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            visits.Add(await town.Visit(1m));
        }

        store.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = visits.Select(visit => town.Send("2207", Town.Settlement(visit, 1m))).ToList();
        var first = await await Task.WhenAny(sent);
        store.Gate.SetResult();
        var answers = await Task.WhenAll(sent);

        Assert.StartsWith("[overloaded]", (string?)first["err_msg"], StringComparison.Ordinal);
        var booked = answers.Count(static answer => (int)answer["infcode"]! == 0);
        Assert.Equal(50m - booked, await town.Balance(Town.Patient));
    }

    /// <summary>A journal that fails when it is told to.</summary>
    sealed class FailingStore : IJournalStore
    {
        readonly MemoryJournalStore _inner = new();
        int _failures;

        /// <summary>How many of the next writes fail.</summary>
        public int Failures
        {
            get => _failures;
            set => _failures = value;
        }

        /// <summary>Whether a write that fails is durable all the same.</summary>
        public bool WritesBeforeFailing { get; init; }

        /// <summary>When set, writes wait for it.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public int Lanes => _inner.Lanes;

        public Task Prepare(CancellationToken stop) => _inner.Prepare(stop);

        public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
        {
            if (Gate is { } gate)
            {
                await gate.Task;
            }
            if (Interlocked.Decrement(ref _failures) < 0)
            {
                return await _inner.Write(lane, batch, stop);
            }
            if (WritesBeforeFailing)
            {
                await _inner.Write(lane, batch, stop);
            }
            throw new IOException("the connection died");
        }

        public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
            _inner.Read(grain, from, to, stop);

        public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => _inner.ReadSnapshot(grain, stop);

        public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) => _inner.WriteSnapshot(snapshot, stop);

        public Task<IReadOnlyList<GrainKey>> OpenWork(int limit, CancellationToken stop) =>
            _inner.OpenWork(limit, stop);

        public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
            _inner.Follow(after, stop);

        public IAsyncEnumerable<Entry> ReadByGrain(CancellationToken stop = default) => _inner.ReadByGrain(stop);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
