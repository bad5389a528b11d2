using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A nurse without a browser: the console's own commands and live line, and a softphone's leg.</summary>
internal sealed class DeskNurse : IAsyncDisposable
{
    private readonly NurseLine _line;
    private readonly HubConnection _hub;
    private Guid _offer;
    private string _leg = "";

    private DeskNurse(NurseLine line)
    {
        var cookies = new CookieContainer();
        _line = line;
        Server = new DeskHttp(line, cookies);
        _hub = new HubConnectionBuilder().WithUrl(new Uri(line.Settings.Url, "hubs/console"), o => o.Cookies = cookies).WithAutomaticReconnect(new Patient()).Build();
    }

    public DeskHttp Server { get; }

    /// <summary>Her live line: what is pushed to her.</summary>
    public HubConnection Live => _hub;

    public Guid CallId { get; private set; }

    public static async Task<DeskNurse> SignInAsync(NurseLine line, string account = "nurse@demo")
    {
        var nurse = new DeskNurse(line);
        var offered = await nurse.Server.GetAsync("api/sign-in/demo");
        var password = offered.EnumerateArray().First(a => a.GetProperty("email").GetString() == account).GetProperty("password").GetString();
        await nurse.Server.CommandAsync(HttpMethod.Post, "api/sign-in", new { email = account, password });
        await nurse._hub.StartAsync();
        return nurse;
    }

    public Task GoesAvailableAsync() => Server.CommandAsync(HttpMethod.Put, "api/presence", new { state = "Available" });

    public Task AwayAsync() => Server.CommandAsync(HttpMethod.Put, "api/presence", new { state = "Away" });

    public async Task<string> PresenceAsync() => (await Server.GetAsync("api/presence")).GetProperty("state").GetString()!;

    /// <summary>Waits for the offer of a call, without answering it.</summary>
    public async Task<JsonElement> IsOfferedAsync()
    {
        JsonElement offer = default;
        await _line.UntilAsync(async () =>
            {
                if (await PresenceAsync() is "NotResponding") await GoesAvailableAsync();
                return (offer = (await Server.GetAsync("api/work")).GetProperty("offer")).ValueKind == JsonValueKind.Object;
            }, TimeSpan.FromSeconds(90),
            async () => $"No call is offered to her; she is {await PresenceAsync()}, her live line {_hub.State}.");
        (_offer, CallId) = (offer.GetProperty("offerId").GetGuid(), offer.GetProperty("item").GetProperty("callId").GetGuid());
        return offer;
    }

    /// <summary>Accepts. An offer that lapsed while the server was away is made again once she says that she is there.</summary>
    public async Task AcceptsAsync()
    {
        await IsOfferedAsync();
        while (await Server.TryAsync(HttpMethod.Post, $"api/offers/{_offer}/accept", null) is (HttpStatusCode.Conflict, _)) await IsOfferedAsync();
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

    /// <summary>Her softphone joins a call that she makes herself: nobody is rung before.</summary>
    public async Task JoinsHerOwnAsync(Guid call)
    {
        CallId = call;
        var token = await Server.CommandAsync(HttpMethod.Post, "api/softphone/token", null);
        _leg = await _line.Phones.ConnectSoftphoneAsync(token.GetProperty("token").GetString()!, new { call = call.ToString() });
        await _line.SettlesAsync();
    }

    /// <summary>Takes the message that is offered to her: it is her after-call work, no line joins.</summary>
    public async Task TakesMessageAsync()
    {
        Assert.True((await IsOfferedAsync()).GetProperty("item").GetProperty("message").GetBoolean());
        await Server.CommandAsync(HttpMethod.Post, $"api/offers/{_offer}/accept", null);
        await SeesAsync("wrap-up");
    }

    /// <summary>Her network is gone.</summary>
    public async Task LosesLineAsync()
    {
        await _line.Phones.HangUpAsync(_leg);
        await _line.SettlesAsync();
    }

    /// <summary>Tones from her keypad.</summary>
    public Task PressesAsync(string keys) => _line.Phones.PressAsync(_leg, keys);

    public Task HoldsAsync(bool on) => Server.CommandAsync(HttpMethod.Put, $"api/calls/{CallId}/hold", new { onHold = on });

    /// <summary>Rings somebody of the directory into her call.</summary>
    public Task<JsonElement> RingsAsync(string entry, string plan) => Server.CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/parties", new { entry, plan });

    /// <summary>What she decides about the party she rang last.</summary>
    public async Task WithPartyAsync(string deed)
    {
        var party = (await CallAsync()).GetProperty("parties").EnumerateArray().Last().GetProperty("partyId").GetGuid();
        await Server.CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/parties/{party}/{deed}", null);
    }

    /// <summary>Time passes until the party she rang last is so.</summary>
    public Task SeesPartyAsync(string state) => _line.UntilAsync(async () => (await CallAsync()).GetProperty("parties").EnumerateArray().Last().GetProperty("state").GetString() == state,
        TimeSpan.FromSeconds(60), async () => $"The party is not {state}: {await CallAsync()}");

    /// <summary>Time passes until her call is in this state.</summary>
    public Task SeesAsync(string state, int seconds = 90) => _line.UntilAsync(async () => (await CallAsync()).GetProperty("state").GetString() == state, TimeSpan.FromSeconds(seconds),
        async () => $"The call is not {state}: {await CallAsync()}");

    public async Task<JsonElement> CallAsync() => await Server.GetAsync($"api/calls/{CallId}");

    public Task<JsonElement> EndsCallAsync() => Server.CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/end", null);

    public async Task ClosesEscalationAsync(string outcome)
    {
        foreach (var one in (await Server.GetAsync($"api/escalations?callId={CallId}")).EnumerateArray())
            await Server.CommandAsync(HttpMethod.Post, $"api/escalations/{one.GetProperty("escalationId").GetGuid()}/close", new { reason = outcome });
    }

    /// <summary>The clinician told her that she has it.</summary>
    public async Task TakesByHandAsync(Guid call, string contactId, string reason)
    {
        var escalation = (await Server.GetAsync($"api/escalations?callId={call}")).EnumerateArray().Last().GetProperty("escalationId").GetGuid();
        await Server.CommandAsync(HttpMethod.Post, $"api/escalations/{escalation}/take-over", new { contactId, reason });
    }

    public Task<JsonElement> FinishesWrapUpAsync(string outcome) => Server.CommandAsync(HttpMethod.Post, $"api/calls/{CallId}/wrap-up/finish", new { outcome });

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Server.Dispose();
    }

    private async Task ConnectAsync()
    {
        var token = await Server.CommandAsync(HttpMethod.Post, "api/softphone/token", null);
        _leg = await _line.Phones.ConnectSoftphoneAsync(token.GetProperty("token").GetString()!, _offer);
    }

    private sealed class Patient : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(250);
    }
}
