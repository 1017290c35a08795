using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Gongji.Hosting.Telemetry;

/// <summary>Takes from spans, before they are exported, whatever is not known to be free of persons: Orleans tags them
/// with keys of grains and with the texts of exceptions.</summary>
sealed class BareSpans : BaseProcessor<Activity>
{
    /// <summary>What was called, on which kind of grain and silo, and how it ended.</summary>
    static readonly FrozenSet<string> Kept = FrozenSet.Create(
        "rpc.system",
        "rpc.system.name",
        "rpc.service",
        "rpc.method",
        "error.type",
        "exception.type",
        "orleans.rpc.service",
        "orleans.activation.cause",
        "orleans.grain.state",
        "orleans.grain.type",
        "orleans.silo.id");

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(static tag => !Kept.Contains(tag.Key)).ToArray())
        {
            data.SetTag(name, null);
        }
        // Without the text that says why.
        data.SetStatus(data.Status);
        // What callers from outside send along is not ours to pass on.
        data.TraceStateString = null;
        if (data.Events.Any(static happened => happened.Tags.Any()) || data.Links.Any())
        {
            // Tags of these can't be taken away, so the span stays here.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
