using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class FaultTests
{
    [Fact]
    public async Task Callbacks_can_be_doubled_dropped_and_late()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        await emulator.Control("/emulator/faults", new { duplicate = 1.0 });
        await emulator.Dial();
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        await emulator.Control("/emulator/faults", new { drop = 1.0 });
        await emulator.Dial();
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        await emulator.Control("/emulator/faults", new { delay = 1.0, delaySeconds = 40 });
        await emulator.Dial();
        await emulator.Advance(39);
        Assert.Equal(2, emulator.Application.Requests("/number-status").Count);
        await emulator.Advance(1);
        Assert.Equal(3, emulator.Application.Requests("/number-status").Count);
    }

    [Fact]
    public async Task A_seed_makes_a_bad_day_repeatable()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        async Task<List<int>> Day()
        {
            await emulator.Control("/emulator/faults", new { seed = 5, duplicate = 0.3, drop = 0.3 });
            var counts = new List<int>();
            for (var i = 0; i < 10; i++)
            {
                var before = emulator.Application.Requests("/number-status").Count;
                await emulator.Dial();
                counts.Add(emulator.Application.Requests("/number-status").Count - before);
            }

            return counts;
        }

        var first = await Day();
        Assert.Equal(first, await Day());
        Assert.Contains(0, first);
        Assert.Contains(2, first);
    }

    [Fact]
    public async Task A_recording_can_be_late_and_until_then_there_is_no_file()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Record action=\"/done\" recordingStatusCallback=\"/recording\"/>");
        emulator.Application.Twiml("/done", "<Hangup/>");
        await emulator.Control("/emulator/faults", new { recordingSeconds = 90 });
        var call = await emulator.Dial();
        await call.Say("please call me back");
        await emulator.Advance(2);
        await call.Press("#");
        await emulator.Advance(89);
        Assert.Empty(emulator.Application.Requests("/recording"));
        var file = new Uri(emulator.Application.Last("/done")["RecordingUrl"]! + ".wav");
        using (var early = await emulator.Http.GetAsync(file)) Assert.Equal(404, (int)early.StatusCode);
        await emulator.Advance(1);
        Assert.Equal("completed", emulator.Application.Last("/recording")["RecordingStatus"]);
        using var sound = await emulator.Http.GetAsync(file);
        Assert.Equal(200, (int)sound.StatusCode);
    }

    [Fact]
    public async Task Rest_can_fail_before_and_after_the_work_is_done()
    {
        await using var emulator = await TestEmulator.Begin();
        await emulator.Control("/emulator/faults", new { rest5xx = 1.0 });
        await emulator.Rest(HttpMethod.Post, "Queues.json", 500, ("FriendlyName", "a"));
        await emulator.Control("/emulator/faults", new { rest429 = 1.0 });
        var busy = await emulator.Rest(HttpMethod.Post, "Queues.json", 429, ("FriendlyName", "b"));
        Assert.Equal(20429, busy.GetProperty("code").GetInt32());
        await emulator.Control("/emulator/faults", new { restLostAnswer = 1.0 });
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.Post("Queues.json", ("FriendlyName", "c")));
        await emulator.Control("/emulator/faults", new { restTimeout = 1.0 });
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emulator.Http.GetAsync($"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Queues.json", impatient.Token));
        await emulator.Control("/emulator/faults", new { });
        var queues = (await emulator.Get("Queues.json")).GetProperty("queues");
        Assert.Equal("c", Assert.Single(queues.EnumerateArray()).GetProperty("friendly_name").GetString());
    }
}
