using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Hosting.Alone;

/// <summary>Listens to nobody: a silo that is alone is called from its own process only, and opens no port.</summary>
sealed class NoDoor : IConnectionListenerFactory
{
    /// <summary>Puts it in place of everything that would listen for other silos or for clients.</summary>
    public static void Close(IServiceCollection services)
    {
        var doors = services
            .Where(static s => s.IsKeyedService && s.ServiceType == typeof(IConnectionListenerFactory))
            .ToArray();
        foreach (var door in doors)
        {
            services.Remove(door);
            services.AddKeyedSingleton<IConnectionListenerFactory>(door.ServiceKey, new NoDoor());
        }
    }

    public ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default) => new(new Wall(endpoint));

    sealed class Wall(EndPoint endpoint) : IConnectionListener
    {
        readonly TaskCompletionSource<ConnectionContext?> _end =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(_end.Task);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult(null);
            return default;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
