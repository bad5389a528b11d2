using CallCenter.TwilioEmulator.Tests.Harness;
using CallCenter.TwilioEmulator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.TwilioEmulator.Tests;

public class TransportTests
{
    [Fact]
    public void Overrides_are_clamped_and_default_to_one_retry_on_a_failed_connect()
    {
        var normal = ConnectionOverrides.From("https://a.example/x");
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15), 1), (normal.Connect, normal.Read, normal.Total, normal.Retries));
        Assert.Equal(["ct"], normal.RetryOn);
        var given = ConnectionOverrides.From("https://a.example/x#ct=20&rt=99999&tt=700&rc=9&rp=ct,5xx");
        Assert.Equal((TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(0.7), 5), (given.Connect, given.Read, given.Total, given.Retries));
        Assert.Equal(TimeSpan.FromSeconds(15), ConnectionOverrides.From("https://a.example/x#tt=60000").Total);
        Assert.True(given.WantsAnotherTry(new DeliveryOutcome(DeliveryFailure.None, 503, null, "", "")));
        Assert.False(given.WantsAnotherTry(new DeliveryOutcome(DeliveryFailure.None, 404, null, "", "")));
        Assert.False(normal.WantsAnotherTry(new DeliveryOutcome(DeliveryFailure.Slow, null, null, "", "")));
    }

    [Fact]
    public async Task An_error_is_retried_when_the_fragment_says_so_with_one_token_for_all_retries()
    {
        await using var emulator = await TestEmulator.Begin();
        var app = emulator.Application;
        var asks = 0;
        app.Twiml("/inbound", "<Redirect>/shaky#rc=2&amp;rp=5xx</Redirect>");
        app.On("/shaky", async (_, context) =>
        {
            context.Response.StatusCode = ++asks < 3 ? 503 : 200;
            context.Response.ContentType = "text/xml";
            await context.Response.Body.WriteAsync("<Response><Pause length='9'/></Response>"u8.ToArray());
        });
        var call = await emulator.Dial();
        var asked = app.Requests("/shaky");
        Assert.Equal(3, asked.Count);
        Assert.False(asked[0].Headers.ContainsKey("I-Twilio-Idempotency-Token"));
        Assert.Equal(asked[1].Headers["I-Twilio-Idempotency-Token"], asked[2].Headers["I-Twilio-Idempotency-Token"]);
        Assert.Equal(Signature.Of(TestEmulator.AuthToken, app.Url("/shaky"), asked[2].Form), asked[2].Headers["X-Twilio-Signature"]);
        Assert.NotEqual("completed", await call.Status());
    }

    [Fact]
    public async Task A_refused_connection_is_tried_twice_and_reported_as_11205()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Redirect>http://127.0.0.1:9/nobody</Redirect>");
        await emulator.Dial();
        Assert.Equal(2, (await emulator.Timeline()).Count(e => e.GetProperty("path").GetString() == "/nobody" && e.GetProperty("direction").GetString() == "webhook"));
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("11205"));
    }

    [Fact]
    public async Task No_answer_within_fifteen_seconds_is_a_failure_whatever_the_override_says()
    {
        var wall = new FakeTimeProvider(TestEmulator.Start);
        await using var emulator = await TestEmulator.Begin(wall);
        var arrived = new TaskCompletionSource();
        emulator.Application.Twiml("/inbound", "<Redirect>/slow#tt=60000&amp;rt=60000</Redirect>");
        emulator.Application.On("/slow", async (_, context) =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var dialled = await emulator.Control("/emulator/calls", new { from = TestEmulator.Caller, to = TestEmulator.Line });
        var call = emulator.Call(dialled.GetProperty("callSid").GetString()!);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        wall.Advance(TimeSpan.FromSeconds(14.9));
        Assert.NotEqual("completed", await call.Status());
        wall.Advance(TimeSpan.FromSeconds(0.1));
        await emulator.Settle();
        Assert.Equal("completed", await call.Status());
        Assert.Contains(await emulator.Warnings(), w => w.StartsWith("11200") && w.Contains("in time"));
    }
}
