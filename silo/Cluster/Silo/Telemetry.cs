using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gongji.Cluster;

/// <summary>Sends our meters and activity sources and those of Orleans to an OTLP collector, when the environment names
/// one by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
sealed class Telemetry : IHostedService, IDisposable
{
    MeterProvider? _meters;
    TracerProvider? _traces;

    public static void Add(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            services.AddHostedService<Telemetry>();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Gongji.*", "Microsoft.Orleans", "Microsoft.AspNetCore.*", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .AddSource("Gongji.*", "Microsoft.Orleans.*")
            .AddProcessor(new BareSpans())
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }
}
