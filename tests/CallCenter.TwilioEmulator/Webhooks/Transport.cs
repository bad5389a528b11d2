using System.Net;
using System.Net.Sockets;
using System.Text;
using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>One HTTP attempt with Twilio's connect and read limits. Redirects are the caller's business.</summary>
internal sealed class Transport : IDisposable
{
    private static readonly HttpRequestOptionsKey<TimeSpan> ConnectLimit = new("connect-limit");
    private readonly EmulatorClock _clock;
    private readonly HttpClient _http;

    public Transport(EmulatorClock clock)
    {
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = Connect,
            // A product that is killed and started again must not be talked to over a dead connection.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<(DeliveryOutcome Outcome, HttpResponseMessage? Answer)> Try(
        HttpRequestMessage request, ConnectionOverrides limits, CancellationToken total)
    {
        var url = request.RequestUri!.AbsoluteUri;
        request.Options.Set(ConnectLimit, limits.Connect);
        try
        {
            var answer = await Within(limits, c => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, c), total);
            var body = await Read(answer, limits, total);
            var type = answer.Content.Headers.ContentType?.MediaType;
            return (new(DeliveryFailure.None, (int)answer.StatusCode, type, body, url), answer);
        }
        catch (OperationCanceledException)
        {
            return (new(DeliveryFailure.Slow, null, null, "", url), null);
        }
        catch (HttpRequestException e)
        {
            return (new(IsConnect(e) ? DeliveryFailure.Connect : DeliveryFailure.Broken, null, null, "", url), null);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // A SocketException comes bare when the other side dies between accepting us and hearing us.
            return (new(DeliveryFailure.Broken, null, null, "", url), null);
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsConnect(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError || e.InnerException is SocketException or TimeoutException;

    private async Task<T> Within<T>(ConnectionOverrides limits, Func<CancellationToken, Task<T>> step, CancellationToken total)
    {
        using var read = new CancellationTokenSource(limits.Read, _clock.Wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(read.Token, total);
        return await step(either.Token);
    }

    /// <summary>The read limit holds for the first byte and again between packets.</summary>
    private async Task<string> Read(HttpResponseMessage answer, ConnectionOverrides limits, CancellationToken total)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(total);
        using var all = new MemoryStream();
        var buffer = new byte[8192];
        while (await Within(limits, c => stream.ReadAsync(buffer, c).AsTask(), total) is var read and > 0)
        {
            all.Write(buffer, 0, read);
        }

        var charset = answer.Content.Headers.ContentType?.CharSet?.Trim('"');
        var encoding = string.Equals(charset, "iso-8859-1", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : Encoding.UTF8;
        return encoding.GetString(all.ToArray()).TrimStart('\uFEFF');
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var limit = context.InitialRequestMessage.Options.TryGetValue(ConnectLimit, out var given) ? given : TimeSpan.FromSeconds(5);
        using var late = new CancellationTokenSource(limit, _clock.Wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            socket.Dispose();
            throw new HttpRequestException(HttpRequestError.ConnectionError, "connect limit", new TimeoutException());
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
