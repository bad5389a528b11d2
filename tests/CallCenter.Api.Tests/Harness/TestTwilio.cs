using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Telephony.Twilio;

namespace CallCenter.Api.Tests.Harness;

/// <summary>Sends webhooks as the telephone network does: form-encoded and signed over the public URL.</summary>
public sealed class TestTwilio(CallCenterApp app)
{
    private static readonly TwilioSignature Signature = new("demo-auth-token-not-a-secret");
    private static int _calls;

    private readonly HttpClient _http = app.Visitor();

    public static string NewSid() => $"CA{Interlocked.Increment(ref _calls):x32}";

    public async Task<HttpResponseMessage> SendAsync(string pathAndQuery, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, pathAndQuery)
        {
            Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        var signed = form.GroupBy(f => f.Name).Select(g => KeyValuePair.Create(g.Key, g.Select(f => f.Value).ToArray()));
        request.Headers.Add("X-Twilio-Signature", Signature.For("http://localhost:5080" + pathAndQuery, signed));
        return await _http.SendAsync(request);
    }

    public async Task<Heard> AskAsync(string pathAndQuery, params (string Name, string Value)[] form)
    {
        using var answer = await SendAsync(pathAndQuery, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        return new Heard(XDocument.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>A softphone rings in and says what it wants (<c>offer</c>, <c>call</c>, <c>listen</c>): its leg, and what that is told.</summary>
    public async Task<(string Sid, Heard Heard)> ConnectsAsync(HttpClient who, (string, string) named, string? sid = null)
    {
        using var answer = await who.PostAsJsonAsync("api/softphone/token", new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var token = (await answer.Content.ReadFromJsonAsync<SoftphoneToken>())!;
        var leg = sid ?? NewSid();
        return (leg, await AskAsync("/twilio/client", ("CallSid", leg), ("From", $"client:{token.Identity}"), ("To", ""), ("CallStatus", "ringing"), named));
    }

    public CallOnTheLine Dials(string from, string line) => new(this, NewSid(), from, line);
}

/// <summary>One caller's leg, as her telephone would go on.</summary>
public sealed class CallOnTheLine(TestTwilio twilio, string sid, string from, string line)
{
    public string Sid { get; } = sid;

    public Heard Now { get; private set; } = null!;

    public async Task<CallOnTheLine> RingsAsync()
    {
        Now = await twilio.AskAsync("/twilio/voice/inbound", Form("ringing"));
        return this;
    }

    public async Task<CallOnTheLine> PressesAsync(string digits)
    {
        Now = await twilio.AskAsync(Now.Action, [.. Form("in-progress"), ("Digits", digits)]);
        return this;
    }

    public async Task<CallOnTheLine> SaysAsync(string words)
    {
        Now = await twilio.AskAsync(Now.Action, [.. Form("in-progress"), ("SpeechResult", words), ("Confidence", "0.9")]);
        return this;
    }

    /// <summary>Nothing is pressed and nothing said: the network goes on with the next verb.</summary>
    public async Task<CallOnTheLine> IsSilentAsync()
    {
        Now = await twilio.AskAsync(Now.Redirect, Form("in-progress"));
        return this;
    }

    /// <summary>Our call to her: what she hears when she picks up.</summary>
    public async Task<CallOnTheLine> PicksUpAsync(string route)
    {
        Now = await twilio.AskAsync(route, Form("in-progress"));
        return this;
    }

    public async Task HangsUpAsync()
    {
        using var answer = await twilio.SendAsync("/twilio/voice/status", [.. Form("completed"), ("CallDuration", "42"), ("SequenceNumber", "0")]);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public (string, string)[] Form(string status) =>
        [("CallSid", Sid), ("AccountSid", "AC00000000000000000000000000000001"), ("From", from), ("To", line), ("CallStatus", status), ("Direction", "inbound"), ("ApiVersion", "2010-04-01")];
}

/// <summary>A TwiML answer, read as a caller hears it.</summary>
public sealed class Heard(XDocument twiml)
{
    public string Text => string.Join(" ", twiml.Descendants("Say").Select(s => s.Value));

    public IReadOnlyList<string> Verbs => [.. twiml.Root!.Elements().Select(e => e.Name.LocalName)];

    public string Action => Path(twiml.Descendants("Gather").Single().Attribute("action")!.Value);

    public string Redirect => Path(twiml.Root!.Elements("Redirect").Single().Value);

    public XElement? Verb(string name) => twiml.Descendants(name).FirstOrDefault();

    public static string Path(string url) => new Uri(url).PathAndQuery;

    public override string ToString() => twiml.ToString(SaveOptions.DisableFormatting);
}
