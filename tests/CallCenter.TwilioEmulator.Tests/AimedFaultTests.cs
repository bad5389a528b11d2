using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>A fault can be aimed at one kind of callback, webhook or REST request, and counted.</summary>
public class AimedFaultTests
{
    private const string Events = "join leave hold";

    [Fact]
    public async Task Only_the_named_event_of_the_named_participant_is_lost()
    {
        await using var emulator = await TestEmulator.Begin();
        var (caller, nurse) = await Talk(emulator);
        await Aim(emulator, new { fault = "drop", at = "participant-leave ParticipantLabel=nurse*" });
        await nurse.HangUp();
        Assert.DoesNotContain("participant-leave", Told(emulator));
        await emulator.Post("Conferences/room/Participants/caller.json", ("Hold", "true"));
        await caller.HangUp();
        Assert.Equal(["participant-hold", "participant-leave"], Told(emulator).Skip(2));
        Assert.Equal((1, 1), await Counted(emulator));
    }

    [Fact]
    public async Task A_status_is_lost_by_its_state_and_another_is_let_through_before_and_after()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        await Aim(emulator, new { fault = "drop", at = "status completed", after = 1, times = 1 });
        for (var i = 0; i < 3; i++) await emulator.Dial();
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        Assert.Equal((3, 1), await Counted(emulator));
        await Aim(emulator, new { fault = "delay", at = "/number-status", seconds = 7 });
        await emulator.Dial();
        await emulator.Advance(6.9);
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        await emulator.Advance(0.1);
        Assert.Equal(3, emulator.Application.Requests("/number-status").Count);
    }

    [Fact]
    public async Task A_chance_is_a_chance_and_its_seed_repeats_it()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        async Task<int> Day()
        {
            await emulator.Control("/emulator/faults", new { seed = 3, aimed = new[] { new { fault = "drop", at = "status", chance = 0.5 } } });
            for (var i = 0; i < 10; i++) await emulator.Dial();
            return (await Counted(emulator)).Hits;
        }

        var first = await Day();
        Assert.InRange(first, 1, 9);
        Assert.Equal(first, await Day());
    }

    [Theory]
    [InlineData("create Queues", 503, 200)]
    [InlineData("list Queues", 201, 503)]
    [InlineData("update Participants Hold=true", 201, 200)]
    [InlineData("POST /Queues", 503, 200)]
    public async Task Only_the_named_rest_request_fails(string at, int create, int list)
    {
        await using var emulator = await TestEmulator.Begin();
        await Aim(emulator, new { fault = "rest503", at, times = 1 });
        using var made = await Queues(emulator, HttpMethod.Post);
        using var listed = await Queues(emulator, HttpMethod.Get);
        Assert.Equal((create, list), ((int)made.StatusCode, (int)listed.StatusCode));
    }

    [Fact]
    public async Task A_participants_hold_can_fail_while_its_other_changes_work()
    {
        await using var emulator = await TestEmulator.Begin();
        await Talk(emulator);
        await Aim(emulator, new { fault = "rest429", at = "update Participants Hold=true", times = 1 });
        const string caller = "Conferences/room/Participants/caller.json";
        await emulator.Post(caller, ("Muted", "true"));
        await emulator.Rest(HttpMethod.Post, caller, 429, ("Hold", "true"));
        Assert.True((await emulator.Post(caller, ("Hold", "true"))).GetProperty("hold").GetBoolean());
    }

    [Fact]
    public async Task A_fault_nobody_knows_is_refused()
    {
        await using var emulator = await TestEmulator.Begin();
        using var answer = await emulator.Http.PostAsJsonAsync("/emulator/faults", new { aimed = new[] { new { fault = "dropp" } } });
        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static Task<JsonElement> Aim(TestEmulator emulator, object aim) => emulator.Control("/emulator/faults", new { aimed = new[] { aim } });

    private static async Task<(int Met, int Hits)> Counted(TestEmulator emulator)
    {
        var aim = (await emulator.Http.GetFromJsonAsync<JsonElement>("/emulator/faults")).GetProperty("aimed")[0];
        return (aim.GetProperty("met").GetInt32(), aim.GetProperty("hits").GetInt32());
    }

    private static async Task<HttpResponseMessage> Queues(TestEmulator emulator, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, $"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Queues.json");
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([new("FriendlyName", "a")]);
        return await emulator.Http.SendAsync(request);
    }

    private static IEnumerable<string> Told(TestEmulator emulator) => emulator.Application.Requests("/conf").Select(r => r["StatusCallbackEvent"]!);

    private static async Task<(TestCall Caller, TestCall Nurse)> Talk(TestEmulator emulator)
    {
        emulator.Application.Twiml("/inbound", $"<Dial><Conference participantLabel=\"caller\" beep=\"false\" statusCallback=\"/conf\" statusCallbackEvent=\"{Events}\">room</Conference></Dial>");
        var caller = await emulator.Dial();
        emulator.Application.Twiml("/inbound", "<Dial><Conference participantLabel=\"nurse-1\" beep=\"false\">room</Conference></Dial>");
        return (caller, await emulator.Dial("+15125550139"));
    }
}
