using System.Text;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Platform.World;

namespace CallCenter.Api.Tests.Platform;

public sealed class WebhookApp : IAsyncLifetime
{
    public CallCenterApp App { get; private set; } = null!;

    public Caller Caller { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await Caller.StartAsync();
        Caller = new Caller(App.Visitor());
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>What comes in from the telephone network: only what is genuine, once, and never a 500.</summary>
public class WebhookTests(WebhookApp world) : IClassFixture<WebhookApp>
{
    private static readonly string[] Written = ["Inbox", "Calls", "Legs", "CallEvents", "AuditEntries", "Queue", "Outbox", "Timers"];

    private static readonly string[] Speaking =
    [
        "voice/inbound", "voice/language", "voice/birth-date", "voice/danger", "voice/wait", "voice/dequeued", "voice/join", "voice/left",
        "voice/reconnect", "voice/hold", "voice/lounge", "voice/nurse-left", "client",
    ];

    private readonly Caller _caller = world.Caller;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task Without_a_right_signature_it_is_refused_and_nothing_is_written(string? signature)
    {
        var before = await RowsAsync();
        foreach (var route in Speaking.Concat(["voice/status", "conference", "voice/fallback", "no/such/route"]))
            Assert.Equal(403, (await _caller.PostAsync("/twilio/" + route, Caller.Form(Caller.NewSid()), signature)).Status);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task A_signature_over_other_fields_is_refused()
    {
        var sid = Caller.NewSid();
        var signature = Caller.Sign("/twilio/voice/inbound", Caller.Form(sid));
        Assert.Equal(403, (await _caller.PostAsync("/twilio/voice/inbound", Caller.Form(sid, more: ("Extra", "1")), signature)).Status);
        Assert.Equal(403, (await _caller.PostAsync("/twilio/voice/inbound?resume=1", Caller.Form(sid), signature)).Status);
    }

    [Fact]
    public async Task A_genuine_call_is_greeted_in_both_languages_and_opened_once()
    {
        var sid = Caller.NewSid();
        var first = await _caller.DialAsync(sid);
        Assert.Equal(200, first.Status);
        Assert.Contains("911", first.Spoken);
        Assert.Contains("marque el 911", first.Spoken);
        Assert.Contains("recorded", first.Spoken);
        Assert.Single(first.Twiml.Elements("Gather"));
        var rows = await RowsOfAsync(sid);
        for (var i = 0; i < 3; i++) Assert.Equal(first.Bytes, (await _caller.DialAsync(sid)).Bytes);
        Assert.Equal(rows, await RowsOfAsync(sid));
        Assert.Equal(1L, await world.App.ScalarAsync($"SELECT COUNT(*) FROM Legs WHERE CallSid = '{sid}'"));
    }

    [Fact]
    public async Task Many_copies_at_one_time_are_one_call()
    {
        var sid = Caller.NewSid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _caller.DialAsync(sid)));
        Assert.All(answers, a => Assert.Equal(answers[0].Bytes, a.Bytes));
        Assert.Equal(1L, await world.App.ScalarAsync($"SELECT COUNT(*) FROM Legs WHERE CallSid = '{sid}'"));
    }

    [Fact]
    public async Task A_line_that_is_nobodys_gets_an_apology()
    {
        var answer = await _caller.DialAsync(Caller.NewSid(), to: "+15125550199");
        Assert.Equal(200, answer.Status);
        Assert.NotEmpty(answer.Spoken);
        Assert.Single(answer.Twiml.Elements("Hangup"));
    }

    public static TheoryData<string, string[]> Garbage() => new()
    {
        { "nothing at all", [] },
        { "no call", ["From", "+15125550111", "To", Caller.Line] },
        { "a call that is none", ["CallSid", "CA' OR 1=1 --", "To", Caller.Line] },
        { "no line", ["CallSid", "SID"] },
        { "empty values", ["CallSid", "SID", "To", "", "From", "", "Digits", "", "SpeechResult", ""] },
        { "control characters", ["CallSid", "SID", "To", Caller.Line, "From", "\u0001\u0002\r\n\t", "Digits", "\u0000"] },
        { "a name that XML forbids", ["CallSid", "SID", "To", Caller.Line, "From", "\uFFFF<&>\"'", "SpeechResult", "</Say><Dial>+1</Dial>"] },
        { "other scripts", ["CallSid", "SID", "To", Caller.Line, "From", "مجهول", "SpeechResult", "是的 🫀 да"] },
        { "a long number", ["CallSid", "SID", "To", Caller.Line, "From", new string('9', 5000)] },
        { "a long line", ["CallSid", "SID", "To", "+" + new string('1', 5000), "From", "+15125550111"] },
        { "strange keys", ["CallSid", "SID", "To", Caller.Line, "From", "+15125550111", "Digits", "ABCD#**99999999999999999999"] },
        { "a line twice", ["CallSid", "SID", "To", Caller.Line, "To", "+12125550102", "From", "+15125550111"] },
        { "a field beyond its size", ["CallSid", "SID", "To", Caller.Line, "SpeechResult", new string('x', 20_000)] },
        { "a half surrogate", ["CallSid", "SID", "To", Caller.Line, "From", "\uD83E"] },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_gets_an_apology_or_a_4xx_never_a_500(string what, string[] fields)
    {
        var sid = Caller.NewSid();
        List<KeyValuePair<string, string>> form = [];
        for (var i = 0; i < fields.Length; i += 2) form.Add(new(fields[i], fields[i + 1] == "SID" ? sid : fields[i + 1]));
        foreach (var route in Speaking)
            foreach (var query in new[] { "", "?id=zzz&n=-1&again=1&resume=%00" })
            {
                var answer = await SignedAsync($"/twilio/{route}{query}", form);
                Assert.True(answer.Status is 200 or (>= 400 and < 500), $"{what} at {route}{query}: {answer.Status}");
                if (answer.Status == 200) Assert.NotEmpty(answer.Twiml.Elements());
            }

        foreach (var callback in new[] { "voice/status", "conference" })
            Assert.True((await SignedAsync($"/twilio/{callback}", form)).Status is 204 or (>= 400 and < 500), $"{what} at {callback}");
    }

    [Fact]
    public async Task Hundreds_of_fields_are_no_harm()
    {
        var form = Caller.Form(Caller.NewSid());
        form.AddRange(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create($"New{i}", $"{i}")));
        Assert.Equal(200, (await _caller.PostAsync("/twilio/voice/inbound", form)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_megabyte_is_refused(bool withLength)
    {
        var before = await RowsAsync();
        HttpContent body = withLength
            ? new StringContent("CallSid=" + new string('A', 1_000_000), Encoding.UTF8, "application/x-www-form-urlencoded")
            : new Endless("CallSid=" + new string('A', 1_000_000));
        using (body) Assert.InRange((await _caller.SendAsync("/twilio/voice/inbound", body, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")).Status, 400, 499);
        Assert.Equal(before, await RowsAsync());
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "CallSid=CA")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\ngarbage")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "CallSid=+AD4-")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such-set", "CallSid=CA")]
    [InlineData("", "CallSid=CA")]
    public async Task Another_kind_of_body_is_refused(string type, string text)
    {
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.InRange((await _caller.SendAsync("/twilio/voice/inbound", body, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")).Status, 400, 499);
    }

    [Fact]
    public async Task A_route_that_is_none_is_404_once_it_is_genuine() =>
        Assert.Equal(404, (await _caller.PostAsync("/twilio/no/such/route", Caller.Form(Caller.NewSid()))).Status);

    [Fact]
    public async Task The_static_answer_needs_nothing_but_a_signature()
    {
        var answer = await _caller.PostAsync("/twilio/voice/fallback", Caller.Form(Caller.NewSid(), to: "+10000000000"));
        Assert.Contains("911", answer.Spoken);
        Assert.StartsWith("/twilio/voice/inbound", answer.Next);
    }

    /// <summary>Signed over what arrives: form encoding replaces what is no character at all.</summary>
    private async Task<Answer> SignedAsync(string path, List<KeyValuePair<string, string>> form)
    {
        var query = path.IndexOf('?') is var at and >= 0 ? path[at..] : "";
        var arrives = form.Select(f => KeyValuePair.Create(f.Key, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(f.Value)))).ToList();
        return await _caller.PostAsync(path.Split('?')[0] + query, arrives);
    }

    private async Task<string> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in Written.Take(5)) rows.Add($"{table}={await world.App.ScalarAsync($"SELECT COUNT(*) FROM {table}")}");
        return string.Join(' ', rows);
    }

    private async Task<string> RowsOfAsync(string sid)
    {
        var call = await world.App.ScalarAsync($"SELECT CallId FROM Legs WHERE CallSid = '{sid}'");
        return $"{call} events={await world.App.ScalarAsync($"SELECT COUNT(*) FROM CallEvents WHERE CallId = '{call}'")} "
            + $"audit={await world.App.ScalarAsync($"SELECT COUNT(*) FROM AuditEntries WHERE SubjectId = '{call}' COLLATE NOCASE")} "
            + $"inbox={await world.App.ScalarAsync($"SELECT COUNT(*) FROM Inbox WHERE Form LIKE '%{sid}%'")}";
    }

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class Endless : HttpContent
    {
        private readonly string _text;

        public Endless(string text)
        {
            _text = text;
            Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => stream.WriteAsync(Encoding.ASCII.GetBytes(_text)).AsTask();

        protected override bool TryComputeLength(out long length) => (length = -1) > 0;
    }
}
