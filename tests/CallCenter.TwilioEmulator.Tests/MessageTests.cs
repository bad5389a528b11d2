using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class MessageTests
{
    [Fact]
    public async Task A_message_is_sent_and_delivered_and_each_step_is_told()
    {
        await using var emulator = await TestEmulator.Begin();
        var made = await Send(emulator);
        Assert.Equal("queued", made.GetProperty("status").GetString());
        await emulator.Advance(2);
        var told = emulator.Application.Requests("/sms-status");
        Assert.Equal(["sent", "delivered"], told.Select(t => t["MessageStatus"]!));
        Assert.NotNull(told[1]["RawDlrDoneDate"]);
        var inbox = await emulator.Http.GetFromJsonAsync<JsonElement>($"/emulator/messages?to={Uri.EscapeDataString(TestEmulator.Doctor)}");
        Assert.Equal("Please call", inbox[0].GetProperty("body").GetString());
    }

    [Fact]
    public async Task Who_answers_stop_gets_no_more()
    {
        await using var emulator = await TestEmulator.Begin();
        await HasSmsUrl(emulator);
        var made = await Send(emulator);
        await emulator.Control($"/emulator/messages/{made.GetProperty("sid").GetString()}/reply", new { text = "Stop" });
        await emulator.Settle();
        Assert.Equal(("Stop", TestEmulator.Doctor), (emulator.Application.Last("/sms")["Body"], emulator.Application.Last("/sms")["From"]));
        var refused = await emulator.Rest(HttpMethod.Post, "Messages.json", 400, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "x"));
        Assert.Equal(21610, refused.GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("undelivered", null, "sent undelivered", "30003")]
    [InlineData("undelivered", 30007, "sent undelivered", "30007")]
    [InlineData("failed", null, "failed", "30034")]
    [InlineData("sent", null, "sent", null)]
    public async Task A_message_comes_as_far_as_the_phone_lets_it_and_says_why_not_further(string texts, int? errorCode, string told, string? code)
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { texts, errorCode });
        var made = await Send(emulator);
        await emulator.Advance(60);
        var reports = emulator.Application.Requests("/sms-status");
        Assert.Equal(told.Split(' '), reports.Select(r => r["MessageStatus"]!));
        Assert.Equal(code, reports[^1]["ErrorCode"]);
        Assert.Equal(texts == "undelivered", reports[^1]["RawDlrDoneDate"] is not null);
        var now = await emulator.Get($"Messages/{made.GetProperty("sid").GetString()}.json");
        Assert.Equal((texts, code ?? ""), (now.GetProperty("status").GetString(), now.GetProperty("error_code").ToString()));
    }

    [Fact]
    public async Task A_phone_that_cannot_be_sent_to_is_refused_at_once()
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { texts = "refused" });
        var refused = await emulator.Rest(HttpMethod.Post, "Messages.json", 400, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "x"));
        Assert.Equal(21608, refused.GetProperty("code").GetInt32());
        Assert.Empty((await emulator.Get("Messages.json")).GetProperty("messages").EnumerateArray());
    }

    [Theory]
    [InlineData('x', 160, "1")]
    [InlineData('x', 161, "2")]
    [InlineData('x', 307, "3")]
    [InlineData('€', 80, "1")]
    [InlineData('€', 81, "2")]
    [InlineData('ł', 70, "1")]
    [InlineData('ł', 71, "2")]
    public async Task A_long_message_has_as_many_segments_as_its_letters_need(char letter, int length, string segments)
    {
        await using var emulator = await TestEmulator.Begin();
        var made = await emulator.Post("Messages.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", new string(letter, length)));
        Assert.Equal(segments, made.GetProperty("num_segments").GetString());
    }

    [Fact]
    public async Task A_picture_needs_no_words_and_a_messaging_service_accepts_before_it_queues()
    {
        await using var emulator = await TestEmulator.Begin();
        var picture = await emulator.Post("Messages.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("MediaUrl", emulator.Application.Url("/rash.jpg")));
        Assert.StartsWith("MM", picture.GetProperty("sid").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", picture.GetProperty("num_media").GetString());
        const string service = "MG00000000000000000000000000000001";
        var served = await emulator.Post("Messages.json", ("MessagingServiceSid", service), ("To", TestEmulator.Doctor), ("Body", "x"), ("StatusCallback", emulator.Application.Url("/sms-status")));
        Assert.Equal(("accepted", service), (served.GetProperty("status").GetString(), served.GetProperty("messaging_service_sid").GetString()));
        await emulator.Advance(2);
        Assert.Equal(service, emulator.Application.Last("/sms-status")["MessagingServiceSid"]);
        await emulator.Rest(HttpMethod.Post, "Messages.json", 400, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor));
    }

    [Theory]
    [InlineData("ALTO", "STOP", 400)]
    [InlineData("YES", "START", 201)]
    [InlineData("Help", "HELP", 201)]
    public async Task Advanced_opt_out_knows_words_of_its_own_and_says_which_kind_they_are(string text, string optOutType, int next)
    {
        await using var emulator = await TestEmulator.Begin();
        await HasSmsUrl(emulator);
        var made = await Send(emulator);
        await emulator.Control($"/emulator/messages/{made.GetProperty("sid").GetString()}/reply", new { text, optOutType });
        await emulator.Settle();
        Assert.Equal((text, optOutType), (emulator.Application.Last("/sms")["Body"], emulator.Application.Last("/sms")["OptOutType"]));
        await emulator.Rest(HttpMethod.Post, "Messages.json", next, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "x"));
    }

    [Fact]
    public async Task A_person_may_answer_with_a_picture_alone()
    {
        await using var emulator = await TestEmulator.Begin();
        await HasSmsUrl(emulator);
        var made = await Send(emulator);
        await emulator.Control($"/emulator/messages/{made.GetProperty("sid").GetString()}/reply", new { media = new[] { "https://media.example/1" } });
        await emulator.Settle();
        var asked = emulator.Application.Last("/sms");
        Assert.Equal(("", "1", "https://media.example/1", null), (asked["Body"], asked["NumMedia"], asked["MediaUrl0"], asked["OptOutType"]));
    }

    private static async Task HasSmsUrl(TestEmulator emulator)
    {
        var lines = await emulator.Get("IncomingPhoneNumbers.json");
        await emulator.Post($"IncomingPhoneNumbers/{lines.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString()}.json", ("SmsUrl", emulator.Application.Url("/sms")));
    }

    private static Task<JsonElement> Send(TestEmulator emulator) => emulator.Post("Messages.json",
        ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "Please call"), ("StatusCallback", emulator.Application.Url("/sms-status")));
}
