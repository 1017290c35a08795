using Gongji.Journal.Entries;
using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Ledger;

/// <summary>One ledger for all tests of a class, over a store that takes a while to prepare. It starts when the first
/// test asks for it, so not at all where all are skipped.</summary>
public abstract class SharedLedger : IAsyncLifetime
{
    readonly ManualTime _time = EmbeddedLedger.Noon();
    TestLedger? _ledger;
    int _tests;

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }
    }

    /// <summary>The ledger, with names that no other test has.</summary>
    public async Task<ConformingLedger> ForOneTest()
    {
        _ledger ??= await EmbeddedLedger.Start(await Connect(), _time);
        return new EmbeddedLedger(_ledger, _time, $".{++_tests}");
    }

    protected abstract Task<IJournalStore> Connect();
}
