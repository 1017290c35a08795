using System.Net;
using System.Net.Sockets;

namespace Gongji.Tests.Journal;

/// <summary>Lets connections through to a server on this machine, late or not at all.</summary>
sealed class SlowDoor : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly List<TcpClient> _open = [];
    readonly int _to;

    public SlowDoor(int to)
    {
        _to = to;
        _listener.Start();
        _ = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public TimeSpan Delay { get; set; }

    public bool IsShut
    {
        get;
        set
        {
            field = value;
            lock (_open)
            {
                _open.ForEach(static client => client.Close());
                _open.Clear();
            }
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        IsShut = true;
    }

    async Task Serve()
    {
        while (true)
        {
            _ = Carry(await _listener.AcceptTcpClientAsync());
        }
    }

    async Task Carry(TcpClient client)
    {
        using var _ = client;
        if (IsShut)
        {
            return;
        }
        await Task.Delay(Delay);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _to);
        lock (_open)
        {
            _open.AddRange([client, server]);
        }
        await Task.WhenAny(
            client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
    }
}
