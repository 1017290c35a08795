using System.Diagnostics.Metrics;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Heads;

/// <summary>Tells outside of the journal, once a minute and at the end, how far it is written: in the log, as a metric
/// and where the operator wants it kept.</summary>
sealed class HeadWatch : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>A place that is away does not hold up a stop for longer.</summary>
    static readonly TimeSpan LastWordWithin = TimeSpan.FromSeconds(3);

    readonly Lanes _lanes;
    readonly Sealer _sealer;
    readonly TimeProvider _time;
    readonly ILogger<HeadWatch> _log;
    readonly HeadsPlace? _place;
    string? _told;
    string? _kept;

    /// <summary>What was kept before this process; null while that is not known.</summary>
    IReadOnlyList<PlacedHead>? _before;

    /// <param name="place">Null where the operator named none.</param>
    public HeadWatch(
        Lanes lanes,
        Sealer sealer,
        TimeProvider time,
        IMeterFactory meters,
        ILogger<HeadWatch> log,
        HeadsPlace? place = null)
    {
        (_lanes, _sealer, _time, _log, _place) = (lanes, sealer, time, log, place);
        meters.Create("Gongji.Hosting").CreateObservableGauge<long>(
            "gongji.journal.seal",
            () => lanes.Heads.Select(static placed => new Measurement<long>(
                placed.Head.Number,
                new KeyValuePair<string, object?>("database", placed.Database - 1),
                new KeyValuePair<string, object?>("chain", placed.Head.Chain))),
            description: "Number of the last seal in a chain of this silo.");
    }

    /// <summary>Stops after everything that writes, and tells the last heads.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var late = new CancellationTokenSource(LastWordWithin, _time);
        await Tell(late.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Tell(stoppingToken);
        }
    }

    /// <summary>Tells the heads where they have not been told yet.</summary>
    internal async Task Tell(CancellationToken stop)
    {
        var heads = new LedgerHeads(_sealer.Ledger, [.. _lanes.Heads]);
        var text = $"{heads}";
        if (heads.Heads.Count == 0)
        {
            return;
        }
        if (text != _told)
        {
            HostingLog.Heads(_log, text);
            _told = text;
        }
        if (_place is not null && text != _kept)
        {
            await Keep(_place, heads, stop);
        }
    }

    async Task Keep(HeadsPlace place, LedgerHeads heads, CancellationToken stop)
    {
        try
        {
            _before ??= await Before(place, stop);
            var written = heads.Heads.Select(static head => head.Database).ToHashSet();
            var rest = _before.Where(head => !written.Contains(head.Database));
            await place.Keep(heads with { Heads = [.. heads.Heads, .. rest] }, _time.GetUtcNow(), stop);
            _kept = $"{heads}";
        }
        catch (Exception failed)
        {
            HostingLog.HeadsNotKept(_log, $"{place}", failed.Message);
        }
    }

    /// <summary>What is known of a journal is not forgotten for one that lacks it.</summary>
    async Task<IReadOnlyList<PlacedHead>> Before(HeadsPlace place, CancellationToken stop)
    {
        var known = await place.Read(_sealer.Ledger, stop);
        var missing = await KnownHeads.MissingOf(_lanes.Store, _sealer.Ledger, known, stop);
        return missing.Count == 0
            ? known
            : throw new InvalidDataException($"seal {missing[0]} is known there, and the journal lacks it");
    }
}
