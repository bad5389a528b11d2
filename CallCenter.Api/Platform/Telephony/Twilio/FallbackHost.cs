using System.Diagnostics;
using System.Globalization;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>
/// The static answer as a program of its own (<c>CallCenter.Api fallback --urls …</c>): it outlives the main process and needs
/// nothing but the auth token. In production it runs on another host; in Development the main process starts one beside itself.
/// </summary>
public static class FallbackHost
{
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string[] args, TimeProvider wall)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddTwilioAnswering(builder);
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        app.MapPost("/twilio/voice/fallback", (HttpContext http, StaticFallback fallback) => fallback.AnswerAsync(http));
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            // Another one, older than our parent, already answers here.
            return 0;
        }

        if (builder.Configuration["guards"] is { Length: > 0 } guarded) await WaitWhileNeededAsync(app, new Uri(guarded), wall);
        else await app.WaitForShutdownAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>Development: starts one for this process. It goes with us on a clean end, and by itself five minutes after a hard one.</summary>
    public static Process? Start(WebApplicationBuilder builder, string consoleUrl)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration["FallbackBaseUrl"] is not { Length: > 0 } url) return null;
        if (builder.Configuration.GetValue("Fallback:Start", true) is false) return null;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(FallbackHost).Assembly.Location);
        foreach (var argument in new[] { "fallback", "--urls", url, "--guards", consoleUrl, "--PublicBaseUrl", consoleUrl, "--FallbackBaseUrl", url }) start.ArgumentList.Add(argument);
        return Process.Start(start);
    }

    private static async Task WaitWhileNeededAsync(WebApplication app, Uri guarded, TimeProvider wall)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var lastSeen = wall.GetTimestamp();
        while (wall.GetElapsedTime(lastSeen) < LongestAbsence && !app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(guarded, "/health/live"), app.Lifetime.ApplicationStopping);
                lastSeen = wall.GetTimestamp();
            }
            catch (Exception absent) when (absent is HttpRequestException or TaskCanceledException)
            {
                // Not there: how long it has not been is what is counted.
            }

            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(5), wall, app.Lifetime.ApplicationStopping));
        }
    }
}

/// <summary>Checks the signature and answers from what the request itself says.</summary>
public sealed class StaticFallback(TwilioGate gate, TwimlWriter twiml, TwilioUrls urls)
{
    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (form, refusal) = await gate.AdmitAsync(http);
        return form is null ? refusal! : Results.Text(twiml.Write(StaticAnswer.For(form, urls)), "text/xml", System.Text.Encoding.UTF8);
    }
}
