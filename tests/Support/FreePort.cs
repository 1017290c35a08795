using System.Net;
using System.Net.Sockets;

namespace Gongji.Tests.Support;

/// <summary>Ports on loopback. Below those that the system gives to connections: who ends and starts again on its port
/// finds it free.</summary>
public static class FreePort
{
    const int First = 20_000;
    const int Last = 29_999;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
