using System.Net;
using System.Text.Json;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A practice that records: by the stricter state of both ends, said to the caller first, running only while she talks with a nurse, heard through us only.</summary>
public sealed class RecordedCall : IAsyncDisposable
{
    private const string Marsh = "+15125550122";
    private static readonly Dictionary<string, string> Texas = new() { ["Calls__RecordingPractices__0"] = "lakeside", ["Calls__NurseState"] = "TX" };
    private NurseLine _line = null!;

    [Fact]
    public async Task Given_a_practice_that_records_when_one_partys_knowledge_is_enough_then_it_is_announced_paused_on_hold_and_heard_through_us_only()
    {
        _line = await NurseLine.StartAsync(new NurseLineOptions { Settings = Texas });
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var pilar = await PilarTalksAsync(nurse);
        await pilar.Hears("This call is being recorded");
        await RecordingIsAsync(nurse, "running");
        await pilar.Waits(20);
        // What she says to the music is nobody's.
        await nurse.HoldsAsync(true);
        await RecordingIsAsync(nurse, "paused");
        await pilar.Waits(15);
        await nurse.HoldsAsync(false);
        await RecordingIsAsync(nurse, "running");
        await WantsAsync(nurse, "paused");
        await RecordingIsAsync(nurse, "paused");
        // Her own pause outlasts a hold.
        await nurse.HoldsAsync(true);
        await nurse.SeesAsync("on-hold");
        await nurse.HoldsAsync(false);
        await nurse.SeesAsync("connected");
        await pilar.Waits(10);
        await RecordingIsAsync(nurse, "paused");
        await nurse.EndsCallAsync();
        await RecordingIsAsync(nurse, "ready");

        var recording = Assert.Single(await RecordingsAsync(nurse));
        Assert.Equal(("announced", "TX/TX", 2), (recording.GetProperty("consent").GetString(), recording.GetProperty("states").GetString(), recording.GetProperty("segments").GetArrayLength()));
        // What was paused is silence in the file, and no stretch of it.
        Assert.InRange(Recorded(recording), 19, 35);
        Assert.InRange(recording.GetProperty("seconds").GetInt32() - Recorded(recording), 20, 40);
        var sound = $"api/calls/{nurse.CallId}/recordings/{recording.GetProperty("recordingId").GetGuid()}/sound";
        var (status, kind, bytes) = await nurse.Server.FileAsync(sound);
        Assert.Equal((HttpStatusCode.OK, "audio/wav", "RIFF"), (status, kind, System.Text.Encoding.ASCII.GetString(bytes[..4])));
        await using (var supervisor = await DeskNurse.SignInAsync(_line, "supervisor@demo")) Assert.Equal(HttpStatusCode.OK, (await supervisor.Server.FileAsync(sound)).Status);
        Assert.Equal(2, DemoWorld.Count(_line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'recording-heard'"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _line.Http.GetAsync(sound)).StatusCode);
        await using (var other = await DeskNurse.SignInAsync(_line, "nurse2@demo")) Assert.Equal(HttpStatusCode.NotFound, (await other.Server.FileAsync(sound)).Status);
        Assert.Equal(2, DemoWorld.Count(_line.Settings.Database, "SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'recording-heard'"));
        await nurse.FinishesWrapUpAsync("advised");
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_an_announced_recording_when_she_is_where_everybody_must_agree_then_it_ends_and_only_her_word_counts_from_then_on()
    {
        _line = await NurseLine.StartAsync(new NurseLineOptions { Settings = Texas });
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var pilar = await PilarTalksAsync(nurse);
        await RecordingIsAsync(nurse, "running");
        await pilar.Waits(5);
        await nurse.Server.CommandAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/patient", new { relation = "self", patientLocation = "at her son's in Oakland, CA" });
        await RecordingIsAsync(nurse, "ready");
        await RefusedAsync(nurse);
        await WantsAsync(nurse, "running", agreed: true);
        await pilar.Hears("This call is being recorded").Hears("This call is being recorded");
        await RecordingIsAsync(nurse, "running");
        await pilar.Waits(5);

        // She takes her yes back, and back in Texas it still counts.
        await WantsAsync(nurse, "stopped");
        await RecordingIsAsync(nurse, "ready");
        await nurse.Server.CommandAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/patient", new { patientLocation = "Austin, TX" });
        await RefusedAsync(nurse);

        // She thinks better of it, and is handed on: without our nurse nothing is recorded.
        await WantsAsync(nurse, "running", agreed: true);
        await RecordingIsAsync(nurse, "running");
        await pilar.Waits(5);
        await nurse.RingsAsync("contact-dr-marsh", "transfer");
        await _line.Doctor(Marsh).IsRung().Answers().Hears("This is the nurse line of Lakeside");
        await nurse.SeesAsync("transferred");
        await RecordingIsAsync(nurse, "ready");
        await nurse.FinishesWrapUpAsync("escalated");
        await pilar.Waits(30).HangsUp();
        Assert.Equal(["announced", "caller agreed", "caller agreed"], (await RecordingsAsync(nurse)).Select(r => r.GetProperty("consent").GetString()));
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_somebody_else_speaks_when_she_agrees_and_the_nurses_line_drops_then_the_next_nurse_goes_on_with_one_recording()
    {
        _line = await NurseLine.StartAsync(new NurseLineOptions { Settings = Texas });
        await using var nurse = await DeskNurse.SignInAsync(_line);
        await nurse.GoesAvailableAsync();
        // The patient's house is known; where her husband is who calls for her, nobody has said.
        var james = _line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.AcceptsAsync();
        await james.Waits(5);
        await RecordingIsAsync(nurse, "none");
        await RefusedAsync(nurse);
        await WantsAsync(nurse, "running", agreed: true);
        await RecordingIsAsync(nurse, "running");
        await james.Waits(10);
        await nurse.LosesLineAsync();
        await james.Hears("The nurse is reconnecting");
        await RecordingIsAsync(nurse, "paused");
        await using var next = await DeskNurse.SignInAsync(_line, "nurse2@demo");
        await next.GoesAvailableAsync();
        await james.Waits(40);
        await next.AcceptsAsync();
        await RecordingIsAsync(next, "running");
        await james.Waits(10);
        await next.EndsCallAsync();
        await RecordingIsAsync(next, "ready");
        var recording = Assert.Single(await RecordingsAsync(next));
        Assert.InRange(Recorded(recording), 18, 40);
        Assert.InRange(recording.GetProperty("seconds").GetInt32() - Recorded(recording), 30, 60);
        await next.FinishesWrapUpAsync("advised");
        await _line.Silence.AssertAsync();
    }

    [Fact]
    public async Task Given_the_answer_of_the_network_is_lost_with_the_process_and_every_callback_too_when_it_is_back_then_there_is_one_recording_and_its_sound()
    {
        _line = await NurseLine.StartAsync(new NurseLineOptions { Settings = Texas, KillAt = ["outbox:calls.start-recording:after-send"] });
        _line.Silence.Tolerate(_ => true);
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var pilar = await PilarTalksAsync(nurse);
        await RecordingIsAsync(nurse, "running");
        Assert.Empty(_line.NotReached);
        await pilar.Waits(10);
        await _line.Phones.MisbehaveAsync(new { drop = 1.0 });
        await nurse.EndsCallAsync();
        await RecordingIsAsync(nurse, "ended");
        await _line.PassesAsync(TimeSpan.FromMinutes(3));
        await RecordingIsAsync(nurse, "ready");
        Assert.Single((await _line.Phones.TimelineAsync()), e => e.Direction == "rest" && e.Path.EndsWith("/Recordings.json", StringComparison.Ordinal) && e.Status == 201);
        Assert.Single(await RecordingsAsync(nurse));
        await _line.Phones.MisbehaveAsync(new { });
        await nurse.FinishesWrapUpAsync("advised");
    }

    private static double Recorded(System.Text.Json.JsonElement recording) =>
        recording.GetProperty("segments").EnumerateArray().Sum(s => (s.GetProperty("end").GetDateTimeOffset() - s.GetProperty("start").GetDateTimeOffset()).TotalSeconds);

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed) TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
        await _line.DisposeAsync();
    }

    /// <summary>Pilar speaks herself, from her own telephone; her chart says Texas.</summary>
    private async Task<Caller> PilarTalksAsync(DeskNurse nurse)
    {
        await nurse.GoesAvailableAsync();
        var pilar = _line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await nurse.AcceptsAsync();
        return pilar;
    }

    private static async Task RefusedAsync(DeskNurse nurse)
    {
        var (refused, why) = await nurse.Server.TryAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/recording", new { status = "running", callerAgreed = false });
        Assert.True(refused is HttpStatusCode.Conflict && why.Contains("recording-needs-consent", StringComparison.Ordinal), why);
    }

    private static async Task<IReadOnlyList<JsonElement>> RecordingsAsync(DeskNurse nurse) => [.. (await nurse.Server.GetAsync($"api/calls/{nurse.CallId}/recordings")).EnumerateArray()];

    private static async Task WantsAsync(DeskNurse nurse, string status, bool agreed = false) =>
        await nurse.Server.CommandAsync(HttpMethod.Put, $"api/calls/{nurse.CallId}/recording", new { status, callerAgreed = agreed });

    private Task RecordingIsAsync(DeskNurse nurse, string state) => _line.UntilAsync(async () => (await nurse.CallAsync()).GetProperty("recordingState").GetString() == state,
        TimeSpan.FromSeconds(30), async () => $"The recording is not {state}: {await nurse.CallAsync()}");
}
