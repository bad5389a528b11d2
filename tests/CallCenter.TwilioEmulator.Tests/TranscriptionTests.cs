using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class TranscriptionTests
{
    [Fact]
    public async Task What_is_said_on_either_side_is_told_track_by_track_in_order_until_it_is_stopped()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", """
            <Start><Transcription name="call" statusCallbackUrl="/words" languageCode="es-US"/></Start>
            <Say>Hello</Say><Gather input="speech" action="/next" timeout="20"/>
            """);
        emulator.Application.Twiml("/next", "<Stop><Transcription name=\"call\"/></Stop><Say>Bye</Say><Pause length=\"9\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(1);
        await emulator.Control($"/emulator/calls/{call.Sid}/say", new { text = "me duele", confidence = 0.7 });
        await emulator.Advance(25);

        var told = emulator.Application.Requests("/words").Select(r => r.Form.ToDictionary(f => f.Key, f => f.Value)).ToList();
        Assert.Equal(["transcription-started", "transcription-content", "transcription-content", "transcription-stopped"], told.Select(t => t["TranscriptionEvent"]));
        Assert.Equal(["1", "2", "3", "4"], told.Select(t => t["SequenceId"]));
        Assert.Equal([("outbound_track", "Hello"), ("inbound_track", "me duele")], told[1..3].Select(t => (t["Track"], JsonDocument.Parse(t["TranscriptionData"]).RootElement.GetProperty("transcript").GetString()!)));
        Assert.All(told, t => Assert.StartsWith("GT", t["TranscriptionSid"]));
        Assert.Equal("es-US", told[2]["LanguageCode"]);
        Assert.Empty(await emulator.Warnings());
    }

    [Fact]
    public async Task The_end_of_the_call_is_its_end_and_what_the_other_says_is_on_the_other_track()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Start><Transcription track=\"outbound_track\" statusCallbackUrl=\"/words\"/></Start><Dial>" + TestEmulator.Doctor + "</Dial>");
        var call = await emulator.Dial();
        await emulator.Control($"/emulator/phones/{Uri.EscapeDataString(TestEmulator.Doctor)}/answer");
        await emulator.Settle();
        var doctor = (await emulator.Get("Calls.json?To=" + Uri.EscapeDataString(TestEmulator.Doctor))).GetProperty("calls")[0].GetProperty("sid").GetString();
        await emulator.Control($"/emulator/calls/{doctor}/say", new { text = "this is the doctor" });
        await emulator.Control($"/emulator/calls/{call.Sid}/say", new { text = "this is the caller" });
        await emulator.Control($"/emulator/calls/{call.Sid}/hangup");
        await emulator.Settle();

        var told = emulator.Application.Requests("/words").Select(r => r.Form.ToDictionary(f => f.Key, f => f.Value)).ToList();
        Assert.Equal(["transcription-started", "transcription-content", "transcription-stopped"], told.Select(t => t["TranscriptionEvent"]));
        Assert.Contains("this is the doctor", told[1]["TranscriptionData"]);
    }

    [Fact]
    public async Task Rest_starts_and_stops_it_on_a_live_call_only()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Say>Hello</Say><Pause length=\"60\"/>");
        var call = await emulator.Dial();
        var made = await emulator.Rest(HttpMethod.Post, $"Calls/{call.Sid}/Transcriptions.json", 201, ("Name", "mine"), ("StatusCallbackUrl", emulator.Application.Url("/words")));
        Assert.Equal("in-progress", made.GetProperty("status").GetString());
        Assert.Equal("stopped", (await emulator.Rest(HttpMethod.Post, $"Calls/{call.Sid}/Transcriptions/mine.json", 200, ("Status", "stopped"))).GetProperty("status").GetString());
        await emulator.Rest(HttpMethod.Post, $"Calls/{call.Sid}/Transcriptions/other.json", 404, ("Status", "stopped"));
        await emulator.Post($"Calls/{call.Sid}.json", ("Status", "completed"));
        await emulator.Rest(HttpMethod.Post, $"Calls/{call.Sid}/Transcriptions.json", 400, ("Name", "late"));
        await emulator.Settle();
        Assert.Equal(2, emulator.Application.Requests("/words").Count);
    }
}
