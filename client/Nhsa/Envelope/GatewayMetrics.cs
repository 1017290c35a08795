using System.Diagnostics.Metrics;

namespace Gongji.Nhsa.Envelope;

/// <summary>What the gateway counts and times.</summary>
sealed class GatewayMetrics
{
    public const string MeterName = "Gongji.Gateway";

    readonly Histogram<double> _duration;
    readonly Counter<long> _tooLarge;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>(
            "gongji.gateway.transaction.duration", "s", "From the first byte of a message to its answer.");
        _tooLarge = meter.CreateCounter<long>(
            "gongji.gateway.body.rejected", "{request}", "Bodies refused because they passed the limit.");
    }

    public void Answered(string infno, string outcome, TimeSpan took) =>
        _duration.Record(
            took.TotalSeconds,
            new KeyValuePair<string, object?>("gongji.infno", infno),
            new KeyValuePair<string, object?>("gongji.outcome", outcome));

    public void BodyTooLarge() => _tooLarge.Add(1);
}
