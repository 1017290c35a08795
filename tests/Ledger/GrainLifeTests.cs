using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Enrolment;

namespace Gongji.Tests.Ledger;

/// <summary>What leaves an activation as an answer, and what does not, call by call.</summary>
public sealed class GrainLifeTests
{
    static readonly GrainKey Person = GrainKey.Person(PersonNo.Of("P1"));

    [Fact]
    public async Task Who_found_no_room_on_the_way_is_not_told_that_nothing_was_booked()
    {
        var (life, book) = await Begin(new MemoryJournalStore());

        var nothing = await Record.ExceptionAsync(() => life.Answer(() => throw new OverloadedException("full")));
        var part = await Record.ExceptionAsync(() => life.Answer(() =>
        {
            book.Record(Joined(1));
            throw new OverloadedException("full");
        }));

        Assert.IsType<OverloadedException>(nothing);
        Assert.IsType<OutcomeUnknownException>(part);
    }

    [Fact]
    public async Task A_grain_whose_memory_is_in_doubt_answers_nothing_of_what_it_has_seen()
    {
        var (life, book) = await Begin(new MemoryJournalStore());
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = life.Answer(() => waits.Task);
        await life.Answer(() =>
        {
            book.Record(Joined(1));
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => life.Answer(static () => throw new InvalidOperationException("a bug")));

        waits.SetResult();

        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => reads));
    }

    [Fact]
    public async Task An_own_entry_under_way_is_not_taken_for_the_one_that_another_activation_wrote()
    {
        var memory = new MemoryJournalStore();
        var held = new HeldJournalStore(memory);
        var store = new SeenStore(held);
        var (_, ofAnother) = await Begin(memory.Another());
        var (life, book) = await Begin(store);
        ofAnother.Record(Joined(1));
        await ofAnother.Durable;
        // Nothing comes between a look and what follows it here: a look goes on where it is let go.
        var reads = Task.Run(() => life.Answer(static () => Task.CompletedTask));
        await store.HasSeen;
        var comes = held.Hold(Person);
        book.Record(Joined(2));
        await comes;

        store.LetGo();

        Assert.False(reads.IsCompleted);
        held.LetGo(Person);
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => reads));
    }

    [Fact]
    public async Task What_is_only_queued_does_not_show_that_nobody_else_wrote()
    {
        var memory = new MemoryJournalStore();
        var store = new SlowReplies(memory);
        var (life, book) = await Begin(store);
        book.Record(Joined(1));
        await store.HasWritten(0);
        var (_, ofAnother) = await Begin(memory.Another());
        ofAnother.Record(Joined(2));
        await ofAnother.Durable;
        var reads = life.Answer(static () => Task.CompletedTask);
        book.Record(Joined(3));

        store.Reply(0);
        await store.HasWritten(1);
        await Task.WhenAny(reads, Task.Delay(TimeSpan.FromMilliseconds(300), TestLedger.Clock));

        Assert.False(reads.IsCompleted);
        store.Reply(1);
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => reads));
    }

    static NetworkJoined Joined(int binding) => new(NetworkId.Of("N1"), binding);

    static async Task<(GrainLife Life, Book<PersonState> Book)> Begin(IJournalStore store)
    {
        await store.Prepare(CancellationToken.None);
        var lanes = new Lanes(store, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer);
        var life = new GrainLife(Person, lanes, static _ => { });
        var book = life.Open<PersonState>(TestLedger.Clock);
        await life.Begin();
        return (life, book);
    }

    /// <summary>What it has written it says when a test lets it, write by write.</summary>
    sealed class SlowReplies(IJournalStore inner) : PassThroughStore(inner)
    {
        readonly TaskCompletionSource[] _written = [New(), New()];
        readonly TaskCompletionSource[] _replies = [New(), New()];
        int _writes;

        public Task HasWritten(int write) => _written[write].Task;

        public void Reply(int write) => _replies[write].SetResult();

        public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
        {
            var conflicts = await base.Write(lane, batch, stop);
            var write = _writes++;
            _written[write].SetResult();
            await _replies[write].Task;
            return conflicts;
        }

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Keeps back what it has seen behind the end of a journal.</summary>
    sealed class SeenStore(IJournalStore inner) : PassThroughStore(inner)
    {
        readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whoever waits for it goes on in the turn of whoever lets it go.</summary>
        readonly TaskCompletionSource _go = new();

        public Task HasSeen => _seen.Task;

        public void LetGo() => _go.SetResult();

        public override async IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop = default)
        {
            await foreach (var entry in base.Read(grain, from, to, stop))
            {
                _seen.SetResult();
                await _go.Task;
                yield return entry;
            }
        }
    }
}
