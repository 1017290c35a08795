using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gongji.Hosting.Telemetry;

/// <summary>Sends our meters and activity sources, and those of what we stand on, to an OTLP collector, when the
/// environment names one by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public static class TelemetrySetup
{
    /// <summary>Whether there is a collector. Without one nothing is measured that costs a call anything.</summary>
    public static bool HasCollector =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };

    public static void AddTelemetry(this IServiceCollection services)
    {
        if (!HasCollector)
        {
            return;
        }
        services.AddOpenTelemetry()
            .WithMetrics(static meters => meters
                .AddMeter("Gongji.*", "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation())
            .WithTracing(static traces => traces
                .AddSource("Gongji.*", "Microsoft.Orleans.*")
                .AddProcessor(new BareSpans()))
            .UseOtlpExporter();
    }
}
