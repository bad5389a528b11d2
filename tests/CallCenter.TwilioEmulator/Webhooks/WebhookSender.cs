using System.Net;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Timeline;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>Signs and sends a webhook, follows redirects, retries as the URL's fragment allows, and writes it down.</summary>
internal sealed class WebhookSender(
    Account account, EmulatorClock clock, Exchange exchange, Transport transport, TimelineBook timeline, Sids sids)
{
    private const int MostRedirects = 10;

    /// <param name="again">The first attempt was made already, and its answer did not come.</param>
    public async Task<DeliveryOutcome> Send(WebhookRequest request, bool again = false)
    {
        using var busy = exchange.Hold();
        var limits = ConnectionOverrides.From(request.Url);
        using var total = new CancellationTokenSource(limits.Total, clock.Wall);
        var token = sids.Next("")[..32];
        for (var attempt = again ? 1 : 0; ; attempt++)
        {
            var started = clock.Wall.GetTimestamp();
            var outcome = await Follow(request, limits, attempt == 0 ? null : token, total.Token);
            Record(request, outcome, clock.Wall.GetElapsedTime(started), attempt);
            if (attempt >= limits.Retries || total.IsCancellationRequested || !limits.WantsAnotherTry(outcome))
            {
                return outcome;
            }
        }
    }

    private async Task<DeliveryOutcome> Follow(
        WebhookRequest request, ConnectionOverrides limits, string? retryToken, CancellationToken total)
    {
        var (url, method) = (request.Url.Split('#', 2)[0], request.Method);
        for (var hops = 0; ; hops++)
        {
            using var message = Compose(request, url, method, withParameters: hops == 0 || method == "POST", retryToken);
            var (outcome, answer) = await transport.Try(message, limits, total);
            using var _ = answer;
            Remember(request.Cookies, message.RequestUri!, answer);
            if (answer?.Headers.Location is not { } location || outcome.Status is not (>= 300 and < 400))
            {
                return outcome;
            }

            if (hops >= MostRedirects)
            {
                return outcome with { Failure = DeliveryFailure.TooManyRedirects };
            }

            // 301, 302 and 303 turn a POST into a GET that has lost its parameters, as at Twilio.
            method = outcome.Status is 307 or 308 ? method : "GET";
            url = new Uri(message.RequestUri!, location).AbsoluteUri;
        }
    }

    private HttpRequestMessage Compose(WebhookRequest request, string url, string method, bool withParameters, string? retryToken)
    {
        var parameters = withParameters ? request.Parameters : [];
        var asQuery = method != "POST" && parameters.Count > 0;
        var target = asQuery ? AppendQuery(url, parameters) : url;
        var message = new HttpRequestMessage(new HttpMethod(method), StripUser(target));
        if (method == "POST")
        {
            message.Content = new FormUrlEncodedContent(parameters);
        }

        var signed = Signature.SignedUrl(target, request.Voice);
        message.Headers.Add("X-Twilio-Signature", Signature.Of(account.AuthToken, signed, method == "POST" ? parameters : []));
        message.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        message.Headers.Accept.ParseAdd("*/*");
        if (retryToken is not null)
        {
            message.Headers.Add("I-Twilio-Idempotency-Token", retryToken);
        }

        if (request.Cookies?.GetCookieHeader(message.RequestUri!) is { Length: > 0 } cookies)
        {
            message.Headers.Add("Cookie", cookies);
        }

        return message;
    }

    private static Uri StripUser(string url) => new(Signature.SignedUrl(url, voice: false));

    private static string AppendQuery(string url, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?')
        + string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    private static void Remember(CookieContainer? jar, Uri url, HttpResponseMessage? answer)
    {
        if (jar is null || answer is null || !answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            return;
        }

        foreach (var cookie in cookies)
        {
            try
            {
                jar.SetCookies(url, cookie);
            }
            catch (CookieException)
            {
                // A cookie we cannot read is a cookie we do not keep.
            }
        }
    }

    private void Record(WebhookRequest request, DeliveryOutcome outcome, TimeSpan took, int attempt) => timeline.Add(new TimelineEntry
    {
        Direction = "webhook",
        Method = request.Method,
        Path = PathOf(request.Url),
        Purpose = request.Purpose + (attempt == 0 ? "" : $" (retry {attempt})"),
        Status = outcome.Status,
        Ms = Math.Round(took.TotalMilliseconds, 1),
        CallSid = request.CallSid,
        Parameters = request.Parameters,
        Answer = outcome.Body.Length > 6000 ? outcome.Body[..6000] : outcome.Body,
        Warnings = outcome.Succeeded ? [] : [$"{outcome.ErrorCode} {Words(outcome)}"],
    });

    private static string Words(DeliveryOutcome outcome) => outcome.Failure switch
    {
        DeliveryFailure.None => $"HTTP {outcome.Status}",
        DeliveryFailure.Connect => "could not connect",
        DeliveryFailure.Slow => "no answer in time",
        DeliveryFailure.Broken => "the connection broke",
        DeliveryFailure.TooManyRedirects => "too many redirects",
    };

    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.PathAndQuery : url;
}
