using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using CallCenter.Agent.Queue;
using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Api.Tests.Queue;

/// <summary>
/// Consoles whose lines are cut again and again while the queue changes: as soon as it rests, every console's view is the server's, without
/// another change to nudge it. <c>CALLCENTER_TEST_LONG=1</c>: 10,000 cuts.
/// </summary>
public sealed class ConvergenceTests : IAsyncLifetime
{
    private const int Consoles = 12;
    private CallCenterApp _app = null!;
    private readonly List<CutConsole> _consoles = [];

    private static readonly (int Cuts, int CutsARound) Plan = Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1" ? (10_000, 100) : (200, 20);

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync();
        // Of all practices, of one, and of another: their views differ.
        foreach (var account in new[] { "nurse@demo", "nurse3@demo", "nurse5@demo" })
        {
            var cookies = await CookiesAsync(account);
            for (var i = 0; i < Consoles / 3; i++) _consoles.Add(await CutConsole.StartAsync(_app.Url, cookies));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var console in _consoles) await console.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task After_forced_disconnects_every_consoles_view_is_the_servers()
    {
        var (dice, twilio) = (new Random(20), new TestTwilio(_app));
        var waiting = new List<CallOnTheLine>();
        for (var cut = 0; cut < Plan.Cuts; cut += Plan.CutsARound)
        {
            var changes = ChangeAsync(twilio, waiting, dice.Next());
            for (var i = 0; i < Plan.CutsARound; i++)
            {
                _consoles[dice.Next(_consoles.Count)].Cut();
                await Task.Delay(dice.Next(8));
            }

            await changes;
            foreach (var console in _consoles) await Eventually.HoldsAsync(console.AgreesAsync, $"seed 20, after {cut + Plan.CutsARound} cuts a console shows another queue than the server's");
        }

        Assert.True(_consoles.Sum(c => c.Reconnects) > Plan.Cuts / 4, "Hardly a console came back: this test proved nothing.");
        Assert.All(_consoles.Take(Consoles / 3), c => Assert.NotEmpty(c.Board.Items));
    }

    private static async Task ChangeAsync(TestTwilio twilio, List<CallOnTheLine> waiting, int seed)
    {
        var dice = new Random(seed);
        for (var i = 0; i < 6; i++)
        {
            if (waiting.Count > 5 || (waiting.Count > 2 && dice.Next(2) == 0))
            {
                var gone = waiting[dice.Next(waiting.Count)];
                waiting.Remove(gone);
                await gone.HangsUpAsync();
                continue;
            }

            var call = await twilio.Dials("+1415555" + dice.Next(1000, 9999), dice.Next(2) == 0 ? "+15125550101" : "+12125550102").RingsAsync();
            await call.PressesAsync("1");
            await call.PressesAsync("*");
            // Nobody in danger: whoever is lost then is rung back.
            waiting.Add(await call.PressesAsync("2"));
        }
    }

    private async Task<CookieContainer> CookiesAsync(string account)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = _app.Url };
        using var answer = await browser.PostAsJsonAsync("api/sign-in", new SignInRequest(account, await _app.DemoPasswordAsync()));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return cookies;
    }

    /// <summary>The console's own queue view on a real line that can be cut like a cable. One thread, as in a browser.</summary>
    private sealed class CutConsole : IAsyncDisposable
    {
        private readonly HttpClient _http;
        private readonly HubConnection _hub;
        private readonly ConcurrentExclusiveSchedulerPair _thread = new();
        private readonly Pushes _pushes = new();
        private WebSocket? _socket;

        private CutConsole(Uri server, CookieContainer cookies)
        {
            _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = server };
            Board = new QueueBoard(new ServerApi(_http, TimeProvider.System, new ServerClock(TimeProvider.System)), _pushes);
            _hub = new HubConnectionBuilder().WithUrl(new Uri(server, HubMethods.Path), o =>
            {
                (o.Cookies, o.SkipNegotiation, o.Transports) = (cookies, true, HttpTransportType.WebSockets);
                o.WebSocketFactory = async (context, cancel) =>
                {
                    var socket = new ClientWebSocket();
                    socket.Options.Cookies = cookies;
                    await socket.ConnectAsync(context.Uri, cancel);
                    return _socket = socket;
                };
            }).WithAutomaticReconnect(new AtOnce()).Build();
            _hub.On<QueueDelta>(HubMethods.QueueChanged, delta => OnThread(() => _pushes.Receive(delta)));
            _hub.Reconnected += _ =>
            {
                Reconnects++;
                OnThread(_pushes.Resume);
                return Task.CompletedTask;
            };
        }

        public QueueBoard Board { get; }

        public int Reconnects { get; private set; }

        public static async Task<CutConsole> StartAsync(Uri server, CookieContainer cookies)
        {
            var console = new CutConsole(server, cookies);
            await console._hub.StartAsync();
            console.OnThread(console._pushes.Resume);
            return console;
        }

        public void Cut() => _socket?.Abort();

        public async Task<bool> AgreesAsync()
        {
            if (_hub.State is not HubConnectionState.Connected) return false;
            var server = (await _http.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items;
            return JsonSerializer.Serialize(server) == JsonSerializer.Serialize(Board.Items);
        }

        public async ValueTask DisposeAsync()
        {
            await _hub.DisposeAsync();
            _http.Dispose();
        }

        // An await inside comes back to the same scheduler.
        private void OnThread(Action act) => _ = Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.None, _thread.ExclusiveScheduler);

        private sealed class AtOnce : IRetryPolicy
        {
            public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(5);
        }
    }
}
