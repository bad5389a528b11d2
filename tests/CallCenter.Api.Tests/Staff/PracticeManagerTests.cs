using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Escalation.Rotas;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Staff;

/// <summary>Rosa Delgado runs the office of Lakeside: her practice's escalations, rota, file and deliveries are hers; callers and patients are the nurse line's.</summary>
public sealed partial class PracticeManagerTests : IAsyncLifetime
{
    /// <summary>All that a practice's manager may ask. What is added to the console stays closed to her until it is written down here.</summary>
    private static readonly string[] Hers =
    [
        "GET /api/deliveries", "POST /api/deliveries/{deliveryId:guid}/retry",
        "GET /api/escalations", "GET /api/escalations/history", "GET /api/escalations/texts-stopped",
        "GET /api/me", "POST /api/sign-in", "GET /api/sign-in/demo", "POST /api/sign-out",
        "GET /api/practice-files", "GET /api/practice-files/{practiceId}", "PUT /api/practice-files/{practiceId}/candidate", "POST /api/practice-files/{practiceId}/check",
        "POST /api/practice-files/{practiceId}/publications", "GET /api/practice-files/{practiceId}/publications/{number:int}", "POST /api/practice-files/{practiceId}/simulate",
        "GET /api/protocols", "GET /api/protocols/replay", "GET /api/triage/packages/{digest}",
        "GET /api/rotas/{practiceId}", "POST /api/rotas/{practiceId}/take", "POST /api/rotas/{practiceId}/override", "POST /api/rotas/{practiceId}/swaps",
        "POST /api/rotas/{practiceId}/changes/{dealId:guid}/agree", "POST /api/rotas/{practiceId}/changes/{dealId:guid}/decline", "POST /api/rotas/{practiceId}/changes/{dealId:guid}/withdraw",
        "POST /api/rotas/{practiceId}/feeds", "POST /api/rotas/{practiceId}/feeds/{feedId:guid}/revoke",
        "POST /api/rotas/{practiceId}/imports/{scheduleId}/{layerId}", "POST /api/rotas/{practiceId}/imports/{scheduleId}/{layerId}/source",
    ];

    private CallCenterApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await CallCenterApp.StartAsync(clock: new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Whatever_is_not_written_down_as_hers_is_refused()
    {
        using var manager = await _app.SignInAsync("manager@demo");
        var open = new List<string>();
        foreach (var address in _app.ConsoleAddresses().Where(a => !a.Contains("/sign-", StringComparison.Ordinal)))
        {
            var (method, route) = (address.Split(' ')[0], address.Split(' ')[1]);
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route, p => p.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : "1"));
            if (method is not "GET") request.Content = JsonContent.Create(new { });
            using var answer = await manager.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            if (answer.StatusCode is not HttpStatusCode.Forbidden || (await answer.Content.ReadAsStringAsync()).Contains("code", StringComparison.Ordinal)) open.Add(address);
        }

        Assert.Equal(Hers.Where(a => !a.Contains("/sign-", StringComparison.Ordinal)).Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        Assert.True(_app.ConsoleAddresses().Count > 60, "The console has lost most of its addresses.");
    }

    [Fact]
    public async Task She_sees_her_own_practice_and_no_other()
    {
        using var manager = await _app.SignInAsync("manager@demo");
        var me = await manager.GetFromJsonAsync<Me>("api/me");
        Assert.Equal(("Rosa Delgado", true, false), (me!.Name, me.IsPracticeManager, me.ClinicalLead));
        Assert.Equal("lakeside", Assert.Single(me.Practices).Id);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("api/rotas/lakeside")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("api/rotas/oak-street")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("api/practice-files/lakeside")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("api/practice-files/oak-street")).StatusCode);
    }

    [Fact]
    public async Task Her_console_is_told_of_her_rota_and_never_of_a_call()
    {
        await using var maria = await _app.ConsoleLinkAsync("nurse@demo");
        await using var rosa = await _app.ConsoleLinkAsync("manager@demo");
        var told = new ConcurrentQueue<string>();
        foreach (var method in new[] { HubMethods.QueueChanged, HubMethods.CallChanged, HubMethods.OfferMade, HubMethods.PresenceChanged, HubMethods.QueueAlarm })
            rosa.On<object>(method, _ => told.Enqueue(method));
        TaskCompletionSource queue = new(), rota = new();
        maria.On<QueueDelta>(HubMethods.QueueChanged, _ => queue.TrySetResult());
        rosa.On<RotaChanged>(HubMethods.RotaChanged, _ => rota.TrySetResult());

        var caller = await new TestTwilio(_app).Dials("+15125550112", "+15125550101").RingsAsync();
        foreach (var keys in new[] { "1", "03141948", "1" }) await caller.PressesAsync(keys);
        await queue.Task.WaitAsync(TimeSpan.FromSeconds(20));
        using var manager = await _app.SignInAsync("manager@demo");
        await manager.DoesAsync("take", RotaTelling.Night("dr-okafor", "np-kim"));
        await rota.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(told);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
