using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>One request to call or text somebody, as it arrived.</summary>
internal sealed record Sent(string PageId, string Sid, string To, string Body, DateTimeOffset At);

/// <summary>
/// A telephone network that never forgets: it keeps every request by the page it is for, can be asked, and repeats its callbacks until
/// somebody takes them. Dr. Okafor's number is dead; Dr. Marsh's rings, and every tenth time she picks up, gives her PIN and takes it.
/// </summary>
internal sealed class ProviderDouble : IAsyncDisposable
{
    private const string Token = "demo-auth-token-not-a-secret";
    /// <summary>Between two tries of one callback, more each time: thousands of them wait while nobody lives, and the machine is the processes'.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300), AgainAtMost = TimeSpan.FromSeconds(3);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Task, bool> _people = new();
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Func<Uri> _someProcess;
    private int _sids, _answered;

    private ProviderDouble(WebApplication app, Func<Uri> someProcess) => (_app, _someProcess) = (app, someProcess);

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<Sent> Calls { get; } = new();

    public ConcurrentQueue<Sent> Texts { get; } = new();

    /// <summary>Those who picked up and heard that they have taken it.</summary>
    public ConcurrentQueue<string> Confirmed { get; } = new();

    /// <summary>Those who pressed 1 and heard that it is theirs already: the answer to the first press came too late to be spoken, or it was another call to the same person.</summary>
    public ConcurrentQueue<string> Reminded { get; } = new();

    /// <param name="someProcess">Where the next callback goes: any process that may be alive.</param>
    public static async Task<ProviderDouble> StartAsync(Func<Uri> someProcess)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new ProviderDouble(app, someProcess);
        app.MapPost("/2010-04-01/Accounts/{account}/Calls.json", (Delegate)((HttpContext http) => provider.TakeAsync(http, "CA", provider.Calls)));
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", (Delegate)((HttpContext http) => provider.TakeAsync(http, "SM", provider.Texts)));
        app.MapGet("/2010-04-01/Accounts/{account}/Calls.json", (string to) => new { calls = provider.Calls.Where(c => c.To == to).Reverse().Select(Row) });
        app.MapGet("/2010-04-01/Accounts/{account}/Messages.json", (string to) => new { messages = provider.Texts.Where(c => c.To == to).Reverse().Select(Row) });
        // The lines and the softphones' application are nobody's business here.
        app.MapPost("/2010-04-01/Accounts/{account}/{**rest}", () => new { sid = "PN" + new string('0', 32) });
        app.MapGet("/2010-04-01/Accounts/{account}/{kind}.json", (string kind) => new Dictionary<string, object[]> { [kind == "Applications" ? "applications" : "incoming_phone_numbers"] = [] });
        app.MapGet("/2010-04-01/Accounts/{account}/Applications/{sid}.json", (string sid) => new { sid });
        await app.StartAsync();
        return provider;
    }

    /// <summary>Everybody who is on the line has heard what there is to hear, every callback has been taken.</summary>
    public Task SettledAsync() => Task.WhenAll(_people.Keys).WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_people.Keys);
        await _app.DisposeAsync();
        _http.Dispose();
        _over.Dispose();
    }

    private static object Row(Sent sent) => new { sid = sent.Sid, status = "ringing", body = sent.Body, date_created = sent.At.ToString("R", CultureInfo.InvariantCulture) };

    private async Task<object> TakeAsync(HttpContext http, string kind, ConcurrentQueue<Sent> log)
    {
        var form = await http.Request.ReadFormAsync();
        var events = form["StatusCallback"].ToString();
        var sent = new Sent(HttpUtility.ParseQueryString(new Uri(events).Query)["id"]!, kind + Interlocked.Increment(ref _sids).ToString("x32"), form["To"].ToString(), form["Body"].ToString(), DateTimeOffset.UtcNow);
        log.Enqueue(sent);
        var person = kind == "CA" ? TelephoneAsync(sent, form["Url"].ToString(), events) : TextAsync(sent, events);
        _people[person] = true;
        return new { sid = sent.Sid, status = "queued" };
    }

    private async Task TelephoneAsync(Sent call, string answer, string events)
    {
        await TellAsync(events, call, ("CallStatus", "initiated"));
        if (call.To == EscalationHost.Okafor) await TellAsync(events, call, ("CallStatus", "failed"));
        else if (call.To == EscalationHost.Marsh && Interlocked.Increment(ref _answered) % 10 == 0) await AnswerAsync(call, answer);
    }

    private Task<string?> TextAsync(Sent text, string events) => text.To == EscalationHost.Okafor
        ? TellAsync(events, text, ("MessageStatus", "undelivered"), ("ErrorCode", "30003"))
        : TellAsync(events, text, ("MessageStatus", "delivered"));

    private async Task AnswerAsync(Sent call, string answer)
    {
        var pin = await HearAsync(answer, call, ("AnsweredBy", "human"));
        if (Action(pin) is not { } askPin || await PressAsync(askPin, call, EscalationHost.Pin) is not { } menu || Action(menu) is not { } askChoice) return;
        var said = await PressAsync(askChoice, call, "1") ?? "";
        if (said.Contains("You have taken responsibility.", StringComparison.Ordinal)) Confirmed.Enqueue(call.PageId);
        else if (said.Contains("You have taken responsibility already.", StringComparison.Ordinal)) Reminded.Enqueue(call.PageId);
    }

    /// <summary>An answer that asks nothing and sends the call on (because nothing could be stored in time, or to another question) is followed as the network does.</summary>
    private async Task<string?> HearAsync(string url, Sent call, params (string Name, string Value)[] more)
    {
        var said = await TellAsync(url, call, more);
        while (SentOn(said) is { } on) said = await TellAsync(on, call);
        return said;
    }

    /// <summary>Presses again where a question came again instead of the answer.</summary>
    private async Task<string?> PressAsync(string url, Sent call, string digits)
    {
        var said = await TellAsync(url, call, ("Digits", digits));
        if (SentOn(said) is not { } on) return said;
        var heard = await HearAsync(on, call);
        return Action(heard) is { } again ? await PressAsync(again, call, digits) : heard;
    }

    private static string? SentOn(string? twiml) => twiml is null || Action(twiml) is not null ? null : XDocument.Parse(twiml).Root!.Element("Redirect")?.Value;

#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1; the algorithm is not ours to choose.
    private static string Sign(string text) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private static string? Action(string? twiml) => twiml is null ? null : XDocument.Parse(twiml).Descendants("Gather").FirstOrDefault()?.Attribute("action")?.Value;

    /// <summary>A signed request, repeated until one of the processes has taken it.</summary>
    private async Task<string?> TellAsync(string url, Sent about, params (string Name, string Value)[] more)
    {
        var address = new Uri(url.Split('#')[0]);
        List<KeyValuePair<string, string>> form = [new(about.Sid[..2] == "CA" ? "CallSid" : "MessageSid", about.Sid), new("From", "+15125550101"), new("To", about.To), .. more.Select(m => KeyValuePair.Create(m.Name, m.Value))];
        var signature = Sign(address + string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value)));
        for (var wait = Again; !_over.IsCancellationRequested; wait = wait * 1.5 < AgainAtMost ? wait * 1.5 : AgainAtMost)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_someProcess(), address.PathAndQuery)) { Content = new FormUrlEncodedContent(form) };
                request.Headers.Add("X-Twilio-Signature", signature);
                using var taken = await _http.SendAsync(request, _over.Token);
                if (taken.IsSuccessStatusCode) return await taken.Content.ReadAsStringAsync(_over.Token);
                Assert.True((int)taken.StatusCode >= 500, $"{address.AbsolutePath} was refused: {(int)taken.StatusCode}");
            }
            catch (Exception away) when (away is HttpRequestException or SocketException or IOException or TaskCanceledException) { /* The process is dead; asked again below. */ }
            await Task.WhenAny(Task.Delay(wait, _over.Token));
        }

        return null;
    }
}
