using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>Twilio asks again: one after the other, at the same time, or long after. Of a question the retry's answer counts.</summary>
public class RepeatTests
{
    private const string Token = "I-Twilio-Idempotency-Token";

    [Fact]
    public async Task A_document_is_asked_for_again_with_a_token_and_the_second_answer_is_played()
    {
        await using var emulator = await TestEmulator.Begin();
        var asks = 0;
        emulator.Application.Twiml("/inbound", _ => $"<Say>answer {++asks}</Say><Pause length=\"9\"/>");
        await emulator.Control("/emulator/faults", new { aimed = new[] { new { fault = "askTwice", at = "twiml /inbound" } } });
        var call = await emulator.Dial();
        var asked = emulator.Application.Requests("/inbound");
        Assert.Equal([false, true], asked.Select(a => a.Headers.ContainsKey(Token)));
        Assert.Equal(asked[0].Form, asked[1].Form);
        Assert.Equal(asked[0].Headers["X-Twilio-Signature"], asked[1].Headers["X-Twilio-Signature"]);
        Assert.Equal(["answer 2"], await call.Heard());
        Assert.Equal("in-progress", await call.Status());
    }

    [Fact]
    public async Task Both_copies_can_be_under_way_at_the_same_time()
    {
        await using var emulator = await TestEmulator.Begin();
        var (inside, most) = (0, 0);
        var both = new TaskCompletionSource();
        emulator.Application.On("/inbound", async (asked, context) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (most == 2) both.TrySetResult();
            await both.Task.WaitAsync(TimeSpan.FromSeconds(20));
            Interlocked.Decrement(ref inside);
            context.Response.ContentType = "text/xml";
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"<Response><Say>{(asked.Headers.ContainsKey(Token) ? "retry" : "first")}</Say></Response>"));
        });
        await emulator.Control("/emulator/faults", new { askTogether = 1.0 });
        var call = await emulator.Dial();
        Assert.Equal(2, most);
        Assert.Equal(["retry"], await call.Heard());
    }

    [Fact]
    public async Task The_first_copy_can_arrive_when_the_call_is_long_somewhere_else()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Redirect>/next</Redirect>");
        emulator.Application.Twiml("/next", "<Say>Next</Say><Pause length=\"60\"/>");
        await emulator.Control("/emulator/faults", new { aimed = new[] { new { fault = "askLate", at = "/inbound", seconds = 20 } } });
        var call = await emulator.Dial();
        await emulator.Advance(19);
        Assert.True(Assert.Single(emulator.Application.Requests("/inbound")).Headers.ContainsKey(Token));
        await emulator.Advance(2);
        Assert.False(emulator.Application.Requests("/inbound")[1].Headers.ContainsKey(Token));
        Assert.Equal(["Next"], await call.Heard());
        Assert.Single(emulator.Application.Requests("/next"));
    }

    [Theory]
    [InlineData("askTwice")]
    [InlineData("askTogether")]
    public async Task An_inbound_text_comes_twice_with_the_same_sid(string fault)
    {
        await using var emulator = await TestEmulator.Begin();
        var sid = (await emulator.Get("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        await emulator.Post($"IncomingPhoneNumbers/{sid}.json", ("SmsUrl", emulator.Application.Url("/sms")));
        var sent = await emulator.Post("Messages.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Body", "Please call"));
        await emulator.Control("/emulator/faults", new { aimed = new[] { new { fault, at = "message" } } });
        await emulator.Control($"/emulator/messages/{sent.GetProperty("sid").GetString()}/reply", new { text = "YES" });
        await emulator.Settle();
        var asked = emulator.Application.Requests("/sms");
        Assert.Equal(2, asked.Count);
        Assert.Equal(asked[0]["MessageSid"], asked[1]["MessageSid"]);
        Assert.Single(asked, a => a.Headers.ContainsKey(Token));
    }

    [Fact]
    public async Task A_callback_can_come_twice_at_once_or_once_more_much_later()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        await emulator.Control("/emulator/faults", new { duplicateTogether = 1.0 });
        await emulator.Dial();
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        await emulator.Control("/emulator/faults", new { duplicateLate = 1.0, delaySeconds = 60 });
        await emulator.Dial();
        await emulator.Advance(59);
        Assert.Equal(3, emulator.Application.Requests("/number-status").Count);
        await emulator.Advance(1);
        Assert.Equal(4, emulator.Application.Requests("/number-status").Count);
    }
}
