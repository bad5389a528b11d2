using System.Net;
using System.Net.Sockets;

namespace CallCenter.Tests;

/// <summary>Ports below those that the system gives to connections: between the asking and the listening none of them can take one away.</summary>
internal static class Ports
{
    private static int _last = Random.Shared.Next(20_000, 30_000);

    public static int Free()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) when (port < 32_768) { /* Somebody listens there. */ }
        }
    }
}
