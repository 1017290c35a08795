using System.Diagnostics;
using Gongji.Hosting.Telemetry;

namespace Gongji.Tests.Hosting;

public sealed class BareSpansTests : IDisposable
{
    readonly ActivitySource _source = new(nameof(BareSpansTests));
    readonly BareSpans _bare = new();
    readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => source.Name == nameof(BareSpansTests),
        Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public BareSpansTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose()
    {
        _listener.Dispose();
        _bare.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_span_keeps_what_was_called_and_how_it_ended_but_no_key_and_no_text_of_an_exception()
    {
        using var span = _source.StartActivity("IPatient/Settle")!;
        span.SetTag("rpc.method", "IPatient/Settle");
        span.SetTag("orleans.rpc.target_id", "person/person/1");
        span.SetTag("exception.type", "TimeoutException");
        span.SetTag("exception.message", "no answer of person/person/1");
        span.SetStatus(ActivityStatusCode.Error, "no answer of person/person/1");
        span.TraceStateString = "patient=1";
        span.AddEvent(new ActivityEvent("creating"));

        _bare.OnEnd(span);

        Assert.Equal(
            [new("rpc.method", "IPatient/Settle"), new("exception.type", "TimeoutException")], span.TagObjects);
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.Null(span.TraceStateString);
        Assert.True(span.Recorded);
    }

    [Fact]
    public void A_span_from_which_a_text_can_not_be_taken_is_not_exported()
    {
        using var span = _source.StartActivity("IPatient/Settle")!;
        span.AddException(new TimeoutException("no answer of person/person/1"));

        _bare.OnEnd(span);

        Assert.False(span.Recorded);
    }
}
