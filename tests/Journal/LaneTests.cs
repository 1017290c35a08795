using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Ledger.People.Enrolment;

namespace Gongji.Tests.Journal;

/// <summary>What a lane makes of commits that fail and of races that are lost. The test decides when each write
/// ends.</summary>
public sealed class LaneTests : IAsyncDisposable
{
    static readonly JournalOptions Options = new() { QueueMax = 3, BatchMax = 10 };

    readonly ManualTime _time = new(Some.Time);
    readonly HeldStore _store = new();
    readonly Lane _lane;

    public LaneTests() => _lane = NewLane(Options);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Nothing_is_durable_before_the_store_says_so()
    {
        var grain = Grain("P1");
        Append(grain);
        var write = await _store.Next();

        Assert.False(grain.Durable.IsCompleted);
        write.Commit();

        await grain.Durable;
    }

    [Fact]
    public async Task Of_a_batch_in_conflict_the_other_grains_are_written_and_only_the_conflicting_one_is_lost()
    {
        var (first, stale, other) = (Grain("P0"), Grain("P1"), Grain("P2"));
        Append(first);
        var running = await _store.Next();
        Append(stale);
        Append(other);
        running.Commit();

        var both = await _store.Next();
        both.Conflict("person/P1");
        var again = await _store.Next();

        Assert.Equal(["person/P2"], again.Grains);
        Assert.Equal([1, 2, 2], new[] { running, both, again }.Select(static write => write.Batch.Seal!.Number));
        Assert.False(other.Durable.IsCompleted);
        again.Commit();
        await other.Durable;
        other.EnsureRoom();
        await AssertLost(stale);
    }

    [Fact]
    public async Task What_a_grain_queued_behind_a_failed_commit_is_never_written()
    {
        var (failing, other) = (Grain("P1"), Grain("P2"));
        Append(failing);
        var running = await _store.Next();
        Append(failing);
        Append(other);

        running.Fail();
        var next = await _store.Next();

        Assert.Equal(["person/P2"], next.Grains);
        next.Commit();
        await other.Durable;
        await AssertLost(failing);
    }

    [Fact]
    public async Task A_commit_that_failed_loses_every_grain_of_its_batch_and_tells_each_once()
    {
        var told = new List<string>();
        var (first, one, two) = (Grain("P0"), Grain("P1", told), Grain("P2", told));
        Append(first);
        var running = await _store.Next();
        Append(one);
        Append(two);
        running.Commit();

        (await _store.Next()).Fail();

        await AssertLost(one);
        await AssertLost(two);
        one.Lose("again", null);
        Assert.Equal(["P1", "P2"], told.Order());
        first.EnsureRoom();
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_more_and_empties_itself()
    {
        var grain = Grain("P1");
        Append(grain);
        var running = await _store.Next();
        for (var n = 0; n < Options.QueueMax; n++)
        {
            grain.EnsureRoom();
            Append(grain);
        }

        Assert.Throws<OverloadedException>(grain.EnsureRoom);
        running.Commit();
        (await _store.Next()).Commit();

        await grain.Durable;
        grain.EnsureRoom();
    }

    [Fact]
    public async Task Large_entries_make_small_batches_and_fill_the_queue_before_its_number_of_entries_does()
    {
        var options = new JournalOptions { QueueBytesMax = 200, BatchBytesMax = 1 };
        var lane = NewLane(options);
        var grain = new GrainJournal(GrainKey.Person(PersonNo.Of("P1")), _store, lane, static _ => { });
        Append(grain);
        var running = await _store.Next();
        var appended = 0;
        for (; Record.Exception(grain.EnsureRoom) is null; appended++)
        {
            Append(grain);
        }

        running.Commit();
        for (var n = 0; n < appended; n++)
        {
            var write = await _store.Next();
            Assert.Single(write.Batch.Entries);
            write.Commit();
        }

        await grain.Durable;
        grain.EnsureRoom();
        Assert.InRange(appended, 2, 50);
    }

    [Fact]
    public async Task Of_a_grain_s_marks_in_one_batch_the_last_one_counts()
    {
        var (first, grain) = (Grain("P0"), Grain("P1"));
        Append(first);
        var running = await _store.Next();
        Append(grain, opensWork: true);
        Append(grain, opensWork: false);
        running.Commit();

        var write = await _store.Next();

        Assert.Equal([new WorkMark(Some.Grain("person/P1"), null)], write.Batch.Marks);
    }

    [Fact]
    public async Task A_grain_that_fails_when_it_is_told_of_its_loss_fails_alone()
    {
        var failing = new GrainJournal(
            Some.Grain("person/P1"), _store, _lane, static _ => throw new InvalidOperationException("can't be told"));
        var (beside, behind) = (Grain("P2"), Grain("P3"));
        Append(beside);
        var running = await _store.Next();
        Append(failing);
        Append(behind);
        running.Commit();

        (await _store.Next()).Conflict("person/P1");
        (await _store.Next()).Commit();

        await behind.Durable;
        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => failing.Durable);
        Assert.Equal("can't be told", unknown.InnerException?.InnerException?.Message);
        Append(beside);
        (await _store.Next()).Commit();
        await beside.Durable;
    }

    [Fact]
    public async Task Nobody_waits_behind_a_write_that_does_not_end()
    {
        var (stuck, other) = (Grain("P1"), Grain("P2"));
        Append(stuck);
        var write = await _store.Next();
        _time.Pass(Lane.WriteWithin);
        other.EnsureRoom();

        _time.Pass(TimeSpan.FromSeconds(1));

        Assert.Throws<OverloadedException>(other.EnsureRoom);
        write.Commit();
        await stuck.Durable;
        Append(other);
        (await _store.Next()).Commit();
        await other.Durable;
    }

    Lane NewLane(JournalOptions options)
    {
        var gate = new WriteGate(_store, 0, _time, TaskScheduler.Default, witness: null);
        var seals = TestSeals.Chain(_store);
        return new Lane(_store, 0, seals, options, gate, _time, TaskScheduler.Default);
    }

    GrainJournal Grain(string person, List<string>? told = null) => new(
        GrainKey.Person(PersonNo.Of(person)), _store, _lane, _ => told?.Add(person));

    static void Append(GrainJournal grain, bool? opensWork = null) =>
        grain.Append(Some.Time, null, new NetworkJoined(NetworkId.Of("N1")), opensWork);

    static async Task AssertLost(GrainJournal grain)
    {
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => grain.Durable);
        Assert.Throws<OutcomeUnknownException>(grain.EnsureRoom);
    }
}
