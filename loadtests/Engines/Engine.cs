using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;

namespace Gongji.LoadTests.Engines;

/// <summary>A ledger in this process.</summary>
interface IEngine : IAsyncDisposable
{
    IGrains Grains { get; }
}

/// <summary>Starts ledgers over a journal, which stays open when they have ended.</summary>
static class Engine
{
    public static async Task<IEngine> Start(
        EngineKind kind, IJournalStore store, IPolicies policies, JournalOptions options) => kind switch
        {
            EngineKind.Silo => await SiloEngine.Start(store, policies, options),
            EngineKind.Mailbox => await MailboxEngine.Start(store, policies, options),
        };
}
