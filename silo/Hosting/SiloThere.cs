using Gongji.Client.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gongji.Hosting;

/// <summary>Whether a process without a silo reaches one. It asks each time, so that it also finds silos that have come
/// back while nobody was sent here.</summary>
sealed class SiloThere(IGrainFactory grains, TimeProvider time) : IHealthCheck
{
    /// <summary>A caller sends what it asks of different keys through different silos; one that stands still is no
    /// reason to send nobody here.</summary>
    const int Asked = 3;

    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await FirstOf([.. Enumerable.Range(0, Asked).Select(key => grains.GetGrain<IPresence>(key).Ask())])
                .WaitAsync(AnswerWithin, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception none) when (none is TimeoutException or OrleansException)
        {
            return HealthCheckResult.Unhealthy("no silo answers");
        }
    }

    static async Task FirstOf(List<Task> asked)
    {
        while (await Task.WhenAny(asked) is { IsCompletedSuccessfully: false } failed)
        {
            asked.Remove(failed);
            if (asked.Count == 0)
            {
                await failed;
            }
            _ = failed.Exception;
        }
    }
}
