using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Platform.World;

/// <summary>Twilio, as far as a webhook can tell: signs by an implementation of its own and follows redirects as a call would.</summary>
public sealed class Caller(HttpClient http)
{
    public const string PublicBaseUrl = "https://nurse-line.example";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";
    public const string Line = "+15125550101";

    public static readonly (string Key, string Value)[] Settings =
    [
        ("PublicBaseUrl", PublicBaseUrl), ("Twilio:AuthToken", AuthToken),
        // Nobody listens there: nothing of these tests leaves this process.
        ("Twilio:ApiBaseUrl", "http://127.0.0.1:9"),
    ];

    /// <summary>What a host needs outside Development.</summary>
    public static readonly (string Key, string Value)[] LiveSettings =
    [
        .. Settings, ("Twilio:ApiBaseUrl", "https://telephone-network.invalid"), ("Twilio:AccountSid", "AC0123456789abcdef0123456789abcdef"), ("Twilio:ApiKeySid", "SK0123456789abcdef0123456789abcdef"),
        ("Twilio:ApiKeySecret", "secret"), ("Twilio:TwimlAppSid", "AP0123456789abcdef0123456789abcdef"),
    ];

    public static Task<CallCenterApp> StartAsync(TimeProvider? clock = null, CallCenterApp? continuing = null) =>
        CallCenterApp.StartAsync(clock: clock, continuing: continuing, settings: Settings);

    public static string NewSid(string kind = "CA") => kind + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static List<KeyValuePair<string, string>> Form(string callSid, string to = Line, string from = "+15125550111", params (string Name, string Value)[] more) =>
    [
        new("CallSid", callSid), new("AccountSid", "AC00000000000000000000000000000001"), new("From", from), new("To", to), new("Caller", from), new("Called", to),
        new("CallStatus", "ringing"), new("ApiVersion", "2010-04-01"), new("Direction", "inbound"), new("CallerName", ""),
        .. more.Select(m => KeyValuePair.Create(m.Name, m.Value)),
    ];

    public Task<Answer> DialAsync(string callSid, string to = Line) => PostAsync("/twilio/voice/inbound", Form(callSid, to));

    public async Task<Answer> PostAsync(string pathAndQuery, IReadOnlyList<KeyValuePair<string, string>> form, string? signature = "right")
    {
        using var body = new FormUrlEncodedContent(form);
        return await SendAsync(pathAndQuery, body, signature == "right" ? Sign(pathAndQuery, form) : signature);
    }

    public async Task<Answer> SendAsync(string pathAndQuery, HttpContent body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, pathAndQuery) { Content = body };
        // A body that is refused by its size is not waited for: ask first, as the protocol allows.
        request.Headers.ExpectContinue = body.Headers.ContentLength is null or > 500_000;
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        var (start, stalls) = (TimeProvider.System.GetTimestamp(), Stalls.SoFar);
        using var answer = await http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return new Answer((int)answer.StatusCode, bytes, answer.Content.Headers.ContentType, TimeProvider.System.GetElapsedTime(start) - (Stalls.SoFar - stalls));
    }

    /// <summary>Each distinct value of a repeated name, names and values in ordinal order, over the URL without its port.</summary>
    public static string Sign(string pathAndQuery, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(PublicBaseUrl + pathAndQuery);
        foreach (var name in form.GroupBy(f => f.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
            foreach (var value in name.Select(f => f.Value).Distinct().Order(StringComparer.Ordinal)) text.Append(name.Key).Append(value);
#pragma warning disable CA5350 // The algorithm is Twilio's.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }
}

/// <param name="Took">Without the pauses of the machine itself.</param>
public sealed record Answer(int Status, byte[] Bytes, MediaTypeHeaderValue? Type, TimeSpan Took)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public XElement Twiml
    {
        get
        {
            Assert.Equal("text/xml", Type?.MediaType);
            var response = XDocument.Parse(Text).Root!;
            Assert.Equal("Response", response.Name.LocalName);
            return response;
        }
    }

    public string Spoken => string.Join(' ', Twiml.Descendants("Say").Select(s => s.Value));

    /// <summary>Where the keys go that are asked for.</summary>
    public string Ask => new Uri(Twiml.Descendants("Gather").Single().Attribute("action")!.Value).GetLeftPart(UriPartial.Query)[Caller.PublicBaseUrl.Length..];

    /// <summary>Where the leg goes next when nobody says anything: path and query, as it would be asked for.</summary>
    public string Next => new Uri(Twiml.Elements("Redirect").Last().Value).GetLeftPart(UriPartial.Query)[Caller.PublicBaseUrl.Length..];
}
