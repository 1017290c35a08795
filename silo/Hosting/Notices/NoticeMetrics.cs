using System.Diagnostics.Metrics;

namespace Gongji.Hosting.Notices;

/// <summary>How the delivery of notices goes, and of whom they are nothing.</summary>
sealed class NoticeMetrics
{
    readonly Counter<long> _sent;
    readonly Counter<long> _failed;
    readonly Gauge<double> _behind;

    public NoticeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gongji.Hosting");
        _sent = meter.CreateCounter<long>(
            "gongji.notices.sent", "{notice}", "Notices that the receiver has taken.");
        _failed = meter.CreateCounter<long>(
            "gongji.notices.failed", "{failure}", "How often notices could not be delivered; they are tried again.");
        _behind = meter.CreateGauge<double>(
            "gongji.notices.behind", "s", "Age of the oldest notice that is not delivered; 0 when there is none.");
    }

    public void Sent(int notices) => _sent.Add(notices);

    public void Failed() => _failed.Add(1);

    public void Behind(TimeSpan age) => _behind.Record(age.TotalSeconds);
}
