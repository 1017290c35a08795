using Gongji.Tests.Conformance;

namespace Gongji.Tests.Hosts;

public sealed class EmbeddedConformance : LedgerConformance
{
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
