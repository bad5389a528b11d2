using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Api.Platform.Telephony.Twilio;

namespace CallCenter.Api.Tests.Platform.Oracle;

/// <summary>
/// Every request we send is the one that Twilio's own client (npm <c>twilio</c>) would send: same path, same parameters, same encoding,
/// same credentials. What it signs we accept, and what it refuses we refuse; our access tokens are its own.
/// </summary>
public sealed class SerialisationTests
{
    private const string Call = "CA0123456789abcdef0123456789abcdef", Line = "+15125550101", Doctor = "+15125550121", Label = "caller";

    /// <summary>Everything an encoding can get wrong.</summary>
    private const string Hard = "50 % & more? = \"yes\"; a+b/c, #1 ~ (x*y)! ñ ü 日本 🩺\nnext line";

    private static readonly Guid CallId = new("01a20b7e-f78a-7338-9a2b-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly VoiceLink Answer = VoiceLink.Of("page/answer", CallId, 3), Events = VoiceLink.Of("page/status", CallId);

    private static readonly TwilioOptions Options = new()
    {
        AccountSid = "AC00000000000000000000000000000001", AuthToken = "demo-auth-token-not-a-secret", ApiKeySid = "SK00000000000000000000000000000001",
        ApiKeySecret = "demo-api-key-secret-not-a-secret-000", TwimlAppSid = "AP00000000000000000000000000000001",
        PublicBaseUrl = new Uri("https://nurses.example"), FallbackBaseUrl = new Uri("https://fallback.example"),
    };

    private static readonly TwilioUrls Urls = new(Options);
    private static readonly AccountSettings Settings = new(Urls);
    private static readonly string ConferenceName = CallId.ToString("N");

    /// <summary>Our operation, the library's name for it, and what the library is given.</summary>
    private static readonly (string Name, Func<TwilioClient, Task> Ours, object Arguments)[] Cases =
    [
        ("dial", t => t.DialAsync(Line, Doctor, Answer, Events, 25, detectMachine: true, default), Dialled(machineDetection: "Enable")),
        ("dial", t => t.DialAsync(Line, Doctor, Answer, Events, 25, detectMachine: false, default), Dialled(machineDetection: null)),
        ("redirect", t => t.RedirectAsync(Call, Answer, default), new { sid = Call, url = Urls.Instruction(Answer), method = "POST", fallbackUrl = Urls.Fallback(), fallbackMethod = "POST" }),
        ("hangUp", t => t.HangUpAsync(Call, default), new { sid = Call, status = "completed" }),
        ("stopRinging", t => t.StopRingingAsync(Call, default), new { sid = Call, status = "canceled" }),
        ("fetch", t => t.FetchAsync(Call, default), new { sid = Call }),
        ("dialled", t => t.DialledAsync(Doctor, Now, default), new { to = Doctor, pageSize = 1000 }),
        ("conference", t => t.ConferenceAsync(CallId, default), new { friendlyName = ConferenceName }),
        ("endConference", t => t.EndConferenceAsync(CallId, default), new { friendlyName = ConferenceName }),
        ("hold", t => t.HoldAsync(CallId, Label, true, Answer, default), new { friendlyName = ConferenceName, label = Label, hold = true, holdUrl = Urls.Instruction(Answer), holdMethod = "POST" }),
        ("hold", t => t.HoldAsync(CallId, Label, false, Answer, default), new { friendlyName = ConferenceName, label = Label, hold = false }),
        ("letHear", t => t.LetHearAsync(CallId, Call, false, Nurse, default), new { friendlyName = ConferenceName, participant = Call, muted = false, coaching = true, callSidToCoach = Nurse }),
        ("letHear", t => t.LetHearAsync(CallId, Call, true, null, default), new { friendlyName = ConferenceName, participant = Call, muted = true, coaching = false }),
        ("announce", t => t.AnnounceAsync(CallId, Label, Answer, default), new { friendlyName = ConferenceName, participant = Label, announceUrl = Urls.Instruction(Answer), announceMethod = "POST" }),
        ("startRecording", t => Recorder(t).StartAsync(Call, Events, default), new
        {
            sid = Call, recordingStatusCallback = Urls.Callback(Events), recordingStatusCallbackMethod = "POST", recordingStatusCallbackEvent = new[] { "completed", "absent" },
            recordingChannels = "dual", recordingTrack = "both", trim = "do-not-trim",
        }),
        ("recordings", t => Recorder(t).OfLegAsync(Call, default), new { callSid = Call, pageSize = 50 }),
        ("changeRecording", t => Recorder(t).ChangeAsync(Call, Recording, "paused", default), new { sid = Call, recording = Recording, status = "paused", pauseBehavior = "silence" }),
        ("changeRecording", t => Recorder(t).ChangeAsync(Call, Recording, "stopped", default), new { sid = Call, recording = Recording, status = "stopped" }),
        ("text", t => t.TextAsync(Line, Doctor, Hard, Events, default), new { from = Line, to = Doctor, body = Hard, statusCallback = Urls.Callback(Events) }),
        ("texted", t => t.TextedAsync(Doctor, Hard, Now, default), new { to = Doctor, pageSize = 1000 }),
        ("readApplication", t => t.SendAsync(HttpMethod.Get, $"Applications/{Options.TwimlAppSid}.json", null, default), new { sid = Options.TwimlAppSid }),
        ("setApplication", t => t.SendAsync(HttpMethod.Post, $"Applications/{Options.TwimlAppSid}.json", Settings.Application, default), Named(Options.TwimlAppSid, Settings.Application)),
        ("findNumber", t => t.SendAsync(HttpMethod.Get, $"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(Line)}", null, default), new { phoneNumber = Line }),
        ("setNumber", t => t.SendAsync(HttpMethod.Post, $"IncomingPhoneNumbers/{Number}.json", Settings.Number, default), Named(Number, Settings.Number)),
    ];

    private const string Number = "PN0123456789abcdef0123456789abcdef", Recording = "RE0123456789abcdef0123456789abcdef", Nurse = "CAfedcba9876543210fedcba9876543210";

    private static TwilioRecorder Recorder(TwilioClient twilio) => new(twilio, null!, Options, Urls);

    [Fact]
    public async Task Every_request_is_the_one_the_librarys_own_client_sends_and_every_signature_and_token_is_to_its_taste()
    {
        var cases = new List<object>();
        foreach (var (name, ours, arguments) in Cases) cases.Add(new { name, arguments, requests = await RecordingTwilio.RecordAsync(Options, Urls, ours) });
        var signatures = Signatures().ToList();
        var said = await NodeOracle.AskAsync(JsonSerializer.Serialize(new
        {
            account = Options.AccountSid, authToken = Options.AuthToken, apiKey = Options.ApiKeySid, apiSecret = Options.ApiKeySecret, application = Options.TwimlAppSid,
            cases, signatures, token = new AccessToken(Options).For("nurse_0a", Now),
        }, JsonSerializerOptions.Web));
        Assert.Equal(cases.Count + signatures.Count + 1, said.Split('\n').Count(l => l.StartsWith("ok ", StringComparison.Ordinal)));
    }

    /// <summary>Whoever asks more of the network says here how the library does it.</summary>
    [Fact]
    public void No_operation_is_without_its_case()
    {
        var operations = typeof(ITelephony).GetMethods().Select(m => m.Name[..^"Async".Length]).Distinct().Concat(["startRecording", "recordings", "changeRecording"]);
        Assert.Empty(operations.Except(Cases.Select(c => c.Name), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Ours and the library's judgement of the same request must agree, the yes and the no.</summary>
    private static IEnumerable<object> Signatures()
    {
        var signature = new TwilioSignature(Options.AuthToken);
        foreach (var path in new[] { "/twilio/voice/inbound", "/twilio/page/choice?id=01a20b7e&n=2", "/twilio/voice/wait?q=a%20b%2Bc&empty=" })
            foreach (var form in new[] { [("CallSid", Call), ("From", Doctor)], [("Digits", ""), ("SpeechResult", Hard), ("Digitss", "1")], Array.Empty<(string, string)>() })
            {
                var fields = form.Select(f => KeyValuePair.Create(f.Item1, f.Item2)).ToList();
                var made = Hmac(Options.PublicBaseUrl.ToString().TrimEnd('/') + path, fields);
                foreach (var (given, genuine) in new[] { (made, true), ("AAAA" + made[4..], false) })
                {
                    Assert.Equal(genuine, signature.Matches(Options.PublicBaseUrl, path, fields.Select(f => KeyValuePair.Create(f.Key, new[] { f.Value })), given));
                    yield return new { url = Options.PublicBaseUrl.ToString().TrimEnd('/') + path, parameters = fields.ToDictionary(f => f.Key, f => f.Value), signature = given, genuine };
                }
            }
    }

    /// <summary>The sheet's sentence in one line: the URL, then each name and value by name, keyed with the token.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The network signs with it.")]
    private static string Hmac(string url, IEnumerable<KeyValuePair<string, string>> fields) => Convert.ToBase64String(System.Security.Cryptography.HMACSHA1.HashData(
        System.Text.Encoding.UTF8.GetBytes(Options.AuthToken), System.Text.Encoding.UTF8.GetBytes(url + string.Concat(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value)))));

    private static Dictionary<string, object> Dialled(string? machineDetection)
    {
        var given = new Dictionary<string, object>
        {
            ["to"] = Doctor, ["from"] = Line, ["url"] = Urls.Instruction(Answer), ["method"] = "POST", ["fallbackUrl"] = Urls.Fallback(), ["fallbackMethod"] = "POST", ["statusCallback"] = Urls.Callback(Events),
            ["statusCallbackMethod"] = "POST", ["timeout"] = 25, ["statusCallbackEvent"] = new[] { "initiated", "ringing", "answered", "completed" },
        };
        if (machineDetection is not null) given["machineDetection"] = machineDetection;
        return given;
    }

    private static Dictionary<string, string> Named(string sid, IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Select(s => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(s.Key), s.Value)).Append(new("sid", sid)).ToDictionary();
}
