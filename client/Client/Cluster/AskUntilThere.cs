namespace Gongji.Client.Cluster;

/// <summary>A caller may start before the first silo does.</summary>
sealed class AskUntilThere(TimeProvider time) : IClientConnectionRetryFilter
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
