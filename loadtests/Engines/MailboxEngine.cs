using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Ledger.Rules;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.LoadTests.Engines;

/// <summary>The mailbox host, with callers that ask again as those of a silo do.</summary>
sealed class MailboxEngine : IEngine
{
    readonly CancellationTokenSource _stop = new();
    readonly MailboxHost _host;
    readonly Task _run;

    public MailboxEngine(IJournalStore store, IPolicies policies, JournalOptions options)
    {
        var lanes = new Lanes(store, options, TimeProvider.System, TaskScheduler.Default, TestSeals.Sealer);
        _host = new MailboxHost(lanes, policies, TimeProvider.System, new MailboxOptions(), TaskScheduler.Default);
        Grains = new CalledGrains(new AskAgain(_host, TimeProvider.System, new AskAgainOptions()));
        _run = _host.Run(_stop.Token);
    }

    public IGrains Grains { get; }

    /// <summary>Starts it with the rules kept, as those of a silo are.</summary>
    public static async Task<MailboxEngine> Start(IJournalStore store, IPolicies policies, JournalOptions options)
    {
        var engine = new MailboxEngine(store, policies, options);
        await Keeping.KeepAll(policies, (area, rules) => engine.Grains.Policy(area).Keep(rules));
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _host.Stop();
        _stop.Dispose();
    }
}
