using System.Diagnostics.Metrics;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Notices;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Tests.Support.Mailbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>A ledger, its notifier and whoever receives, for each test.</summary>
public abstract class NoticeContract : IAsyncLifetime
{
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly List<IDisposable> _notifiers = [];
    TestLedger? _ledger;
    NoticeInbox? _inbox;

    private protected TestLedger Ledger => _ledger!;

    private protected NoticeInbox Inbox => _inbox!;

    private protected WatchedJournalStore Journal { get; private set; } = null!;

    private protected IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public async Task InitializeAsync()
    {
        if (await Connect() is { } store)
        {
            Journal = new WatchedJournalStore(store);
            _ledger = await TestLedger.Start(Journal, options: new MailboxOptions { IdleFor = TimeSpan.Zero });
            _inbox = await NoticeInbox.Start();
        }
    }

    public virtual async Task DisposeAsync()
    {
        _notifiers.ForEach(static notifier => notifier.Dispose());
        await (_inbox?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _services.DisposeAsync();
    }

    /// <returns>Null where there is no such store.</returns>
    protected abstract Task<IJournalStore?> Connect();

    private protected Notifier NewNotifier(
        IJournalStore? journal = null,
        NoticeOptions? notices = null,
        ILease? lease = null,
        TimeProvider? time = null,
        TimeProvider? patience = null,
        ILogger<Notifier>? log = null)
    {
        var options = new HostingOptions { Notices = notices ?? new NoticeOptions() };
        options.Notices.To = Inbox.Address;
        options.Validate();
        var receiver = new NoticeReceiver(options, patience ?? TimeProvider.System);
        var notifier = new Notifier(
            options,
            lease ?? new OnlySilo(),
            journal ?? Journal,
            journal ?? Journal,
            TestSeals.Sealer,
            receiver,
            new NoticeMetrics(Meters),
            time ?? TimeProvider.System,
            log ?? NullLogger<Notifier>.Instance);
        _notifiers.AddRange([notifier, receiver]);
        return notifier;
    }

    /// <summary>One that has begun, at the end of what is there.</summary>
    private protected async Task<Notifier> Begun(
        IJournalStore? journal = null, NoticeOptions? notices = null, ILease? lease = null)
    {
        var notifier = NewNotifier(journal, notices, lease);
        await notifier.Begin(CancellationToken.None);
        return notifier;
    }

    /// <summary>So many credits, of 1 yuan, 2 yuan …</summary>
    private protected async Task Credit(string person, int many)
    {
        for (var yuan = 1; yuan <= many; yuan++)
        {
            await Ledger.Credit(person, yuan, Ledger.Today.Year);
        }
    }
}

public sealed class SqliteNoticeTests : NoticeTests
{
    readonly string _folder = Directory.CreateTempSubdirectory("gongji-notices-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IJournalStore?> Connect() =>
        Task.FromResult<IJournalStore?>(new SqliteJournalStore(Path.Combine(_folder, "journal.db")));
}

[NeedsPostgres]
public sealed class PostgresNoticeTests : NoticeTests
{
    protected override async Task<IJournalStore?> Connect() => PostgresServer.WhySkipped is null
        ? new PostgresJournalStore(await PostgresServer.NewDatabase(), TestLedger.Clock)
        : null;
}
