using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting;

/// <summary>Says for a while that this process is not ready, before it stops taking calls: whoever sends traffic has
/// time to send it elsewhere.</summary>
sealed class Drain(HostingOptions options, TimeProvider time, ILogger<Drain> log)
    : IHostedLifecycleService, IHealthCheck
{
    volatile bool _draining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HostingLog.Draining(log);
        _draining = true;
        await Task.Delay(options.DrainFor, time, cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_draining ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
