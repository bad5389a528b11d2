using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class RecordingTests
{
    [Fact]
    public async Task A_call_made_with_record_tells_of_it_at_its_end_and_its_channels_are_as_asked()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/page", "<Pause length=\"12\"/>");
        await emulator.Control($"/emulator/phones/{TestEmulator.Doctor}", new { behaviour = "human" });
        await emulator.Post("Calls.json", ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", emulator.Application.Url("/page")), ("Record", "true"), ("RecordingChannels", "dual"),
            ("RecordingStatusCallback", emulator.Application.Url("/recording")), ("StatusCallback", emulator.Application.Url("/status")));
        await emulator.Advance(20);
        var end = emulator.Application.Last("/status");
        var file = emulator.Application.Last("/recording");
        Assert.Equal(("12", file["RecordingSid"], file["RecordingUrl"]), (end["RecordingDuration"], end["RecordingSid"], end["RecordingUrl"]));
        Assert.Equal(("2", "both"), (file["RecordingChannels"], file["RecordingTrack"]));
        Assert.Equal(2, (await One(emulator)).GetProperty("channels").GetInt32());
    }

    [Fact]
    public async Task Its_sound_comes_as_wav_and_as_mp3()
    {
        await using var emulator = await Recorded();
        var sid = (await One(emulator)).GetProperty("sid").GetString();
        using var wav = await emulator.Http.GetAsync($"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Recordings/{sid}.wav");
        using var mp3 = await emulator.Http.GetAsync($"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Recordings/{sid}.mp3");
        Assert.Equal(("audio/x-wav", "audio/mpeg"), (wav.Content.Headers.ContentType!.MediaType, mp3.Content.Headers.ContentType!.MediaType));
        Assert.Equal(6000 / 36 * 36, (await mp3.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData(false, 401)]
    [InlineData(true, 200)]
    public async Task A_stranger_gets_it_only_while_the_accounts_switch_is_off(bool isPublic, int status)
    {
        await using var emulator = await Recorded("--Emulator:PublicMedia", isPublic.ToString());
        var sid = (await One(emulator)).GetProperty("sid").GetString();
        using var stranger = new HttpClient();
        foreach (var file in new[] { $"{sid}", $"{sid}.mp3" })
        {
            using var media = await stranger.GetAsync(new Uri(emulator.Http.BaseAddress!, $"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Recordings/{file}"));
            Assert.Equal(status, (int)media.StatusCode);
        }

        using var known = await stranger.GetAsync(new Uri(emulator.Http.BaseAddress!, $"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Recordings/{sid}.json"));
        Assert.Equal(401, (int)known.StatusCode);
    }

    [Fact]
    public async Task Deleted_it_is_gone_but_for_those_who_ask_for_the_deleted()
    {
        await using var emulator = await Recorded();
        var sid = (await One(emulator)).GetProperty("sid").GetString();
        await emulator.Rest(HttpMethod.Delete, $"Recordings/{sid}.json", 204);
        Assert.Empty((await emulator.Get("Recordings.json")).GetProperty("recordings").EnumerateArray());
        await emulator.Rest(HttpMethod.Get, $"Recordings/{sid}.json", 404);
        await emulator.Rest(HttpMethod.Get, $"Recordings/{sid}.wav", 404);
        await emulator.Rest(HttpMethod.Delete, $"Recordings/{sid}.json", 404);
        Assert.Equal("deleted", (await emulator.Get("Recordings.json?IncludeSoftDeleted=true")).GetProperty("recordings")[0].GetProperty("status").GetString());
        Assert.Equal("deleted", (await emulator.Get($"Recordings/{sid}.json?IncludeSoftDeleted=true")).GetProperty("status").GetString());
    }

    private static async Task<TestEmulator> Recorded(params string[] more)
    {
        var emulator = await TestEmulator.Begin(null, more);
        emulator.Application.Twiml("/inbound", "<Record timeout=\"0\" maxLength=\"6\" action=\"/done\"/>");
        emulator.Application.Twiml("/done", "<Hangup/>");
        var call = await emulator.Dial();
        await call.Say("hello");
        await emulator.Advance(8);
        return emulator;
    }

    private static async Task<JsonElement> One(TestEmulator emulator) => (await emulator.Get("Recordings.json")).GetProperty("recordings")[0];
}
