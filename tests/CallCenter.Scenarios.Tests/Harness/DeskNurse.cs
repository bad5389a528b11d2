using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>
/// A nurse without a browser: the console's own HTTP commands and live line. A command keeps its key over every retry, as the console's
/// do, and it waits out a restart.
/// </summary>
internal sealed class DeskNurse : IAsyncDisposable
{
    private readonly NurseLine _line;
    private readonly HttpClient _http;
    private readonly HubConnection _hub;
    private Guid _offer;
    private string _leg = "";

    private DeskNurse(NurseLine line)
    {
        var cookies = new CookieContainer();
        _line = line;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = line.Settings.Url, Timeout = TimeSpan.FromSeconds(20) };
        _hub = new HubConnectionBuilder().WithUrl(new Uri(line.Settings.Url, "hubs/console"), o => o.Cookies = cookies).WithAutomaticReconnect(new Patient()).Build();
    }

    public Guid CallId { get; private set; }

    public static async Task<DeskNurse> SignInAsync(NurseLine line, string account = "nurse@demo")
    {
        var nurse = new DeskNurse(line);
        var offered = await nurse.GetAsync("api/sign-in/demo");
        var password = offered.EnumerateArray().First(a => a.GetProperty("email").GetString() == account).GetProperty("password").GetString();
        await nurse.CommandAsync(HttpMethod.Post, "api/sign-in", new { email = account, password });
        await nurse._hub.StartAsync();
        return nurse;
    }

    public Task GoesAvailableAsync() => CommandAsync(HttpMethod.Put, "api/presence", new { state = "Available" });

    public Task AwayAsync() => CommandAsync(HttpMethod.Put, "api/presence", new { state = "Away" });

    public async Task<string> PresenceAsync() => (await GetAsync("api/presence")).GetProperty("state").GetString()!;

    /// <summary>Waits for the offer of a call, without answering it.</summary>
    public async Task<JsonElement> IsOfferedAsync()
    {
        JsonElement offer = default;
        await _line.UntilAsync(async () =>
            {
                if (await PresenceAsync() is "NotResponding") await GoesAvailableAsync();
                return (offer = (await GetAsync("api/work")).GetProperty("offer")).ValueKind == JsonValueKind.Object;
            }, TimeSpan.FromSeconds(90),
            async () => $"No call is offered to her; she is {await PresenceAsync()}, her live line {_hub.State}.");
        (_offer, CallId) = (offer.GetProperty("offerId").GetGuid(), offer.GetProperty("item").GetProperty("callId").GetGuid());
        return offer;
    }

    /// <summary>Accepts. An offer that lapsed while the server was away is made again once she says that she is there.</summary>
    public async Task AcceptsAsync()
    {
        await IsOfferedAsync();
        while (await TryAsync(HttpMethod.Post, $"api/offers/{_offer}/accept", null) is (HttpStatusCode.Conflict, _)) await IsOfferedAsync();
        await JoinsAsync();
    }

    /// <summary>Her softphone pulls itself in, again if its line was lost, until caller and nurse hear each other.</summary>
    public Task JoinsAsync() => _line.UntilAsync(async () =>
    {
        var state = (await CallAsync()).GetProperty("state").GetString();
        if (state is "connected") return true;
        Assert.True(state is "offered" or "on-hold", $"The call is {state}.");
        if (_leg.Length == 0 || (await _line.Phones.CallAsync(_leg)).IsOver) await ConnectAsync();
        return false;
    }, TimeSpan.FromSeconds(60), async () => $"Nurse and caller are not connected: {await CallAsync()}");

    public async Task<JsonElement> CallAsync() => await GetAsync($"api/calls/{CallId}");

    public Task<JsonElement> EndsCallAsync() => CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/end", null);

    public async Task ClosesEscalationAsync(string outcome)
    {
        foreach (var one in (await GetAsync($"api/escalations?callId={CallId}")).EnumerateArray())
            await CommandAsync(HttpMethod.Post, $"api/escalations/{one.GetProperty("escalationId").GetGuid()}/close", new { reason = outcome });
    }

    public Task<JsonElement> FinishesWrapUpAsync(string outcome) => CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/wrap-up/finish", new { outcome });

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await ReadAsync(path));

    public async Task<string> ReadAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                return await _http.GetStringAsync(path);
            }
            catch (HttpRequestException away) when (attempt < 5 && away.StatusCode is null or HttpStatusCode.ServiceUnavailable)
            {
                await AgainAsync();
            }
    }

    public async Task<JsonElement> CommandAsync(HttpMethod method, string path, object? body)
    {
        var (status, text) = await TryAsync(method, path, body);
        Assert.True((int)status < 300, $"{method} {path}: {(int)status} {text}\n{_line.Story()}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<(HttpStatusCode Status, string Text)> TryAsync(HttpMethod method, string path, object? body)
    {
        var key = Guid.NewGuid().ToString();
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await _http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt >= 5)
                {
                    await _line.SettlesAsync();
                    return (answer.StatusCode, text);
                }
            }
            catch (HttpRequestException) when (attempt < 5)
            {
                // The process died under the command: the same key goes to the next one.
            }

            await AgainAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _http.Dispose();
    }

    private async Task ConnectAsync()
    {
        var token = await CommandAsync(HttpMethod.Post, "api/softphone/token", null);
        _leg = await _line.Phones.ConnectSoftphoneAsync(token.GetProperty("token").GetString()!, _offer);
    }

    private async Task AgainAsync()
    {
        await Task.Delay(200);
        await _line.ReviveAsync();
    }

    private sealed class Patient : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(250);
    }
}
