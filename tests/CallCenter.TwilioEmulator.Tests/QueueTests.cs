using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class QueueTests
{
    [Fact]
    public async Task The_wait_document_is_asked_again_with_the_place_in_the_queue()
    {
        await using var emulator = await Queue("<Say>Please hold on.</Say><Pause length=\"9\"/>");
        await emulator.Dial();
        var second = await emulator.Dial("+15125550112");
        var asked = emulator.Application.Last("/wait");
        Assert.Equal(("2", "2", "0", "0", "1000"), (asked["QueuePosition"], asked["CurrentQueueSize"], asked["QueueTime"], asked["AvgQueueTime"], asked["MaxQueueSize"]));
        Assert.StartsWith("QU", asked["QueueSid"]);
        await emulator.Advance(12);
        Assert.Equal("10", emulator.Application.Last("/wait")["QueueTime"]);
        Assert.Empty(await second.Heard("dead-air"));
    }

    [Fact]
    public async Task A_key_in_the_wait_document_may_leave_the_queue_for_the_action()
    {
        await using var emulator = await Queue("<Gather numDigits=\"1\" action=\"/escape\"><Say>Press 1 for a call back</Say></Gather>");
        emulator.Application.Twiml("/escape", "<Leave/>");
        emulator.Application.Twiml("/left", "<Say>We call you back</Say><Pause length=\"5\"/>");
        var call = await emulator.Dial();
        await call.Press("1");
        Assert.Equal("leave", emulator.Application.Last("/left")["QueueResult"]);
        Assert.Contains("We call you back", await call.Heard());
    }

    [Fact]
    public async Task Hanging_up_is_told_to_the_action_and_counted_in_the_average()
    {
        await using var emulator = await Queue("<Pause length=\"10\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(20);
        await call.HangUp();
        Assert.Equal(("hangup", "20", "completed"), (emulator.Application.Last("/left")["QueueResult"], emulator.Application.Last("/left")["QueueTime"], emulator.Application.Last("/left")["CallStatus"]));
        await emulator.Dial();
        Assert.Equal("20", emulator.Application.Last("/wait")["AvgQueueTime"]);
    }

    [Fact]
    public async Task A_full_queue_goes_to_the_action_at_once()
    {
        await using var emulator = await Queue("<Pause length=\"10\"/>", "maxQueueSize=\"1\"");
        emulator.Application.Twiml("/left", "<Hangup/>");
        await emulator.Dial();
        await emulator.Dial("+15125550112");
        Assert.Equal("queue-full", emulator.Application.Last("/left")["QueueResult"]);
    }

    [Fact]
    public async Task The_front_is_taken_by_rest_or_by_dial_queue()
    {
        await using var emulator = await Queue("<Pause length=\"10\"/>");
        emulator.Application.Twiml("/talk", "<Say>A nurse is here</Say><Pause length=\"5\"/>");
        var first = await emulator.Dial();
        var second = await emulator.Dial("+15125550112");
        var queue = (await emulator.Get("Queues.json")).GetProperty("queues")[0];
        Assert.Equal(2, queue.GetProperty("current_size").GetInt32());
        var sid = queue.GetProperty("sid").GetString();
        var taken = await emulator.Post($"Queues/{sid}/Members/Front.json", ("Url", emulator.Application.Url("/talk")));
        Assert.Equal(first.Sid, taken.GetProperty("call_sid").GetString());
        await emulator.Settle();
        Assert.Contains("A nurse is here", await first.Heard());

        emulator.Application.Twiml("/inbound", "<Dial action=\"/dialled\"><Queue>nurses</Queue></Dial>");
        emulator.Application.Twiml("/left", "<Hangup/>");
        emulator.Application.Twiml("/dialled", "<Hangup/>");
        var nurse = await emulator.Dial("+15125550139");
        await nurse.Say("Hello");
        Assert.Equal(["Hello"], await second.Heard("voice"));
        await nurse.HangUp();
        Assert.Equal("bridged", emulator.Application.Last("/left")["QueueResult"]);
        Assert.Equal("completed", await second.Status());
    }

    [Fact]
    public async Task A_wait_document_that_fails_hands_the_caller_to_the_fallback()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Enqueue waitUrl=\"/wait\">nurses</Enqueue>");
        emulator.Application.On("/wait", (_, context) => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        var call = await emulator.Dial();
        Assert.Contains(await call.Heard(), h => h.Contains("application error"));
        Assert.Equal(0, (await emulator.Get("Queues.json")).GetProperty("queues")[0].GetProperty("current_size").GetInt32());
    }

    private static async Task<TestEmulator> Queue(string wait, string attributes = "")
    {
        var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", $"<Enqueue waitUrl=\"/wait\" action=\"/left\" {attributes}>nurses</Enqueue>");
        emulator.Application.Twiml("/wait", wait);
        return emulator;
    }
}
