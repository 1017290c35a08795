namespace Gongji.Tests.Ledger;

/// <summary>Two hosts that know the same family; what happens next happens at the first.</summary>
sealed class StaleHosts(TestLedger one, TestLedger other) : IAsyncDisposable
{
    public TestLedger One => one;

    public TestLedger Other => other;

    public static async Task<StaleHosts> Start(params string[] members)
    {
        var store = new MemoryJournalStore();
        var (one, other) = (await TestLedger.Start(store), await TestLedger.Start(store.Another()));
        await one.Enrol("F1", yuan: 100);
        await one.Enrol("P1");
        await one.FormNetwork("N1", "F1", members);
        await other.ViewOfNetwork("N1");
        return new StaleHosts(one, other);
    }

    /// <summary>The other host doesn't know what it answers the first time; the second time it does.</summary>
    public async Task<T> FindsOut<T>(Func<TestLedger, Task<T>> ask)
    {
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => ask(other)));
        return await ask(other);
    }

    /// <summary>The same of what the funder's account shows when twenty yuan came in.</summary>
    public async Task<T> AfterCredit<T>(Func<TestLedger, Task<T>> ask)
    {
        await ask(other);
        await one.Credit("F1", yuan: 20, one.Today.Year);
        return await FindsOut(ask);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }
}
