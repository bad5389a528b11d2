using System.Net.Http.Json;
using System.Text.Json;

namespace CallCenter.TwilioEmulator.Tests.Harness;

public sealed record TestCall(TestEmulator Emulator, string Sid)
{
    public Task<JsonElement> State() => Emulator.Http.GetFromJsonAsync<JsonElement>($"/emulator/calls/{Sid}");

    public async Task<string> Status() => (await State()).GetProperty("status").GetString()!;

    public async Task<string> WaitsFor() => (await State()).GetProperty("waitingFor").GetProperty("kind").GetString()!;

    public async Task<List<string>> Heard(string kind = "say") => [.. (await State()).GetProperty("heard").EnumerateArray()
        .Where(h => h.GetProperty("kind").GetString() == kind).Select(h => h.GetProperty("text").GetString() ?? "")];

    public async Task Press(string digits)
    {
        await Emulator.Control($"/emulator/calls/{Sid}/press", new { digits });
        await Emulator.Settle();
    }

    public async Task Say(string text)
    {
        await Emulator.Control($"/emulator/calls/{Sid}/say", new { text });
        await Emulator.Settle();
    }

    public async Task HangUp()
    {
        await Emulator.Control($"/emulator/calls/{Sid}/hangup");
        await Emulator.Settle();
    }
}
