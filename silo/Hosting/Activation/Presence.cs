using Gongji.Client.Cluster;
using Orleans.Concurrency;

namespace Gongji.Hosting.Activation;

[StatelessWorker(1)]
sealed class Presence : Grain, IPresence
{
    public Task Ask() => Task.CompletedTask;
}
