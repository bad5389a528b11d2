using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class OutboundCallTests
{
    private static readonly (string, string)[] AllEvents =
        [("StatusCallbackEvent", "initiated"), ("StatusCallbackEvent", "ringing"), ("StatusCallbackEvent", "answered"), ("StatusCallbackEvent", "completed")];

    [Fact]
    public async Task Its_progress_is_reported_in_order_and_durations_only_at_the_end()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Say>This is the nurse line.</Say><Pause length=\"70\"/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var made = await Place(emulator, AllEvents);
        Assert.Equal("queued", made.GetProperty("status").GetString());
        Assert.Equal("outbound-api", made.GetProperty("direction").GetString());
        await emulator.Advance(120);

        var told = emulator.Application.Requests("/status");
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], told.Select(t => t["CallStatus"]!));
        Assert.Equal(["0", "1", "2", "3"], told.Select(t => t["SequenceNumber"]!));
        Assert.All(told, t => Assert.Equal("call-progress-events", t["CallbackSource"]));
        Assert.Equal("Tue, 24 Nov 2026 08:00:02 +0000", told[2]["Timestamp"]);
        Assert.All(told.Take(3), t => Assert.Null(t["CallDuration"]));
        Assert.Equal(("72", "2"), (told[3]["CallDuration"], told[3]["Duration"]));
        Assert.Equal("in-progress", emulator.Application.Last("/page")["CallStatus"]);
    }

    [Theory]
    [InlineData("busy", "busy", 1)]
    [InlineData("reject", "busy", 1)]
    [InlineData("failed", "failed", 1)]
    [InlineData("no-answer", "no-answer", 25)]
    [InlineData("ring", "no-answer", 25)]
    public async Task A_phone_that_nobody_takes_ends_the_call_by_name(string behaviour, string status, double after)
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour });
        var made = await Place(emulator, ("Timeout", "20"));
        var call = emulator.Call(made.GetProperty("sid").GetString()!);
        await emulator.Advance(after - 0.1);
        Assert.Equal("ringing", await call.Status());
        await emulator.Advance(0.1);
        Assert.Equal(status, await call.Status());
        Assert.Equal(status, Assert.Single(emulator.Application.Requests("/status"))["CallStatus"]);
        Assert.Empty(emulator.Application.Requests("/page"));
    }

    [Fact]
    public async Task A_machine_is_told_from_a_person_when_asked()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Hangup/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "machine" });
        await Place(emulator, ("MachineDetection", "Enable"));
        await emulator.Advance(10);
        Assert.Equal("machine_start", emulator.Application.Last("/page")["AnsweredBy"]);
        await Place(emulator);
        await emulator.Advance(10);
        Assert.Null(emulator.Application.Last("/page")["AnsweredBy"]);
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        await Place(emulator, ("MachineDetection", "Enable"));
        await emulator.Advance(10);
        Assert.Equal("human", emulator.Application.Last("/page")["AnsweredBy"]);
    }

    [Theory]
    [InlineData("machine_end_beep", "machine_end_beep", 6)]
    [InlineData("machine_end_silence", "machine_end_silence", 6)]
    [InlineData("machine_end_other", "machine_end_other", 6)]
    [InlineData("fax", "fax", 2)]
    [InlineData("unknown", "unknown", 20)]
    [InlineData("none", null, 20)]
    public async Task What_detection_hears_can_be_anything_or_nothing_and_takes_its_time(string answeredBy, string? told, int seconds)
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Pause length=\"5\"/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human", answeredBy });
        await Place(emulator, ("MachineDetection", "DetectMessageEnd"), ("MachineDetectionTimeout", "20"));
        await emulator.Advance(2 + seconds - 0.1);
        Assert.Empty(emulator.Application.Requests("/page"));
        await emulator.Advance(0.1);
        Assert.Equal(told, emulator.Application.Last("/page")["AnsweredBy"]);
    }

    [Fact]
    public async Task A_number_that_does_not_exist_fails_with_404_in_the_callback()
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "failed" });
        await Place(emulator, AllEvents);
        await emulator.Advance(1);
        Assert.Equal(("failed", "404"), (emulator.Application.Last("/status")["CallStatus"], emulator.Application.Last("/status")["SipResponseCode"]));
        Assert.Equal([null, "A", null], emulator.Application.Requests("/status").Select(r => r["StirStatus"]));
    }

    [Fact]
    public async Task Calls_made_by_rest_leave_one_a_second()
    {
        await using var emulator = await TestEmulator.Begin();
        var calls = new List<TestCall>();
        for (var i = 0; i < 3; i++)
        {
            var made = await Place(emulator);
            Assert.Equal((i * 1000).ToString(), made.GetProperty("queue_time").GetString());
            calls.Add(emulator.Call(made.GetProperty("sid").GetString()!));
        }

        await emulator.Settle();
        Assert.Equal(["ringing", "queued", "queued"], await Task.WhenAll(calls.Select(c => c.Status())));
        await emulator.Advance(1);
        Assert.Equal(["ringing", "ringing", "queued"], await Task.WhenAll(calls.Select(c => c.Status())));
        await emulator.Post($"Calls/{calls[2].Sid}.json", ("Status", "canceled"));
        await emulator.Advance(5);
        Assert.Equal("canceled", await calls[2].Status());
        Assert.Empty(emulator.Application.Requests("/status")); // cancelled while queued: no callback at all
    }

    [Fact]
    public async Task A_person_answers_keys_a_pin_and_takes_responsibility()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Gather action=\"/pin\"><Say>Your PIN, then pound.</Say></Gather>");
        emulator.Application.Twiml("/pin", "<Say>Thank you</Say>");
        await Place(emulator);
        await emulator.Settle();
        var answered = await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}/answer");
        await emulator.Settle();
        await emulator.Call(answered.GetProperty("callSid").GetString()!).Press("2580#");
        Assert.Equal("2580", emulator.Application.Last("/pin")["Digits"]);
    }

    [Fact]
    public async Task Dial_number_bridges_and_tells_the_action_how_it_went()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound",
            $"<Dial action=\"/after\" timeout=\"20\"><Number url=\"/whisper\" statusCallback=\"/status\" statusCallbackEvent=\"initiated ringing answered completed\">{TestEmulator.Doctor}</Number></Dial>");
        emulator.Application.Twiml("/whisper", "<Say>A call for you</Say>");
        emulator.Application.Twiml("/after", "<Hangup/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var call = await emulator.Dial();
        await emulator.Advance(5);
        var child = emulator.Call((await call.State()).GetProperty("bridgedWith").GetString()!);
        Assert.Equal(["A call for you"], await child.Heard());
        await child.Say("Hello");
        Assert.Equal(["Hello"], await call.Heard("voice"));
        await emulator.Advance(30);
        await child.HangUp();

        var after = emulator.Application.Last("/after");
        Assert.Equal("completed", after["DialCallStatus"]);
        Assert.Equal(child.Sid, after["DialCallSid"]);
        Assert.Equal("true", after["DialBridged"]);
        Assert.Equal(call.Sid, emulator.Application.Last("/whisper")["ParentCallSid"]);
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], emulator.Application.Requests("/status").Select(r => r["CallStatus"]!));
    }

    [Fact]
    public async Task Dial_number_that_is_busy_goes_to_the_action_and_the_hang_up_of_the_caller_ends_the_other_leg()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Dial action=\"/after\">{TestEmulator.Doctor}</Dial>");
        emulator.Application.Twiml("/after", "<Hangup/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "busy" });
        await emulator.Dial();
        await emulator.Advance(2);
        Assert.Equal("busy", emulator.Application.Last("/after")["DialCallStatus"]);

        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var call = await emulator.Dial();
        await emulator.Advance(3);
        var child = emulator.Call((await call.State()).GetProperty("bridgedWith").GetString()!);
        await call.HangUp();
        Assert.Equal("completed", await child.Status());
        Assert.Equal("completed", await call.Status());
    }

    [Fact]
    public async Task A_bridged_leg_that_is_moved_to_a_conference_survives_its_parent()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Dial action=\"/after\">{TestEmulator.Doctor}</Dial>");
        emulator.Application.Twiml("/after", "<Hangup/>");
        emulator.Application.Twiml("/room", "<Dial><Conference>room</Conference></Dial>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var call = await emulator.Dial();
        await emulator.Advance(3);
        var child = emulator.Call((await call.State()).GetProperty("bridgedWith").GetString()!);
        await emulator.Post($"Calls/{child.Sid}.json", ("Url", emulator.Application.Url("/room")));
        await emulator.Settle();
        Assert.Equal("conference", await child.WaitsFor());
        Assert.Equal("completed", await call.Status());
        Assert.Equal("in-progress", await child.Status());
    }

    private static Task<JsonElement> Place(TestEmulator emulator, params (string, string)[] more) => emulator.Post("Calls.json",
        [("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", emulator.Application.Url("/page")), ("StatusCallback", emulator.Application.Url("/status")), .. more]);
}
