using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class SoftphoneTests
{
    public static TheoryData<string, int> BadTokens => new()
    {
        { "", 20101 },
        { "a.b.c", 20101 },
        { Tokens.Nurse(secret: "another secret"), 20101 },
        { Tokens.Nurse(content: "twilio-fpa;v=2"), 20101 },
        { Tokens.Nurse(algorithm: "none"), 20101 },
        { Tokens.Nurse(life: TimeSpan.FromSeconds(-1)), 20104 },
        { Tokens.Nurse(life: TimeSpan.FromHours(25)), 31207 },
        { Tokens.Nurse(issuer: "SK00000000000000000000000000000002"), 31203 },
        { Tokens.Nurse(identity: "maria@example.com"), 31204 },
        { Tokens.Nurse(application: null), 31201 },
        { Tokens.Nurse(application: "AP00000000000000000000000000000099"), 31001 },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_is_not_right_is_refused_with_twilios_code(string token, int code)
    {
        await using var emulator = await TestEmulator.Begin();
        using var answer = await emulator.Http.PostAsJsonAsync("/emulator/softphones", new { token });
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32());
        Assert.Empty((await emulator.Http.GetFromJsonAsync<JsonElement>("/emulator/calls")).EnumerateArray());
    }

    [Fact]
    public async Task A_leg_without_a_browser_asks_the_application_with_its_own_parameters()
    {
        await using var emulator = await Ready();
        var made = await emulator.Control("/emulator/softphones", new { token = Tokens.Nurse(), @params = new { offer = "offer-7" } });
        await emulator.Settle();
        var asked = emulator.Application.Last("/client");
        Assert.Equal(("client:nurse_1a2b", "offer-7", "inbound"), (asked["From"], asked["offer"], asked["Direction"]));
        Assert.Equal("AP00000000000000000000000000000001", asked["ApplicationSid"]);
        var call = emulator.Call(made.GetProperty("callSid").GetString()!);
        Assert.Equal("conference", await call.WaitsFor());
        using var ended = await emulator.Http.DeleteAsync($"/emulator/softphones/{call.Sid}");
        Assert.Equal(204, (int)ended.StatusCode);
        Assert.Equal("completed", await call.Status());
    }

    [Fact]
    public async Task A_browser_registers_connects_talks_and_is_told_of_the_end()
    {
        await using var emulator = await Ready();
        emulator.Application.Twiml("/inbound", "<Dial><Conference beep=\"false\" endConferenceOnExit=\"true\">room</Conference></Dial>");
        var caller = await emulator.Dial();
        using var browser = await Browser.Open(emulator, Tokens.Nurse());
        Assert.Equal("nurse_1a2b", (await browser.Next("registered")).GetProperty("identity").GetString());
        await browser.Send(new { type = "connect", @params = new { offer = "offer-7" } });
        await browser.Next("ringing");
        var sid = (await browser.Next("open")).GetProperty("callSid").GetString();
        Assert.Equal("offer-7", emulator.Application.Last("/client")["offer"]);

        await caller.Say("My chest hurts");
        Assert.Equal("My chest hurts", await browser.Hears("voice"));
        await browser.Send(new { type = "say", text = "I am here" });
        await browser.Send(new { type = "connect", @params = new { offer = "again" } });
        Assert.Equal(31000, (await browser.Next("error")).GetProperty("code").GetInt32());
        Assert.Equal(["I am here"], await caller.Heard("voice"));

        await caller.HangUp();
        Assert.Equal(sid, (await browser.Next("closed")).GetProperty("callSid").GetString());
    }

    [Fact]
    public async Task A_browser_that_is_gone_ends_its_leg()
    {
        await using var emulator = await Ready();
        var browser = await Browser.Open(emulator, Tokens.Nurse());
        await browser.Next("registered");
        await browser.Send(new { type = "connect" });
        var sid = (await browser.Next("ringing")).GetProperty("callSid").GetString()!;
        await browser.Next("open");
        browser.Dispose();
        for (var i = 0; i < 200 && await emulator.Call(sid).Status() == "in-progress"; i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal("completed", await emulator.Call(sid).Status());
    }

    [Fact]
    public async Task A_token_that_will_expire_is_announced_and_can_be_renewed()
    {
        await using var emulator = await Ready();
        using var browser = await Browser.Open(emulator, Tokens.Nurse(life: TimeSpan.FromMinutes(2)));
        await browser.Next("registered");
        await emulator.Advance(110);
        await browser.Next("tokenWillExpire");
        await browser.Send(new { type = "token", token = Tokens.Nurse() });
        Assert.InRange((await browser.Next("registered")).GetProperty("ttl").GetInt32(), 3480, 3490);
        await emulator.Advance(3600);
        await browser.Send(new { type = "connect" });
        Assert.Equal(31205, (await browser.Next("error")).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_bad_token_at_the_socket_is_an_error_and_a_close()
    {
        await using var emulator = await Ready();
        using var browser = await Browser.Open(emulator, Tokens.Nurse(life: TimeSpan.FromSeconds(-5)));
        Assert.Equal(20104, (await browser.Next("error")).GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData(31401)]
    [InlineData(31402)]
    public async Task A_microphone_can_fail_while_the_softphone_runs_and_be_right_again(int code)
    {
        await using var emulator = await Ready();
        using var browser = await Browser.Open(emulator, Tokens.Nurse());
        await browser.Next("registered");
        await Suffers(emulator, code);
        await browser.Send(new { type = "connect" });
        Assert.Equal(code, (await browser.Next("error")).GetProperty("code").GetInt32());
        await emulator.Settle();
        Assert.Empty((await emulator.Http.GetFromJsonAsync<JsonElement>("/emulator/calls")).EnumerateArray());
        await Suffers(emulator, 0);
        await browser.Send(new { type = "connect" });
        await browser.Next("open");
        await Suffers(emulator, code);
        Assert.Equal(code, (await browser.Next("error")).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_token_can_run_out_before_its_time()
    {
        await using var emulator = await Ready();
        using var browser = await Browser.Open(emulator, Tokens.Nurse());
        await browser.Next("registered");
        await Suffers(emulator, 20104);
        Assert.Equal(20104, (await browser.Next("error")).GetProperty("code").GetInt32());
        await browser.Send(new { type = "connect" });
        Assert.Equal(31205, (await browser.Next("error")).GetProperty("code").GetInt32());
        await browser.Send(new { type = "token", token = Tokens.Nurse() });
        await browser.Next("registered");
        await browser.Send(new { type = "connect" });
        await browser.Next("open");
    }

    [Theory]
    [InlineData(53000)]
    [InlineData(53001)]
    public async Task A_lost_signal_keeps_the_leg_and_what_was_said_meanwhile_comes_after_it(int code)
    {
        await using var emulator = await Ready();
        emulator.Application.Twiml("/inbound", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        var caller = await emulator.Dial();
        using var browser = await Browser.Open(emulator, Tokens.Nurse());
        await browser.Send(new { type = "connect" });
        var nurse = emulator.Call((await browser.Next("open")).GetProperty("callSid").GetString()!);
        await Suffers(emulator, code, 20);
        Assert.Equal(code, (await browser.Next("error")).GetProperty("code").GetInt32());
        await browser.Next("reconnecting");
        await caller.Say("Are you there?");
        await browser.Send(new { type = "say", text = "One moment" });
        await emulator.Advance(19);
        Assert.Empty(await caller.Heard("voice"));
        Assert.Equal("in-progress", await nurse.Status());
        await emulator.Advance(2);
        await browser.Next("reconnected");
        Assert.Equal("Are you there?", await browser.Hears("voice"));
        await browser.Send(new { type = "disconnect" });
        await browser.Next("closed");
        Assert.Equal(["One moment"], await caller.Heard("voice"));
    }

    [Fact]
    public async Task A_signal_lost_for_longer_than_half_a_minute_ends_the_leg_and_meanwhile_no_call_can_be_made()
    {
        await using var emulator = await Ready();
        using var browser = await Browser.Open(emulator, Tokens.Nurse());
        await browser.Send(new { type = "connect" });
        var nurse = emulator.Call((await browser.Next("open")).GetProperty("callSid").GetString()!);
        await Suffers(emulator, 53001, 60);
        await emulator.Advance(29);
        Assert.Equal("in-progress", await nurse.Status());
        await emulator.Advance(2);
        Assert.Equal("completed", await nurse.Status());
        await browser.Next("closed");
        await browser.Send(new { type = "connect" });
        Assert.Equal(53000, (await browser.Next("error")).GetProperty("code").GetInt32());
        await emulator.Advance(30);
        await browser.Next("registered");
        await browser.Send(new { type = "connect" });
        await browser.Next("open");
    }

    [Fact]
    public async Task A_trouble_nobody_knows_is_refused()
    {
        await using var emulator = await TestEmulator.Begin();
        using var answer = await emulator.Http.PostAsJsonAsync("/emulator/softphones/nurse_1a2b/trouble", new { code = 12345 });
        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static async Task Suffers(TestEmulator emulator, int code, double? seconds = null) =>
        Assert.Equal(1, (await emulator.Control("/emulator/softphones/nurse_1a2b/trouble", new { code, seconds })).GetProperty("suffering").GetInt32());

    [Fact]
    public async Task The_script_may_be_loaded_by_the_console_and_by_no_strange_page()
    {
        await using var emulator = await TestEmulator.Begin();
        Assert.Equal("http://localhost:5080", await AllowedOrigin(emulator, "http://localhost:5080"));
        Assert.Null(await AllowedOrigin(emulator, "https://evil.example"));
    }

    private static async Task<string?> AllowedOrigin(TestEmulator emulator, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/softphone.js");
        request.Headers.Add("Origin", origin);
        using var answer = await emulator.Http.SendAsync(request);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }

    private static async Task<TestEmulator> Ready()
    {
        var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/client", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        await emulator.Post("Applications/AP00000000000000000000000000000001.json", ("VoiceUrl", emulator.Application.Url("/client")));
        return emulator;
    }

    private sealed class Browser(ClientWebSocket socket) : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public static async Task<Browser> Open(TestEmulator emulator, string token)
        {
            var socket = new ClientWebSocket();
            var url = new UriBuilder(emulator.Http.BaseAddress!) { Scheme = "ws", Path = "/softphone/ws", Query = $"token={token}" };
            await socket.ConnectAsync(url.Uri, CancellationToken.None);
            return new Browser(socket);
        }

        public Task Send(object order) =>
            socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(order), WebSocketMessageType.Text, true, CancellationToken.None);

        public async Task<JsonElement> Next(string type)
        {
            while (true)
            {
                var message = await Read();
                if (message.GetProperty("type").GetString() == type)
                {
                    return message;
                }
            }
        }

        public async Task<string?> Hears(string kind)
        {
            while (true)
            {
                var heard = await Next("heard");
                if (heard.GetProperty("kind").GetString() == kind)
                {
                    return heard.GetProperty("text").GetString();
                }
            }
        }

        public void Dispose() => socket.Abort();

        private async Task<JsonElement> Read()
        {
            using var late = new CancellationTokenSource(Patience);
            var buffer = new byte[8192];
            var read = await socket.ReceiveAsync(buffer, late.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, read.Count)).RootElement;
        }
    }
}
