using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Ledger;

/// <summary>An answer leaves when its activation has looked whether another one wrote.</summary>
public sealed class LookTests
{
    static readonly PersonNo Person = PersonNo.Of("P1");

    [Fact]
    public async Task A_grain_that_many_ask_at_once_looks_once_for_all_who_came_before_the_look()
    {
        var store = new LookedAtStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1", yuan: 100);
        store.Hold();
        var first = ledger.Person("P1").View(ledger.Today);
        await store.Held;

        var later = Enumerable.Range(0, 9).Select(_ => ledger.Person("P1").View(ledger.Today)).ToArray();
        // What is booked needs no look, and has its turn behind them.
        await ledger.Credit("P1", 20, ledger.Today.Year);
        store.LetGo();

        Assert.All(
            await Task.WhenAll([first, .. later]),
            static view => Assert.Equal(100, view.OrThrow().Historic.Yuan));
        Assert.Equal(2, store.Looks);
    }

    [Fact]
    public async Task Who_comes_when_a_look_has_begun_is_not_answered_by_it()
    {
        var memory = new MemoryJournalStore();
        var store = new LookedAtStore(memory);
        await using var one = await TestLedger.Start(memory.Another());
        await using var other = await TestLedger.Start(store);
        await one.Enrol("P1", yuan: 100);
        await other.ViewOf("P1");
        store.Hold();
        var first = other.ViewOf("P1");
        await store.Held;
        await one.Credit("P1", 20, one.Today.Year);

        var second = other.ViewOf("P1");
        store.LetGo();

        await Record.ExceptionAsync(() => first);
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => second));
    }

    [Fact]
    public async Task What_is_booked_here_while_a_look_is_on_its_way_loses_nothing()
    {
        var store = new LookedAtStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1", yuan: 100);
        store.Hold(before: true);
        var view = ledger.ViewOf("P1");
        await store.Held;
        await ledger.Credit("P1", 20, ledger.Today.Year);

        store.LetGo();

        Assert.Equal(100, (await view).Historic.Yuan);
    }

    [Fact]
    public async Task Where_nobody_can_look_nothing_is_answered_and_nothing_is_lost()
    {
        var store = new LookedAtStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1", yuan: 100);
        await ledger.FormNetwork("N1", "P1");
        store.IsAway = true;

        var alone = await Record.ExceptionAsync(() => ledger.ViewOf("P1"));
        var withOthers = await Record.ExceptionAsync(() => ledger.ViewOfNetwork("N1"));
        await ledger.Credit("P1", 20, ledger.Today.Year);
        store.IsAway = false;

        Assert.IsType<OverloadedException>(alone);
        Assert.IsType<OutcomeUnknownException>(withOthers);
        Assert.Equal(20, (await ledger.ViewOf("P1")).Current.Yuan);
    }

    /// <summary>Counts looks behind the end of the person's journal, and keeps what one has seen.</summary>
    sealed class LookedAtStore(IJournalStore inner) : PassThroughStore(inner)
    {
        readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        volatile bool _holds;
        bool _before;

        public Task Held => _held.Task;

        public bool IsAway { get; set; }

        public int Looks { get; private set; }

        /// <summary>From now on looks are counted, and wait with what they have seen, or before they look.</summary>
        public void Hold(bool before = false) => (_before, _holds) = (before, true);

        public void LetGo() => _go.SetResult();

        public override async IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop = default)
        {
            if (IsAway)
            {
                throw new IOException("the database is away");
            }
            var holds = _holds && grain == GrainKey.Person(Person);
            if (holds && _before)
            {
                _held.TrySetResult();
                await _go.Task;
            }
            var seen = await base.Read(grain, from, to, stop).ToArrayAsync(stop);
            if (holds)
            {
                Looks++;
                _held.TrySetResult();
                await _go.Task;
            }
            foreach (var entry in seen)
            {
                yield return entry;
            }
        }
    }
}
