using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace CallCenter.Bench.Fanout;

/// <summary>Whatever is posted goes to every open socket, written once and queued per connection: the least that a push can cost.</summary>
internal static class RawHost
{
    private static readonly ConcurrentDictionary<Channel<byte[]>, bool> Open = new();

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.UseWebSockets();
        app.MapPost("/push", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var message = body.ToArray();
            foreach (var console in Open.Keys) console.Writer.TryWrite(message);
        });
        // Answers the bench's question whether it is there.
        app.MapPost("/twilio/voice/inbound", () => Results.Ok());
        app.Map("/ws", ServeAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
        Open[waiting] = true;
        await foreach (var message in waiting.Reader.ReadAllAsync(http.RequestAborted))
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
    }
}
