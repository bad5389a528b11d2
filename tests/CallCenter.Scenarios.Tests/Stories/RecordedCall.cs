using System.Net;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A practice that records: by the stricter state of both ends, said to the caller, paused on demand, heard through us only.</summary>
public sealed class RecordedCall : IAsyncDisposable
{
    private NurseLine _line = null!;

    [Fact]
    public async Task Given_a_practice_that_records_when_one_partys_knowledge_is_enough_then_it_is_announced_and_elsewhere_the_caller_is_asked_first()
    {
        _line = await NurseLine.StartAsync(new NurseLineOptions { Settings = new Dictionary<string, string> { ["Calls__RecordingPractices__0"] = "lakeside", ["Calls__NurseState"] = "TX" } });
        await using var nurse = await DeskNurse.SignInAsync(_line);
        await nurse.GoesAvailableAsync();
        var james = _line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.AcceptsAsync();
        await james.Hears("This call is being recorded");
        await RecordingIsAsync(nurse, "running");
        await james.Waits(20);
        await WantsAsync(nurse, "paused");
        await RecordingIsAsync(nurse, "paused");
        await james.Waits(10);
        await WantsAsync(nurse, "running");
        await RecordingIsAsync(nurse, "running");
        await james.Waits(5);
        await nurse.EndsCallAsync();
        await RecordingIsAsync(nurse, "ready");

        var recording = (await nurse.Server.GetAsync($"api/calls/{nurse.CallId}/recordings")).EnumerateArray().Single();
        Assert.Equal(("announced", "TX/TX", 2), (recording.GetProperty("consent").GetString(), recording.GetProperty("states").GetString(), recording.GetProperty("segments").GetArrayLength()));
        Assert.InRange(recording.GetProperty("seconds").GetInt32(), 24, 40);
        var sound = $"api/calls/{nurse.CallId}/recordings/{recording.GetProperty("recordingId").GetGuid()}/sound";
        var (status, kind, bytes) = await nurse.Server.FileAsync(sound);
        Assert.Equal((HttpStatusCode.OK, "audio/wav", "RIFF"), (status, kind, System.Text.Encoding.ASCII.GetString(bytes[..4])));
        Assert.Equal(1, DemoWorld.Count(_line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'recording-heard'"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _line.Http.GetAsync(sound)).StatusCode);
        await using (var other = await DeskNurse.SignInAsync(_line, "nurse2@demo")) Assert.Equal(HttpStatusCode.NotFound, (await other.Server.FileAsync(sound)).Status);
        await nurse.FinishesWrapUpAsync("advised");

        // Nobody knows where this caller is: nothing is recorded before she has agreed.
        var stranger = _line.Caller("+13105550199");
        await stranger.Dials(NurseLine.Lakeside).AnswersUntilQueued("*");
        await nurse.AcceptsAsync();
        await stranger.TalksWithNurse();
        await stranger.Waits(5);
        await RecordingIsAsync(nurse, "none");
        var (refused, why) = await nurse.Server.TryAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/recording", new { status = "running", callerAgreed = false });
        Assert.True(refused is HttpStatusCode.Conflict && why.Contains("recording-needs-consent", StringComparison.Ordinal), why);
        await WantsAsync(nurse, "running", agreed: true);
        await stranger.Hears("This call is being recorded");
        await RecordingIsAsync(nurse, "running");
        await nurse.EndsCallAsync();
        await nurse.FinishesWrapUpAsync("advised");
        await _line.Silence.AssertAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed) TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
        await _line.DisposeAsync();
    }

    private static Task WantsAsync(DeskNurse nurse, string status, bool agreed = false) =>
        nurse.Server.CommandAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/recording", new { status, callerAgreed = agreed });

    private Task RecordingIsAsync(DeskNurse nurse, string state) => _line.UntilAsync(async () => (await nurse.CallAsync()).GetProperty("recordingState").GetString() == state,
        TimeSpan.FromSeconds(30), async () => $"The recording is not {state}: {await nurse.CallAsync()}");
}
