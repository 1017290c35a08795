using System.Diagnostics.Metrics;
using Gongji.Hosting.Notices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Hosting;

// What happens when the receiver is away.
public abstract partial class NoticeTests
{
    [ContractFact]
    public async Task While_the_receiver_fails_or_says_nothing_payments_are_answered_and_then_all_is_delivered()
    {
        await Ledger.Enrol("P1", yuan: 100);
        var (time, patience) = (NewTime(), NewTime());
        var notifier = NewNotifier(time: time, patience: patience);
        await notifier.StartAsync(default);
        Inbox.Answer = static n => n switch
        {
            1 => StatusCodes.Status500InternalServerError,
            2 => NoticeInbox.Never,
            _ => StatusCodes.Status200OK,
        };

        (await Ledger.Settle(Ledger.BillOf("P1", inScope: 10))).OrThrow();
        await Passing(time, Inbox.Next());
        var unanswered = await Passing(time, Inbox.Next());
        (await Ledger.Settle(Ledger.BillOf("P1", inScope: 20))).OrThrow();
        patience.Pass(TimeSpan.FromSeconds(5));
        await Passing(time, Inbox.Next());
        await notifier.StopAsync(default);

        Assert.Single(unanswered.Notices);
        Assert.Equal(["person/P1/3", "person/P1/4"], Inbox.Ids);
    }

    [ContractFact]
    public void A_receiver_that_is_away_is_asked_ever_more_seldom_but_once_a_minute()
    {
        var notifier = NewNotifier();
        var rests = new List<TimeSpan> { TimeSpan.FromSeconds(1) };

        for (var failed = 1; failed <= 8; failed++)
        {
            rests.Add(notifier.RestAfter(rests[^1], told: false));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], rests.Select(static rest => (int)rest.TotalSeconds));
        Assert.Equal(1, notifier.RestAfter(rests[^1], told: true).TotalSeconds);
    }

    [ContractFact]
    public async Task A_receiver_that_is_away_is_one_line_of_the_log_and_a_number_of_seconds()
    {
        await Ledger.Enrol("P1");
        var (log, measured) = (new Lines(), new Dictionary<string, List<double>>());
        using var listener = Measure(measured);
        var time = NewTime();
        using var logs = new LoggerFactory([log]);
        var notifier = NewNotifier(time: time, log: logs.CreateLogger<Notifier>());
        await notifier.Begin(default);
        Inbox.Answer = static n => n < 4 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;

        await Credit("P1", 2);
        for (var n = 1; n <= 4; n++)
        {
            await notifier.Round(default);
        }

        Assert.Equal([309, 310], log.Events);
        Assert.Equal([1, 1, 1], measured["gongji.notices.failed"]);
        Assert.Equal([2], measured["gongji.notices.sent"]);
        Assert.Equal(0, measured["gongji.notices.behind"][^1]);
        Assert.All(measured["gongji.notices.behind"][..3], static age => Assert.InRange(age, 3500, 3600));
    }

    /// <summary>An hour ahead of the ledger's clock, so that everything is late.</summary>
    static ManualTime NewTime() => new(TestLedger.Clock.GetUtcNow().AddHours(1));

    /// <summary>Lets the notifier rest until something has come.</summary>
    static async Task<T> Passing<T>(ManualTime time, Task<T> came)
    {
        await time.PassUntil(came);
        return await came;
    }

    MeterListener Measure(Dictionary<string, List<double>> measured)
    {
        var meters = Meters;
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    measured[instrument.Name] = [];
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, n, _, _) => measured[instrument.Name].Add(n));
        listener.SetMeasurementEventCallback<double>((instrument, n, _, _) => measured[instrument.Name].Add(n));
        listener.Start();
        return listener;
    }
}
