using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class RestTests
{
    [Theory]
    [InlineData("AC00000000000000000000000000000001:wrong")]
    [InlineData("AC00000000000000000000000000000002:demo-auth-token-not-a-secret")]
    [InlineData(null)]
    public async Task Wrong_credentials_are_20003(string? credentials)
    {
        await using var emulator = await TestEmulator.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{emulator.Http.BaseAddress}2010-04-01/Accounts/{TestEmulator.AccountSid}/Calls.json");
        using var http = new HttpClient();
        if (credentials is not null)
        {
            request.Headers.Authorization = Basic(credentials);
        }

        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(20003, body.GetProperty("code").GetInt32());
        Assert.Equal(401, body.GetProperty("status").GetInt32());
        Assert.Equal("https://www.twilio.com/docs/errors/20003", body.GetProperty("more_info").GetString());
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task An_api_key_opens_the_same_doors_and_every_answer_has_a_request_id()
    {
        await using var emulator = await TestEmulator.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{emulator.Http.BaseAddress}2010-04-01/Accounts/{TestEmulator.AccountSid}/Calls.json");
        request.Headers.Authorization = Basic("SK00000000000000000000000000000001:demo-api-key-secret-not-a-secret-000");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("RQ", answer.Headers.GetValues("Twilio-Request-Id").Single());
        Assert.Equal("1", answer.Headers.GetValues("Twilio-Concurrent-Requests").Single());
    }

    [Theory]
    [InlineData("Calls/CA00000000000000000000000000000000.json", 404, 20404)]
    [InlineData("Nonsense.json", 404, 20404)]
    public async Task What_does_not_exist_is_20404(string path, int status, int code)
    {
        await using var emulator = await TestEmulator.Begin();
        var body = await emulator.Rest(HttpMethod.Get, path, status);
        Assert.Equal(code, body.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_call_needs_a_known_from_a_dialable_to_and_a_document()
    {
        await using var emulator = await TestEmulator.Begin();
        async Task Refused(int code, params (string, string)[] form) =>
            Assert.Equal(code, (await emulator.Rest(HttpMethod.Post, "Calls.json", 400, form)).GetProperty("code").GetInt32());
        await Refused(21201, ("From", TestEmulator.Line), ("Url", "http://127.0.0.1/x"));
        await Refused(21211, ("From", TestEmulator.Line), ("To", "12"), ("Url", "http://127.0.0.1/x"));
        await Refused(21210, ("From", "+15125559999"), ("To", TestEmulator.Doctor), ("Url", "http://127.0.0.1/x"));
        await Refused(21205, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor));
        await Refused(21205, ("From", TestEmulator.Line), ("To", TestEmulator.Doctor), ("Url", "not a url"));
    }

    [Fact]
    public async Task A_page_has_its_neighbours_and_dates_are_rfc_2822()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Hangup/>");
        for (var i = 0; i < 5; i++)
        {
            await emulator.Dial();
            await emulator.Advance(60);
        }

        var first = await emulator.Get("Calls.json?PageSize=2");
        Assert.Equal(2, first.GetProperty("calls").GetArrayLength());
        Assert.Equal("Tue, 24 Nov 2026 08:04:00 +0000", first.GetProperty("calls")[0].GetProperty("start_time").GetString());
        Assert.Equal("0", first.GetProperty("calls")[0].GetProperty("duration").GetString());
        Assert.Equal((0, 2, 0, 1), Numbers(first));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("previous_page_uri").ValueKind);
        using var answer = await emulator.Http.GetAsync(first.GetProperty("next_page_uri").GetString());
        var second = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((1, 2, 2, 3), Numbers(second));
        Assert.Contains("Page=0", second.GetProperty("previous_page_uri").GetString());
        var last = await emulator.Get("Calls.json?PageSize=2&Page=2");
        Assert.Equal(1, last.GetProperty("calls").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next_page_uri").ValueKind);
        Assert.Equal(2, (await emulator.Get("Calls.json?StartTime%3E=2026-11-24T08:03:00Z")).GetProperty("calls").GetArrayLength());
        Assert.Equal(4, (await emulator.Get("Calls.json?StartTime%3C=2026-11-24T08:03:00Z")).GetProperty("calls").GetArrayLength());
        Assert.Equal(0, (await emulator.Get("Calls.json?Status=busy")).GetProperty("calls").GetArrayLength());
    }

    [Fact]
    public async Task A_finished_call_cannot_be_moved_and_only_a_finished_one_be_deleted()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Pause length=\"60\"/>");
        emulator.Application.Twiml("/inbound", "<Say>Hello</Say><Pause length=\"60\"/>");
        var call = await emulator.Dial();
        await emulator.Rest(HttpMethod.Delete, $"Calls/{call.Sid}.json", 409);
        var ended = await emulator.Post($"Calls/{call.Sid}.json", ("Status", "completed"));
        Assert.Equal("completed", ended.GetProperty("status").GetString());
        var late = await emulator.Rest(HttpMethod.Post, $"Calls/{call.Sid}.json", 400, ("Url", "http://127.0.0.1/x"));
        Assert.Equal(21220, late.GetProperty("code").GetInt32());
        Assert.Equal("completed", (await emulator.Post($"Calls/{call.Sid}.json", ("Status", "canceled"))).GetProperty("status").GetString());
        await emulator.Rest(HttpMethod.Delete, $"Calls/{call.Sid}.json", 204);
        await emulator.Rest(HttpMethod.Get, $"Calls/{call.Sid}.json", 404);
    }

    [Fact]
    public async Task Applications_and_numbers_are_found_by_name_and_changed()
    {
        await using var emulator = await TestEmulator.Begin();
        var configured = await emulator.Get("Applications/AP00000000000000000000000000000001.json");
        Assert.Equal(JsonValueKind.Null, configured.GetProperty("voice_url").ValueKind);
        var made = await emulator.Post("Applications.json", ("FriendlyName", "Other"), ("VoiceUrl", "http://127.0.0.1/app"));
        Assert.Equal(made.GetProperty("sid").GetString(), (await emulator.Get("Applications.json?FriendlyName=Other")).GetProperty("applications")[0].GetProperty("sid").GetString());
        Assert.Equal(0, (await emulator.Get("IncomingPhoneNumbers.json?PhoneNumber=%2B19998887777")).GetProperty("incoming_phone_numbers").GetArrayLength());
        var twice = await emulator.Rest(HttpMethod.Post, "IncomingPhoneNumbers.json", 400, ("PhoneNumber", TestEmulator.Line));
        Assert.Equal(21422, twice.GetProperty("code").GetInt32());
        await emulator.Rest(HttpMethod.Post, "Applications.json", 400, ("VoiceUrl", "http://bad_host/app"));
    }

    private static (int, int, int, int) Numbers(JsonElement page) => (
        page.GetProperty("page").GetInt32(), page.GetProperty("page_size").GetInt32(),
        page.GetProperty("start").GetInt32(), page.GetProperty("end").GetInt32());

    private static AuthenticationHeaderValue Basic(string text) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}
