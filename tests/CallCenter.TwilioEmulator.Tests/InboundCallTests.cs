using CallCenter.TwilioEmulator.Tests.Harness;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Tests;

public class InboundCallTests
{
    [Fact]
    public async Task A_dialled_line_asks_its_voice_url_with_the_usual_parameters_and_a_signature()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Say>Hello</Say><Hangup/>");
        var call = await emulator.Dial();

        var asked = emulator.Application.Last("/inbound");
        Assert.Equal("POST", asked.Method);
        Assert.Equal(call.Sid, asked["CallSid"]);
        Assert.Equal(TestEmulator.AccountSid, asked["AccountSid"]);
        Assert.Equal(TestEmulator.Caller, asked["From"]);
        Assert.Equal(TestEmulator.Caller, asked["Caller"]);
        Assert.Equal(TestEmulator.Line, asked["To"]);
        Assert.Equal(TestEmulator.Line, asked["Called"]);
        Assert.Equal("ringing", asked["CallStatus"]);
        Assert.Equal("inbound", asked["Direction"]);
        Assert.Equal("2010-04-01", asked["ApiVersion"]);
        Assert.Equal("AUSTIN", asked["FromCity"]);
        Assert.Equal(
            Signature.Of(TestEmulator.AuthToken, emulator.Application.Url("/inbound"), asked.Form),
            asked.Headers["X-Twilio-Signature"]);
    }

    [Fact]
    public async Task Speaking_takes_time_and_the_end_is_told_once_to_the_numbers_own_callback()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Say>{new string('a', 150)}</Say>");
        var call = await emulator.Dial();

        Assert.Equal("in-progress", await call.Status());
        await emulator.Advance(9.9);
        Assert.Equal("in-progress", await call.Status());
        await emulator.Advance(0.1);
        Assert.Equal("completed", await call.Status());
        var told = Assert.Single(emulator.Application.Requests("/number-status"));
        Assert.Equal("completed", told["CallStatus"]);
        Assert.Equal("10", told["CallDuration"]);
        Assert.Equal("1", told["Duration"]);
    }

    [Fact]
    public async Task What_the_carrier_tells_differs_from_call_to_call()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather input=\"speech\" action=\"/said\"/>");
        await emulator.Dial();
        var usual = emulator.Application.Last("/inbound");
        Assert.Equal(("TN-Validation-Passed-A", null, null, null), (usual["StirVerstat"], usual["ForwardedFrom"], usual["CallerName"], usual["StirPassportToken"]));

        var told = new { from = "+266696687", to = TestEmulator.Line, forwardedFrom = "+15125550177", callerName = "PILAR R", stirVerstat = "TN-Validation-Failed-C", stirPassportToken = "ey.ey.sig", confidence = false };
        await emulator.Control("/emulator/calls", told);
        await emulator.Settle();
        Assert.Null(emulator.Application.Last("/inbound")["CallerName"]); // nobody pays for the look-up
        var sid = (await emulator.Get("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        await emulator.Post($"IncomingPhoneNumbers/{sid}.json", ("VoiceCallerIdLookup", "true"));
        var call = emulator.Call((await emulator.Control("/emulator/calls", told)).GetProperty("callSid").GetString()!);
        await emulator.Settle();
        var asked = emulator.Application.Last("/inbound");
        Assert.Equal((told.forwardedFrom, told.callerName, told.stirVerstat, told.stirPassportToken), (asked["ForwardedFrom"], asked["CallerName"], asked["StirVerstat"], asked["StirPassportToken"]));
        await call.Say("yes");
        await emulator.Advance(6);
        Assert.Equal(("yes", null), (emulator.Application.Last("/said")["SpeechResult"], emulator.Application.Last("/said")["Confidence"]));
        var shown = await emulator.Get($"Calls/{call.Sid}.json");
        Assert.Equal((told.forwardedFrom, told.callerName), (shown.GetProperty("forwarded_from").GetString(), shown.GetProperty("caller_name").GetString()));
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("sip:pilar@example.com")]
    public async Task A_caller_without_a_number_has_no_verification(string from)
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        await emulator.Dial(from);
        Assert.Equal((from, null), (emulator.Application.Last("/inbound")["From"], emulator.Application.Last("/inbound")["StirVerstat"]));
    }

    [Fact]
    public async Task A_gather_sends_its_digits_to_the_action_and_barge_in_stops_the_prompt()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound",
            "<Gather numDigits=\"1\" action=\"choice\"><Say>For English press one. Para español oprima dos.</Say></Gather><Say>Nothing came</Say>");
        emulator.Application.Twiml("/choice", asked => $"<Say>You pressed {asked["Digits"]}</Say><Pause length=\"60\"/>");
        var call = await emulator.Dial();
        Assert.Equal("gather", await call.WaitsFor());

        await call.Press("2");

        Assert.Equal("2", emulator.Application.Last("/choice")["Digits"]);
        Assert.Contains("You pressed 2", await call.Heard());
    }

    [Fact]
    public async Task A_caller_waits_in_a_queue_and_is_moved_out_by_rest()
    {
        await using var emulator = await TestEmulator.Begin();
        var app = emulator.Application;
        app.Twiml("/inbound", "<Enqueue waitUrl=\"/wait\" action=\"/left\">nurses</Enqueue>");
        app.Twiml("/wait", asked => $"<Say>You are number {asked["QueuePosition"]}</Say><Play>/music.mp3</Play>");
        app.Twiml("/talk", "<Dial><Conference waitUrl=\"\">call-1</Conference></Dial>");
        var call = await emulator.Dial();
        Assert.Equal("queue", await call.WaitsFor());
        await emulator.Advance(30);
        Assert.True(app.Requests("/wait").Count > 3);

        await emulator.Post($"Calls/{call.Sid}.json", ("Url", app.Url("/talk")));
        await emulator.Settle();

        Assert.Equal("conference", await call.WaitsFor());
        Assert.Equal("redirected", app.Last("/left")["QueueResult"]);
        Assert.Equal("30", app.Last("/left")["QueueTime"]);
        await call.HangUp();
        Assert.Equal("completed", await call.Status());
    }
}
