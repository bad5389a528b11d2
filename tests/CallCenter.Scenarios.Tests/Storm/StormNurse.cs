using System.Net;
using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>A nurse of the storm: takes what is pushed to her, talks her while, finishes, and says so when she is back.</summary>
internal sealed class StormNurse : IAsyncDisposable
{
    private static readonly TimeSpan OfferLasts = TimeSpan.FromSeconds(20), Reads = TimeSpan.FromSeconds(1);
    private readonly NurseLine _line;
    private readonly DeskNurse _desk;
    private readonly Random _dice;
    private readonly List<DateTimeOffset> _freeSince = [];
    private volatile bool _mustLook = true;
    private bool _lets, _connected;
    private Guid? _call, _offer;
    private string _leg = "";
    private DateTimeOffset _talksUntil;

    private StormNurse(NurseLine line, DeskNurse desk, Random dice)
    {
        (_line, _desk, _dice) = (line, desk, dice);
        foreach (var push in new[] { "OfferMade", "OfferEnded", "PresenceChanged" }) desk.Live.On<JsonElement>(push, _ => _mustLook = true);
        desk.Live.Reconnected += _ =>
        {
            _mustLook = true;
            return Task.CompletedTask;
        };
    }

    public Guid Id { get; private set; }

    /// <summary>When she made herself available, as the server answered.</summary>
    public IReadOnlyList<DateTimeOffset> FreeSince => _freeSince;

    public bool IsIdle => _call is null && !_mustLook;

    public bool HasLine => _desk.Live.State is HubConnectionState.Connected;

    public static async Task<StormNurse> BeginAsync(NurseLine line, string account, int seed)
    {
        var nurse = new StormNurse(line, await DeskNurse.SignInAsync(line, account), new Random(seed));
        nurse.Id = (await nurse._desk.Server.GetAsync("api/presence")).GetProperty("staffId").GetGuid();
        await nurse.LookAsync(NurseLine.Night);
        return nurse;
    }

    public void MustLook() => _mustLook = true;

    public async Task StepAsync(DateTimeOffset now)
    {
        if (_connected && now >= _talksUntil) await FinishAsync();
        else if (_call is not null && !_connected) await JoinAsync(now);
        if (_call is null && _mustLook) await LookAsync(now);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    /// <summary>What she is in the middle of, as her console asks after a push, a reload or a restart.</summary>
    private async Task LookAsync(DateTimeOffset now)
    {
        _mustLook = false;
        var work = await _desk.Server.GetAsync("api/work");
        if (work.GetProperty("call") is { ValueKind: JsonValueKind.Object } call)
        {
            (_call, _offer) = (call.GetProperty("callId").GetGuid(), work.GetProperty("heldOfferId").ValueKind is JsonValueKind.String ? work.GetProperty("heldOfferId").GetGuid() : null);
            (_connected, _talksUntil) = (call.GetProperty("state").GetString() == "wrap-up", now);
        }
        else if (work.GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer) await AnswerAsync(offer, now);
        else if (work.GetProperty("presence").GetProperty("state").GetString() is "Offline" or "NotResponding")
            _freeSince.Add((await _desk.Server.CommandAsync(HttpMethod.Put, "api/presence", new { state = "Available" })).GetProperty("since").GetDateTimeOffset());
    }

    private async Task AnswerAsync(JsonElement offer, DateTimeOffset now)
    {
        // She takes a second to read it: no offer ends in the moment it was made.
        _mustLook = offer.GetProperty("deadline").GetDateTimeOffset() - now > OfferLasts - Reads;
        if (_lets || _mustLook) return;
        var (id, roll) = (offer.GetProperty("offerId").GetGuid(), _dice.NextDouble());
        if (roll < 0.02)
        {
            _lets = true;
            return;
        }

        _lets = false;
        var deed = roll < 0.06 ? "decline" : "accept";
        var (status, _) = await _desk.Server.TryAsync(HttpMethod.Post, $"api/offers/{id}/{deed}", null);
        // It was withdrawn or lapsed meanwhile, or she declined it.
        _mustLook = true;
        if (status != HttpStatusCode.OK || deed == "decline") return;
        (_call, _offer, _connected) = (offer.GetProperty("item").GetProperty("callId").GetGuid(), id, false);
        await JoinAsync(now);
    }

    private async Task JoinAsync(DateTimeOffset now)
    {
        var call = await _desk.Server.GetAsync($"api/calls/{_call}");
        var (state, hers) = (call.GetProperty("state").GetString(), call.GetProperty("nurseId") is { ValueKind: JsonValueKind.String } nurse && nurse.GetGuid() == Id);
        if (!hers || state is not ("offered" or "connected" or "on-hold" or "wrap-up"))
        {
            (_call, _mustLook) = (null, true);
            return;
        }

        if (state is "connected" or "wrap-up") (_connected, _talksUntil) = (true, state == "wrap-up" ? now : now + Talk());
        else if (_leg.Length == 0 || (await _line.Phones.CallAsync(_leg)).IsOver) await ConnectAsync();
    }

    private async Task ConnectAsync()
    {
        var token = (await _desk.Server.CommandAsync(HttpMethod.Post, "api/softphone/token", null)).GetProperty("token").GetString()!;
        _leg = _offer is { } offer ? await _line.Phones.ConnectSoftphoneAsync(token, offer) : await _line.Phones.ConnectSoftphoneAsync(token, new { call = _call.ToString() });
        await _line.SettlesAsync();
    }

    /// <summary>Whatever became of the call meanwhile: it is ended, the work after it finished, and then she looks.</summary>
    private async Task FinishAsync()
    {
        await _desk.Server.TryAsync(HttpMethod.Post, $"api/calls/{_call}/end", null);
        await _desk.Server.TryAsync(HttpMethod.Post, $"api/calls/{_call}/wrap-up/finish", new { outcome = "advised" });
        (_call, _offer, _leg, _connected, _mustLook, _lets) = (null, null, "", false, true, false);
    }

    /// <summary>Two seconds pass until they are connected; the rest of the handling is talk.</summary>
    private TimeSpan Talk() => TimeSpan.FromSeconds(Math.Min(120, -Math.Log(1 - _dice.NextDouble()) * (StormPlan.Handling.TotalSeconds - 2)));
}
