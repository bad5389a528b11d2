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
        var lines = await emulator.Get("IncomingPhoneNumbers.json");
        await emulator.Post($"IncomingPhoneNumbers/{lines.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString()}.json", ("SmsUrl", emulator.Application.Url("/sms")));
        var made = await Send(emulator);
        await emulator.Control($"/emulator/messages/{made.GetProperty("sid").GetString()}/reply", new { text = "Stop" });
        await emulator.Settle();
        Assert.Equal(("Stop", TestEmulator.Doctor), (emulator.Application.Last("/sms")["Body"], emulator.Application.Last("/sms")["From"]));
        var refused = await emulator.Rest(HttpMethod.Post, "Messages.json", 400, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "x"));
        Assert.Equal(21610, refused.GetProperty("code").GetInt32());
    }

    private static Task<JsonElement> Send(TestEmulator emulator) => emulator.Post("Messages.json",
        ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "Please call"), ("StatusCallback", emulator.Application.Url("/sms-status")));
}
