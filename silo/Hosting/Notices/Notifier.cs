using Gongji.Hosting.Leases;
using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Notices;

/// <summary>Tells persons what moved in their accounts, in one silo of the cluster at a time. The journal is the
/// outbox: what was booked is followed, so no payment waits for a notice and none is lost with a process.</summary>
sealed class Notifier(
    HostingOptions options,
    ILease lease,
    IJournalStore journal,
    ISnapshots snapshots,
    Sealer sealer,
    NoticeReceiver receiver,
    NoticeMetrics metrics,
    TimeProvider time,
    ILogger<Notifier> log) : BackgroundService
{
    /// <summary>The name under which the journal knows how far notices have come, and silos who sends them.</summary>
    const string Name = "notices";

    /// <summary>Entries that are looked at, and held in memory, at once.</summary>
    const int PageMax = 1_000;

    /// <summary>A receiver that is away for long is asked no more seldom than this.</summary>
    static readonly TimeSpan RestMax = TimeSpan.FromMinutes(1);

    readonly NoticeReader _reader = new(journal, snapshots, sealer.Snapshots);

    /// <summary>When that was booked which waits longest in a database.</summary>
    readonly Dictionary<int, DateTimeOffset> _waiting = [];

    bool _failing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Begin(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await lease.Leave(Name, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = options.Notices.LookEvery;
        while (true)
        {
            await Task.Delay(rest, time, stoppingToken);
            rest = RestAfter(rest, await Round(stoppingToken));
        }
    }

    /// <summary>How long to wait after a round: twice as long as before it when it failed, a minute at most.</summary>
    internal TimeSpan RestAfter(TimeSpan rest, bool told) => told ? options.Notices.LookEvery
        : rest * 2 < RestMax ? rest * 2
        : RestMax;

    /// <summary>What was booked before anybody was to be told is nobody's news; all that is booked from now on
    /// is.</summary>
    internal async Task Begin(CancellationToken stop)
    {
        for (var database = 0; database < journal.Databases; database++)
        {
            await journal.Cursor(Name, database, stop);
        }
    }

    /// <summary>Delivers what there is, if that is this silo's work: a page of each database in turn, so that none
    /// waits for the end of another.</summary>
    /// <returns>False when some could not be delivered.</returns>
    internal async Task<bool> Round(CancellationToken stop)
    {
        var fine = true;
        var databases = Enumerable.Range(0, journal.Databases).ToList();
        while (databases.Count > 0)
        {
            foreach (var database in databases.ToArray())
            {
                try
                {
                    if (!await IsOurs(database, stop) || !await DeliverPage(database, stop))
                    {
                        databases.Remove(database);
                    }
                }
                catch (Exception failed) when (!stop.IsCancellationRequested)
                {
                    databases.Remove(database);
                    fine = false;
                    Tell(failed);
                }
            }
        }
        metrics.Behind(_waiting.Count == 0 ? TimeSpan.Zero : time.GetUtcNow() - _waiting.Values.Min());
        if (fine && _failing)
        {
            HostingLog.NoticesDelivered(log);
        }
        _failing = !fine;
        return fine;
    }

    /// <summary>A receiver that is away for hours is one line of the log.</summary>
    void Tell(Exception failed)
    {
        metrics.Failed();
        if (!_failing)
        {
            HostingLog.NoticesNotDelivered(log, failed);
        }
        _failing = true;
    }

    /// <summary>When another silo sends, it begins where the last one has come to, and this one waits for
    /// nothing.</summary>
    async Task<bool> IsOurs(int database, CancellationToken stop)
    {
        var ours = await lease.Hold(Name, stop);
        if (!ours)
        {
            _waiting.Remove(database);
        }
        return ours;
    }

    /// <returns>Whether there may be more.</returns>
    async Task<bool> DeliverPage(int database, CancellationToken stop)
    {
        var after = await journal.Cursor(Name, database, stop);
        var page = await journal.Follow(after, stop).Take(PageMax).ToListAsync(stop);
        foreach (var batch in (await _reader.Of(page, stop)).Chunk(options.Notices.BatchMax))
        {
            if (!await IsOurs(database, stop))
            {
                return false;
            }
            _waiting[database] = batch[0].Notice.At;
            await receiver.Send(new NoticeBatch([.. batch.Select(static placed => placed.Notice)]), stop);
            metrics.Sent(batch.Length);
            await journal.MoveCursor(Name, batch[^1].Position, stop);
        }
        _waiting.Remove(database);
        if (page is [.., var last])
        {
            await journal.MoveCursor(Name, last.Position, stop);
        }
        return page.Count == PageMax;
    }
}
