using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Api.Tests.Harness;

/// <summary>The network's REST side where a test wants to read what it was asked: one conference that is always in progress, legs that live until they are ended.</summary>
public sealed class TestNetwork : IAsyncDisposable
{
    private const string Account = "/2010-04-01/Accounts/{account}";
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<NetworkOrder> _orders = new();
    private readonly ConcurrentQueue<(string Sid, string To, DateTimeOffset At)> _dialled = new();
    private readonly ConcurrentQueue<(string Sid, string Leg)> _recordings = new();
    private readonly ConcurrentQueue<string> _looks = new();

    private TestNetwork(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Everything asked for that changes something, in order.</summary>
    public IReadOnlyList<NetworkOrder> Orders => [.. _orders];

    /// <summary>What an order about a participant is answered with; 200 unless a test says otherwise.</summary>
    public Func<NetworkOrder, int> Answers { get; set; } = _ => 200;

    /// <summary>The legs that were dialled, in order.</summary>
    public IReadOnlyList<string> Dialled => [.. _dialled.Select(d => d.Sid)];

    /// <summary>The recordings that were begun.</summary>
    public IReadOnlyList<string> Recordings => [.. _recordings.Select(r => r.Sid)];

    /// <summary>What whoever dials or records is answered; it is done all the same.</summary>
    public Func<int> Confirms { get; set; } = () => 201;

    /// <summary>What whoever asks what was dialled or recorded is answered.</summary>
    public Func<int> Tells { get; set; } = () => 200;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Who is in the conference, when somebody looks.</summary>
    public IReadOnlyList<string> InConference { get; set; } = [];

    /// <summary>How often somebody looked for this leg.</summary>
    public int LookedFor(string sid) => _looks.Count(s => s == sid);

    /// <summary>What is known of a leg that somebody looks for: its status, or null (404).</summary>
    public Func<string, string?> Knows { get; set; } = _ => "in-progress";

    public static async Task<TestNetwork> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var network = new TestNetwork(app);
        app.MapGet(Account + "/Conferences.json", () => Results.Json(new { conferences = new[] { new { sid = "CF00000000000000000000000000000001", status = "in-progress" } } }));
        app.MapGet(Account + "/Conferences/{conference}/Participants.json", () => Results.Json(new { participants = network.InConference.Select(s => new { call_sid = s }) }));
        app.MapGet(Account + "/Calls/{sid}.json", (string sid) =>
        {
            network._looks.Enqueue(sid);
            return network.Knows(sid) is { } status ? Results.Json(new { sid, status }) : Results.Json(new { code = 20404, status = 404 }, statusCode: StatusCodes.Status404NotFound);
        });
        app.MapPost(Account + "/Calls.json", async (HttpRequest request) =>
        {
            var sid = TestTwilio.NewSid();
            network._dialled.Enqueue((sid, (await request.ReadFormAsync())["To"].ToString(), network.Clock.GetUtcNow()));
            return Results.Json(new { sid, status = "queued" }, statusCode: network.Confirms());
        });
        app.MapGet(Account + "/Calls.json", (string to) => Results.Json(new { calls = network._dialled.Where(d => d.To == to).Select(d => new { sid = d.Sid, status = "ringing", date_created = d.At.ToString("r") }) }, statusCode: network.Tells()));
        app.MapPost(Account + "/Calls/{leg}/Recordings.json", (string leg) =>
        {
            var sid = $"RE{network._recordings.Count:x32}";
            network._recordings.Enqueue((sid, leg));
            return Results.Json(new { sid, status = "in-progress" }, statusCode: network.Confirms());
        });
        app.MapGet(Account + "/Recordings.json", (string callSid) => Results.Json(new { recordings = network._recordings.Where(r => r.Leg == callSid).Select(r => new { sid = r.Sid, status = "in-progress", duration = (string?)null }) }, statusCode: network.Tells()));
        app.MapPost(Account + "/Conferences/{conference}/Participants/{who}.json", (HttpRequest request, string who) => network.TakeAsync(request, who));
        app.MapPost(Account + "/Calls/{who}.json", (HttpRequest request, string who) => network.TakeAsync(request, who));
        app.MapPost(Account + "/Conferences/{who}.json", (HttpRequest request, string who) => network.TakeAsync(request, who));
        await app.StartAsync();
        return network;
    }

    /// <summary>Waits until this was asked of one leg, by sid or label.</summary>
    public async Task<NetworkOrder> WasAskedAsync(string who, Func<NetworkOrder, bool> such)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(_orders.Any(o => o.Who == who && such(o))), $"The network was not asked; it was asked for: {string.Join(" | ", _orders)}");
        return _orders.Last(o => o.Who == who && such(o));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, string who)
    {
        var form = await request.ReadFormAsync();
        var order = new NetworkOrder(who, form.ToDictionary(f => f.Key, f => f.Value.ToString()));
        _orders.Enqueue(order);
        return Answers(order) is var status and not 200
            ? Results.Json(new { code = 13240, status }, statusCode: status)
            : Results.Json(new { sid = who, status = "in-progress" });
    }
}

public sealed record NetworkOrder(string Who, IReadOnlyDictionary<string, string> Form)
{
    public string? this[string name] => Form.GetValueOrDefault(name);

    public override string ToString() => $"{Who}: {string.Join(' ', Form.Select(f => $"{f.Key}={f.Value}"))}";
}
