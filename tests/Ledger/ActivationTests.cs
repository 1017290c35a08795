using Gongji.Client.Calls;
using Gongji.Families;
using Gongji.Journal.Entries;
using Gongji.Ledger.People;

namespace Gongji.Tests.Ledger;

/// <summary>When an activation may answer and when it has to be made anew.</summary>
public sealed class ActivationTests
{
    static readonly GrainKey Key = GrainKey.Person(PersonNo.Of("P1"));

    [Fact]
    public async Task A_grain_that_failed_is_made_anew_from_its_journal()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var failed = await GrainOf(ledger);

        var failure = await Record.ExceptionAsync(
            () => Ask(ledger, static _ => throw new InvalidDataException("a bug")));

        Assert.IsType<OutcomeUnknownException>(failure);
        Assert.NotSame(failed, await GrainOf(ledger));
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    }

    [Fact]
    public async Task What_a_lost_activation_still_does_is_not_answered()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Ask(ledger, async _ =>
        {
            inside.SetResult();
            await goOn.Task;
            return Done.It;
        });
        await inside.Task;

        await Record.ExceptionAsync(() => Ask(ledger, static _ => throw new InvalidDataException("a bug")));
        goOn.SetResult();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => reading);
    }

    [Fact]
    public async Task A_grain_whose_journal_was_changed_does_not_begin()
    {
        var store = new MemoryJournalStore();
        await using (var ledger = await TestLedger.Start(store))
        {
            await ledger.Enrol("P1", yuan: 100);
        }
        var entries = await store.Read(Key, 1, long.MaxValue).ToListAsync();
        entries[0] = entries[0] with { At = entries[0].At.AddSeconds(1) };
        var changed = new MemoryJournalStore();
        await changed.Write(0, new Batch(entries, []), CancellationToken.None);
        await using var forged = await TestLedger.Start(changed);

        var failure = await Record.ExceptionAsync(() => forged.BalanceOf("P1"));

        Assert.IsType<InvalidDataException>(Assert.IsType<OutcomeUnknownException>(failure).InnerException);
    }

    [Fact]
    public async Task A_ledger_that_has_stopped_takes_no_more_calls()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Host.Stop();

        var answer = await Record.ExceptionAsync(() => ledger.Settle(ledger.BillOf("P1", inScope: 40)));

        Assert.IsType<OverloadedException>(answer);
        Assert.Equal(2, await ledger.Store.ReadByGrain().CountAsync());
    }

    [Fact]
    public async Task Networks_hear_of_a_release_only_when_the_bar_is_durable()
    {
        var calls = new SpiedCalls();
        var store = new FailingJournalStore(new MemoryJournalStore())
        {
            Failures = int.MaxValue,
            Among = static entry => entry.Kind == "person.settlement_barred.1",
        };
        await using var ledger = await TestLedger.Start(store, neighbours: calls);
        calls.To = ledger.Host;
        await ledger.Enrol("P1");
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        var forgotten = ledger.DrawOf("P1", 30, attempt: 9) with { Settlement = command.Settlement };
        (await ledger.Network("N1").Draw(forgotten)).OrThrow();
        var before = calls.Seen.Count;

        var answer = await Record.ExceptionAsync(() => ledger.Person("P1").Settle(command));

        Assert.IsType<OutcomeUnknownException>(answer);
        Assert.Equal([(GrainKey.Network(NetworkId.Of("N1")), typeof(Answer<Granted>))], calls.Seen.Skip(before));
    }

    static async Task<object?> GrainOf(TestLedger ledger)
    {
        object? seen = null;
        await Ask(ledger, grain =>
        {
            seen = grain;
            return Task.FromResult(Done.It);
        });
        return seen;
    }

    static Task<Done> Ask(TestLedger ledger, Func<InsuredPerson, Task<Done>> call) =>
        ((ICalls)ledger.Host).Call(Key, call);
}
