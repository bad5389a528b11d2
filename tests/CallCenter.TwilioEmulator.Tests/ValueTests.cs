using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>An attribute with a value Twilio does not know is a 12200 in the timeline, and the call goes on.</summary>
public class ValueTests
{
    private static readonly string Long = new('x', 129);

    public static TheoryData<string, string> Wrong => new()
    {
        { "<Gather numDigits=\"many\"/>", "numDigits" },
        { "<Gather numDigits=\"0\"/>", "numDigits" },
        { "<Gather timeout=\"-1\"/>", "timeout" },
        { "<Gather input=\"keys\"/>", "input" },
        { "<Gather finishOnKey=\"x\"/>", "finishOnKey" },
        { "<Gather method=\"PUT\"/>", "method" },
        { "<Gather actionOnEmptyResult=\"yes\"/>", "actionOnEmptyResult" },
        { "<Gather speechTimeout=\"soon\"/>", "speechTimeout" },
        { "<Gather speechTimeout=\"auto\" speechModel=\"phone_call\"/>", "speechModel" },
        { $"<Gather hints=\"{Long}\"/>", "hints" },
        { $"<Gather hints=\"{string.Join(',', Enumerable.Range(0, 501))}\"/>", "hints" },
        { "<Record maxLength=\"20000\"/>", "maxLength" },
        { "<Record finishOnKey=\"any\"/>", "finishOnKey" },
        { "<Record recordingStatusCallbackEvent=\"done\"/>", "recordingStatusCallbackEvent" },
        { $"<Enqueue waitUrl=\"\">{Long[..65]}</Enqueue>", "more than 64" },
        { $"<Dial><Conference waitUrl=\"\">{Long}</Conference></Dial>", "more than 128" },
        { $"<Dial><Conference waitUrl=\"\" participantLabel=\"{Long}\">a</Conference></Dial>", "participantLabel" },
        { "<Dial><Conference waitUrl=\"\" beep=\"loud\">a</Conference></Dial>", "beep" },
        { "<Dial><Conference waitUrl=\"\" maxParticipants=\"1\">a</Conference></Dial>", "maxParticipants" },
        { "<Dial><Conference waitUrl=\"\" statusCallbackEvent=\"join left\">a</Conference></Dial>", "statusCallbackEvent" },
        { "<Dial><Conference waitUrl=\"\" region=\"mars\">a</Conference></Dial>", "region" },
        { "<Dial timeout=\"soon\">+15125550121</Dial>", "timeout" },
        { "<Pause length=\"long\"/>", "length" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_is_told(string twiml, string word)
    {
        var warnings = await Warnings(twiml);
        Assert.Contains(warnings, w => w.StartsWith("12200", StringComparison.Ordinal) && w.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<Gather input=\"dtmf speech\" numDigits=\"8\" timeout=\"10\" finishOnKey=\"\" speechTimeout=\"auto\" speechModel=\"default\" hints=\"yes, no\" language=\"es-US\" method=\"POST\"/>")]
    [InlineData("<Gather finishOnKey=\"#\" speechTimeout=\"3\" speechModel=\"phone_call\" enhanced=\"true\"/>")]
    [InlineData("<Record maxLength=\"120\" timeout=\"0\" finishOnKey=\"*#\" playBeep=\"true\" recordingStatusCallback=\"/r\" recordingStatusCallbackEvent=\"completed absent\"/>")]
    [InlineData("<Dial timeout=\"20\" callerId=\"+15125550101\"><Number statusCallbackEvent=\"initiated completed\">+15125550121</Number></Dial>")]
    [InlineData("<Dial><Conference beep=\"onExit\" waitUrl=\"\" statusCallbackEvent=\"start end join leave mute hold modify speaker announcement\" record=\"record-from-start\" region=\"us1\">a</Conference></Dial>")]
    public async Task A_right_value_is_not(string twiml) => Assert.Empty(await Warnings(twiml));

    [Fact]
    public async Task A_caller_id_of_somebody_else_is_not_dialled_with()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Dial callerId=\"+15125559999\" action=\"/after\">{TestEmulator.Doctor}</Dial>");
        emulator.Application.Twiml("/after", "<Hangup/>");
        await emulator.Dial();
        Assert.Equal("failed", emulator.Application.Last("/after")["DialCallStatus"]);
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("13214", StringComparison.Ordinal));
        Assert.DoesNotContain(await emulator.Timeline(), e => e.GetProperty("path").GetString() == "/status");
    }

    [Fact]
    public async Task A_callback_answered_with_words_is_told_and_a_fallback_hears_no_fragment()
    {
        await using var emulator = await TestEmulator.Begin();
        var sid = (await emulator.Get("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        await emulator.Post($"IncomingPhoneNumbers/{sid}.json", ("VoiceFallbackUrl", emulator.Application.Url("/fallback")));
        emulator.Application.Twiml("/inbound", "<Redirect>/gone#rc=0</Redirect>");
        emulator.Application.On("/gone", (_, context) => Task.FromResult(context.Response.StatusCode = 500));
        emulator.Application.Twiml("/fallback", "<Hangup/>");
        emulator.Application.On("/number-status", async (_, context) =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.Body.WriteAsync("thanks"u8.ToArray());
        });
        await emulator.Dial();
        Assert.Equal(emulator.Application.Url("/gone"), emulator.Application.Last("/fallback")["ErrorUrl"]);
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("12300 a callback", StringComparison.Ordinal));
    }

    private static async Task<List<string>> Warnings(string twiml)
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", twiml);
        await emulator.Dial();
        return await emulator.Warnings();
    }
}
