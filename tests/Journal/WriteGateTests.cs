using System.Globalization;
using System.Threading.Channels;
using Gongji.Journal.Entries;
using Gongji.Journal.Split;
using Gongji.Journal.Writing;
using Gongji.Ledger.People.Enrolment;

namespace Gongji.Tests.Journal;

/// <summary>What becomes of those who come while a database can't be written.</summary>
public sealed class WriteGateTests : IAsyncDisposable
{
    readonly ManualTime _time = new(Some.Time);
    readonly FullStore _store = new();
    readonly Witness _witness = new();
    readonly Lanes _lanes;

    public WriteGateTests() =>
        _lanes = new Lanes(
            _store, new JournalOptions(), _time, TaskScheduler.Default, TestSeals.Sealer, witness: _witness);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task When_a_commit_failed_and_nothing_can_be_written_nobody_books_until_something_can()
    {
        _store.Fails = new IOException("the disk is full");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Append("P1"));
        var closed = await _witness.Next();
        var refused = Record.Exception(() => Grain("P2").EnsureRoom());
        _store.Fails = null;

        _time.Pass(WriteGate.TouchEvery);
        var opened = await _witness.Next();
        await Append("P2");

        Assert.Equal("closed: the disk is full", closed);
        Assert.IsType<OverloadedException>(refused);
        Assert.Equal("opened after 0.5 s", opened);
        Assert.Equal([true], _lanes.Writable);
        Assert.Equal(1, _witness.Failed);
    }

    [Fact]
    public async Task A_commit_that_failed_alone_keeps_nobody_from_booking()
    {
        _store.FailsOnce = true;

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Append("P1"));
        await _store.Touched();
        await Append("P2");

        Assert.Equal([true], _lanes.Writable);
        Assert.Equal(1, _witness.Failed);
    }

    [Fact]
    public async Task A_disk_that_does_not_answer_is_found_out_while_nobody_books()
    {
        _store.Hangs = true;
        var check = _lanes.Check();
        await _store.Touched();

        _time.Pass(WriteGate.TouchWithin);
        await check;

        Assert.StartsWith("closed: nothing could be written within", await _witness.Next(), StringComparison.Ordinal);
        Assert.Throws<OverloadedException>(() => Grain("P1").EnsureRoom());
        Assert.Equal(0, _witness.Failed);
    }

    [Fact]
    public async Task Of_several_databases_only_the_one_that_can_t_be_written_takes_nothing()
    {
        var away = new FullStore { Fails = new IOException("away") };
        await using var split = new SplitJournalStore([_store, away]);
        var lanes = new Lanes(
            split, new JournalOptions(), _time, TaskScheduler.Default, TestSeals.Sealer, witness: _witness);

        await lanes.Check();

        Assert.Equal([true, false], lanes.Writable);
        Assert.Equal("closed: away", await _witness.Next());
    }

    GrainJournal Grain(string person)
    {
        var grain = GrainKey.Person(PersonNo.Of(person));
        return new GrainJournal(grain, _store, _lanes.For(grain), static _ => { });
    }

    Task Append(string person)
    {
        var grain = Grain(person);
        grain.EnsureRoom();
        grain.Append(Some.Time, null, new NetworkJoined(NetworkId.Of("N1")), opensWork: null);
        return grain.Durable;
    }

    /// <summary>A store that can't be written, or hangs, as a test says.</summary>
    sealed class FullStore() : PassThroughStore(new MemoryJournalStore(lanes: 1))
    {
        readonly Channel<bool> _touched = Channel.CreateUnbounded<bool>();

        public Exception? Fails { get; set; }

        public bool FailsOnce { get; set; }

        public bool Hangs { get; set; }

        /// <summary>When it was written to otherwise than by a commit.</summary>
        public Task<bool> Touched() => _touched.Reader.ReadAsync().AsTask();

        public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
        {
            var once = FailsOnce ? new IOException("the connection broke") : null;
            FailsOnce = false;
            return (Fails ?? once) is { } failure ? throw failure : await base.Write(lane, batch, stop);
        }

        public override async Task MoveCursor(string follower, JournalPosition to, CancellationToken stop)
        {
            if (Hangs)
            {
                _touched.Writer.TryWrite(true);
                await Task.Delay(Timeout.Infinite, stop);
            }
            var failure = Fails;
            await (failure is null ? base.MoveCursor(follower, to, stop) : Task.CompletedTask);
            _touched.Writer.TryWrite(true);
            if (failure is not null)
            {
                throw failure;
            }
        }
    }

    sealed class Witness : ICommitWitness
    {
        readonly Channel<string> _told = Channel.CreateUnbounded<string>();
        int _failed;

        public int Failed => _failed;

        public Task<string> Next() => _told.Reader.ReadAsync().AsTask();

        void ICommitWitness.Failed(int database, int entries, Exception why) => Interlocked.Increment(ref _failed);

        public void Closed(int database, Exception why) => _told.Writer.TryWrite($"closed: {why.Message}");

        public void Opened(int database, TimeSpan after) =>
            _told.Writer.TryWrite(string.Create(CultureInfo.InvariantCulture, $"opened after {after.TotalSeconds} s"));
    }
}
