using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>What ends by itself, what the first one decides, and what repeats.</summary>
public class LimitTests
{
    [Fact]
    public async Task A_ringing_phone_gets_five_seconds_more_than_asked_and_an_answered_call_no_second_more()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Say>Hello</Say><Pause length=\"120\"/>");
        var rung = await emulator.Post("Calls.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", emulator.Application.Url("/page")), ("Timeout", "10"), ("TimeLimit", "30"));
        var call = emulator.Call(rung.GetProperty("sid").GetString()!);
        await emulator.Advance(14.9);
        Assert.Equal("ringing", await call.Status());
        await emulator.Advance(0.2);
        Assert.Equal("no-answer", await call.Status());

        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        var answered = emulator.Call((await emulator.Post("Calls.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", emulator.Application.Url("/page")), ("TimeLimit", "30"))).GetProperty("sid").GetString()!);
        await emulator.Advance(31.9);
        Assert.Equal("in-progress", await answered.Status());
        await emulator.Advance(0.2);
        Assert.Equal("completed", await answered.Status());
    }

    [Fact]
    public async Task A_conversation_ends_at_its_time_limit_and_the_caller_goes_on_to_the_action()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Dial action=\"/after\" timeLimit=\"60\">{TestEmulator.Doctor}</Dial>");
        emulator.Application.Twiml("/after", "<Pause length=\"5\"/>");
        var call = await emulator.Dial();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}/answer");
        await emulator.Advance(59);
        Assert.Empty(emulator.Application.Requests("/after"));
        await emulator.Advance(1.5);
        Assert.Equal("60", emulator.Application.Last("/after")["DialCallDuration"]);
        Assert.Equal("in-progress", await call.Status());
    }

    [Fact]
    public async Task The_first_to_join_decides_region_size_and_callback_for_everybody()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Dial><Conference region=\"ie1\" maxParticipants=\"2\">room</Conference></Dial>");
        await emulator.Dial();
        emulator.Application.Twiml("/inbound", "<Dial action=\"/after\"><Conference region=\"de1\" maxParticipants=\"9\" statusCallback=\"/late\" statusCallbackEvent=\"join\">room</Conference></Dial>");
        await emulator.Dial("+15125550138");
        await emulator.Dial("+15125550139");
        var room = (await emulator.Get("Conferences.json?FriendlyName=room")).GetProperty("conferences")[0];
        Assert.Equal("ie1", room.GetProperty("region").GetString());
        Assert.Equal("failed", emulator.Application.Last("/after")["DialCallStatus"]);
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("13227", StringComparison.Ordinal));
        Assert.Empty(emulator.Application.Requests("/late"));
    }

    [Fact]
    public async Task A_recording_of_the_call_is_started_and_stopped_by_the_document_while_it_goes_on()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", """
            <Start><Recording recordingStatusCallback="/recording" recordingStatusCallbackEvent="in-progress completed"/></Start>
            <Pause length="7"/><Stop><Recording/></Stop><Pause length="60"/>
            """);
        var call = await emulator.Dial();

        await emulator.Advance(9);
        Assert.Equal(["in-progress", "completed"], emulator.Application.Requests("/recording").Select(r => r["RecordingStatus"]!));
        Assert.Equal(("7", "StartCallRecordingAPI", call.Sid), (emulator.Application.Last("/recording")["RecordingDuration"], emulator.Application.Last("/recording")["RecordingSource"], emulator.Application.Last("/recording")["CallSid"]));
        Assert.NotEqual("completed", await call.Status());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_names()
    {
        async Task<string> First()
        {
            await using var emulator = await TestEmulator.Begin();
            emulator.Application.Twiml("/inbound", "<Hangup/>");
            return (await emulator.Dial()).Sid;
        }

        Assert.Equal(await First(), await First());
    }
}
