using CallCenter.TwilioEmulator.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace CallCenter.TwilioEmulator.Tests;

public class TwimlTests
{
    [Fact]
    public async Task An_unknown_attribute_or_verb_is_a_warning_and_no_more()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Say loudness=\"high\">Hello</Say><Sing>la</Sing><Pause length=\"5\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(2);
        Assert.Equal("in-progress", await call.Status());
        var warnings = await emulator.Warnings();
        Assert.Contains(warnings, w => w.StartsWith("12200") && w.Contains("loudness"));
        Assert.Contains(warnings, w => w.StartsWith("12200") && w.Contains("Sing"));
    }

    [Theory]
    [InlineData("<Response><Say>Hello</Response>", "text/xml", "12100")]
    [InlineData("<Answer/>", "text/xml", "12100")]
    [InlineData("{}", "application/json", "12300")]
    public async Task A_document_that_cannot_be_read_goes_to_the_fallback_with_code_and_url(string body, string type, string code)
    {
        await using var emulator = await TestEmulator.Begin();
        var app = emulator.Application;
        app.On("/inbound", (_, context) => Write(context, type, body));
        await WithFallback(emulator);
        app.Twiml("/fallback", "<Say>Please call back</Say><Pause length=\"9\"/>");
        var call = await emulator.Dial();
        Assert.Equal(code, app.Last("/fallback")["ErrorCode"]);
        Assert.Equal(app.Url("/inbound"), app.Last("/fallback")["ErrorUrl"]);
        Assert.Contains("Please call back", await call.Heard());
    }

    [Fact]
    public async Task Without_a_fallback_the_caller_hears_an_application_error_and_the_call_ends()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.On("/inbound", (_, context) => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        var call = await emulator.Dial();
        Assert.Contains(await call.Heard(), h => h.Contains("application error"));
        Assert.Equal("completed", await call.Status());
        Assert.Single(emulator.Application.Requests("/inbound"));
    }

    [Fact]
    public async Task A_fallback_that_fails_too_is_not_asked_twice()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.On("/inbound", (_, context) => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        emulator.Application.On("/fallback", (_, context) => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        await WithFallback(emulator);
        var call = await emulator.Dial();
        Assert.Single(emulator.Application.Requests("/fallback"));
        Assert.Equal("completed", await call.Status());
    }

    [Fact]
    public async Task Plain_text_is_spoken_and_a_relative_url_hangs_on_the_current_document()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Redirect>deep/er?x=1</Redirect>");
        emulator.Application.On("/deep/er", (asked, context) => Write(context, "text/plain", $"You asked {asked.Query}"));
        var call = await emulator.Dial();
        Assert.Contains("You asked ?x=1", await call.Heard());
    }

    [Fact]
    public async Task Cookies_live_as_long_as_the_call()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.On("/inbound", (_, context) =>
        {
            context.Response.Cookies.Append("step", "one");
            return Write(context, "text/xml", "<Response><Redirect>/second</Redirect></Response>");
        });
        emulator.Application.Twiml("/second", "<Hangup/>");
        await emulator.Dial();
        Assert.Equal("step=one", emulator.Application.Last("/second").Headers["Cookie"]);
        await emulator.Dial();
        Assert.False(emulator.Application.Last("/inbound").Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task Redirects_of_http_lose_the_form_and_end_after_ten()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.On("/inbound", (_, context) => { context.Response.Redirect("/inbound"); return Task.CompletedTask; });
        await emulator.Dial();
        var asked = emulator.Application.Requests("/inbound");
        Assert.Equal(11, asked.Count);
        Assert.Equal("GET", asked[1].Method);
        Assert.Empty(asked[1].Form);
        Assert.Contains(await emulator.Warnings(), w => w.Contains("11215"));
    }

    [Fact]
    public async Task Reject_ends_the_call_unanswered_and_busy_is_busy()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Reject reason=\"busy\"/>");
        var call = await emulator.Dial();
        Assert.Equal("busy", await call.Status());
        Assert.Equal("0", emulator.Application.Last("/number-status")["CallDuration"]);
    }

    [Fact]
    public async Task A_message_is_recorded_until_a_key_and_its_recording_is_reported_later()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Record timeout=\"0\" maxLength=\"60\" action=\"/done\" recordingStatusCallback=\"/recording\"/>");
        emulator.Application.Twiml("/done", "<Pause length=\"9\"/>");
        var call = await emulator.Dial();
        Assert.Equal("record", await call.WaitsFor());
        await call.Say("please call me back");
        await emulator.Advance(12);
        await call.Press("#");
        Assert.Equal("12", emulator.Application.Last("/done")["RecordingDuration"]);
        Assert.Equal("#", emulator.Application.Last("/done")["Digits"]);
        Assert.Empty(emulator.Application.Requests("/recording"));
        await emulator.Advance(1);
        var told = emulator.Application.Last("/recording");
        Assert.Equal("completed", told["RecordingStatus"]);
        Assert.Equal("RecordVerb", told["RecordingSource"]);
        using var wav = await emulator.Http.GetAsync(new Uri(told["RecordingUrl"]! + ".wav"));
        Assert.Equal(44 + (12 * 16_000), (await wav.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Nothing_but_silence_goes_on_with_the_document_and_a_message_cut_off_by_hanging_up_says_so()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Record timeout=\"3\" action=\"/done\" recordingStatusCallback=\"/recording\" recordingStatusCallbackEvent=\"completed absent\"/><Redirect>/silent</Redirect>");
        emulator.Application.Twiml("/silent", "<Record timeout=\"3\" action=\"/done\" recordingStatusCallback=\"/recording\" recordingStatusCallbackEvent=\"completed absent\"/>");
        emulator.Application.Twiml("/done", "<Pause length=\"9\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(3.5);
        Assert.Single(emulator.Application.Requests("/silent"));
        Assert.Empty(emulator.Application.Requests("/done"));
        await call.Say("please");
        await emulator.Advance(2.5);
        await call.HangUp();
        await emulator.Advance(2);
        Assert.Equal(("hangup", "3"), (emulator.Application.Last("/done")["Digits"], emulator.Application.Last("/done")["RecordingDuration"]));
        Assert.Equal("completed", emulator.Application.Last("/recording")["RecordingStatus"]);
    }

    [Fact]
    public async Task A_waiting_caller_who_leaves_the_queue_is_asked_what_next_and_may_leave_a_message()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Enqueue waitUrl=\"/wait\" action=\"/next\">nurse-line</Enqueue>");
        emulator.Application.Twiml("/wait", "<Leave/>");
        emulator.Application.Twiml("/next", "<Record action=\"/done\"/>");
        var call = await emulator.Dial();
        Assert.Equal("record", await call.WaitsFor());
        Assert.Equal("leave", emulator.Application.Last("/next")["QueueResult"]);
    }

    [Fact]
    public async Task Silence_of_more_than_fifteen_seconds_is_heard_as_dead_air()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Pause length=\"1\"/><Say>Hi</Say><Pause length=\"14\"/><Say>Hi</Say><Gather timeout=\"40\"/><Pause length=\"20\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(1 + 14 + 41);
        Assert.Empty(await call.Heard("dead-air"));
        await emulator.Advance(15.5);
        Assert.Single(await call.Heard("dead-air"));
    }

    private static Task WithFallback(TestEmulator emulator) => Provision(emulator, ("VoiceFallbackUrl", emulator.Application.Url("/fallback")));

    private static async Task Provision(TestEmulator emulator, params (string, string)[] settings)
    {
        var lines = await emulator.Get("IncomingPhoneNumbers.json?PhoneNumber=%2B15125550101");
        var sid = lines.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        await emulator.Post($"IncomingPhoneNumbers/{sid}.json", settings);
    }

    private static Task Write(HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
