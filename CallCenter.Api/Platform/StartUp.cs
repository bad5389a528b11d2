using CallCenter.Api.Platform.Telephony.Twilio;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform;

/// <summary>What happens around the host: which clock, which companions, and what a newcomer is told.</summary>
public static class StartUp
{
    /// <summary>Development on one machine: the emulator stands in for Twilio and the static answer has a listener of its own.</summary>
    public static void UseDevelopmentDefaults(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return;
        if (string.IsNullOrWhiteSpace(builder.Configuration["FallbackBaseUrl"]) && string.IsNullOrWhiteSpace(builder.Configuration["Twilio:ApiBaseUrl"]))
            builder.Configuration["FallbackBaseUrl"] = "http://127.0.0.1:5082";
    }

    /// <summary>The configured clock: real, or (Development only) another process's.</summary>
    public static async Task<(TimeProvider Clock, Uri? Follows)> ChooseClockAsync(this WebApplicationBuilder builder, TimeProvider wall)
    {
        if (builder.DevelopmentOnly("Clock:Url") is not { } url) return (wall, null);
        var owner = new Uri(url.EndsWith('/') ? url : url + "/");
        return (await ClockFollowing.StartAsync(owner), owner);
    }

    public static void StartCompanions(this WebApplicationBuilder builder, WebApplication app)
    {
        var console = ConsoleUrl(app);
        var companions = new[] { EmulatorProcess.Start(builder, console), FallbackHost.Start(builder, console) }.OfType<System.Diagnostics.Process>().ToList();
        app.Lifetime.ApplicationStopped.Register(() =>
        {
            foreach (var companion in companions.Where(c => !c.HasExited)) companion.Kill(entireProcessTree: true);
        });
    }

    public static void SayWhereToLook(this WebApplication app)
    {
        var twilio = app.Services.GetRequiredService<TwilioOptions>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine();
            Console.WriteLine($"  Console   {ConsoleUrl(app)}");
            if (twilio.Emulated) Console.WriteLine($"  Phones    {twilio.ApiBaseUrl.ToString().TrimEnd('/')}   (patients, doctors' phones, text messages, timeline)");
            Console.WriteLine();
        });
    }

    private static string ConsoleUrl(WebApplication app) => app.Services.GetRequiredService<TwilioOptions>().PublicBaseUrl.ToString().TrimEnd('/');
}
