using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Timeline;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Rest;

/// <summary>Stands before every REST handler: who asks, what goes wrong on purpose, and the line in the timeline.</summary>
internal sealed class RestGate(
    Account account, Faults faults, Exchange exchange, Switchboard board, TimelineBook timeline, EmulatorClock clock, Sids sids)
{
    private int _concurrent;

    public async Task Pass(HttpContext context, Func<RestCall, Task<RestAnswer>> handle)
    {
        using var busy = exchange.Hold();
        var started = clock.Wall.GetTimestamp();
        var at = clock.GetUtcNow();
        Interlocked.Increment(ref _concurrent);
        context.Response.Headers["Twilio-Request-Id"] = sids.Next("RQ");
        context.Response.Headers["Twilio-Concurrent-Requests"] = _concurrent.ToString(CultureInfo.InvariantCulture);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        List<KeyValuePair<string, string>> pairs = [.. form.SelectMany(f => f.Value.Select(v => new KeyValuePair<string, string>(f.Key, v ?? "")))];
        var fate = faults.NextRest(Occasion.OfRest(context.Request.Method, context.Request.Path + context.Request.QueryString, pairs));
        RestAnswer? answer = null;
        try
        {
            answer = await Answer(context, form, fate, handle);
        }
        finally
        {
            Interlocked.Decrement(ref _concurrent);
            Record(context, pairs, answer, fate, at, clock.Wall.GetElapsedTime(started));
        }

        context.Response.Headers["Twilio-Request-Duration"] = clock.Wall.GetElapsedTime(started).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        await Write(context, answer, fate, busy);
    }

    private async Task<RestAnswer> Answer(HttpContext context, IFormCollection form, RestFate fate, Func<RestCall, Task<RestAnswer>> handle)
    {
        try
        {
            Authenticate(context);
            return fate switch
            {
                RestFate.ServerError => throw new TwilioError(500, 20500, "Internal server error"),
                RestFate.TooManyRequests => throw new TwilioError(429, 20429, "Too many requests"),
                RestFate.Timeout => new RestAnswer(504, null),
                RestFate.Unavailable => RestAnswer.FromTheEdge(503, "Service Temporarily Unavailable"),
                RestFate.BadGateway when await Work() is not null => RestAnswer.FromTheEdge(502, "Bad Gateway"),
                _ => await Work(),
            };
        }
        catch (TwilioError error)
        {
            return new RestAnswer(error.Status, error.Body());
        }

        Task<RestAnswer> Work() => exchange.Ask(() => handle(new RestCall(context, form, board)));
    }

    private void Authenticate(HttpContext context)
    {
        if (account.MediaIsPublic && IsMedia(context.Request))
        {
            return;
        }

        var given = AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && header is { Scheme: "Basic", Parameter: { } text } ? Decode(text) : null;
        if (given is not [var user, var secret] || !account.Knows(user, secret))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
            throw new TwilioError(401, 20003, "Authenticate");
        }

        if ((string?)context.Request.RouteValues["account"] != account.Sid)
        {
            throw TwilioError.NotFound(context.Request.Path);
        }
    }

    private static bool IsMedia(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && request.Path.Value!.Contains("/Recordings/", StringComparison.Ordinal) && !request.Path.Value.EndsWith(".json", StringComparison.Ordinal);

    private static string[]? Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text)).Split(':', 2);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task Write(HttpContext context, RestAnswer answer, RestFate fate, IDisposable busy)
    {
        if ((fate == RestFate.Timeout && answer.Status == 504) || (fate == RestFate.Silence && answer.Status < 400))
        {
            // Silence until the client gives up; the clock does not wait for that.
            busy.Dispose();
            var givenUp = new TaskCompletionSource();
            await using var watch = context.RequestAborted.Register(givenUp.SetResult);
            await givenUp.Task;
            return;
        }

        if (fate == RestFate.LostAnswer && answer.Status < 400)
        {
            context.Abort();
            return;
        }

        var (type, body) = answer.Bytes();
        context.Response.StatusCode = answer.Status;
        if (answer.Body is null)
        {
            return;
        }

        (context.Response.ContentType, context.Response.ContentLength) = (type, body.Length);
        if (fate == RestFate.CutBody && answer.Status < 400)
        {
            // Kestrel closes the connection when the promised length does not come; an abort could swallow the first half too.
            body = body[..(body.Length / 2)];
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private void Record(
        HttpContext context, List<KeyValuePair<string, string>> form, RestAnswer? answer, RestFate fate, DateTimeOffset at, TimeSpan took) => timeline.Add(new TimelineEntry
    {
        At = at,
        Direction = "rest",
        Method = context.Request.Method,
        Path = context.Request.Path + context.Request.QueryString,
        Purpose = "api",
        Status = answer?.Status,
        Ms = Math.Round(took.TotalMilliseconds, 1),
        CallSid = (string?)context.Request.RouteValues["call"],
        Parameters = form,
        Warnings = fate == RestFate.Answer ? [] : [$"fault: {fate}"],
    });
}
