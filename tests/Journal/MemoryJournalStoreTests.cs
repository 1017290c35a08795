using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

public sealed class MemoryJournalStoreTests : JournalStoreContract
{
    readonly Func<IJournalStore> _connect = new MemoryJournalStore().Another;

    protected override Task<IJournalStore> Connect() => Task.FromResult(_connect());
}
