using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Ledger;

public sealed class EmbeddedConformance : LedgerConformance
{
    [Fact]
    public async Task When_all_was_forgotten_no_grain_is_in_memory()
    {
        var time = EmbeddedLedger.Noon();
        await using var ledger = await EmbeddedLedger.Start(new MemoryJournalStore(), time);
        var conforming = new EmbeddedLedger(ledger, time);
        await SpendADay(conforming);
        var before = ledger.Host.Count;

        await conforming.ForgetAll();

        Assert.Equal((5, 0), (before, ledger.Host.Count));
    }

    protected override Task On(Func<ConformingLedger, Task> test) => OnNew(test);

    internal static async Task OnNew(Func<TimedLedger, Task> test)
    {
        var time = EmbeddedLedger.Noon();
        await using var ledger = await EmbeddedLedger.Start(new MemoryJournalStore(), time);
        await test(new EmbeddedLedger(ledger, time));
    }
}

public sealed class EmbeddedTimedConformance : TimedConformance
{
    protected override Task On(Func<TimedLedger, Task> test) => EmbeddedConformance.OnNew(test);
}
