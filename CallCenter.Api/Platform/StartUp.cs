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
        // An invented interpreter line, so that a newcomer has one to ring.
        if (!builder.Configuration.GetSection("Calls:Directory").Exists())
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Calls:Directory:0:Name"] = "Bridge Interpreters (Spanish)", ["Calls:Directory:0:Role"] = "interpreter", ["Calls:Directory:0:Language"] = "es-US", ["Calls:Directory:0:Number"] = "+15125550140",
            });
        if (!string.IsNullOrWhiteSpace(builder.Configuration["FallbackBaseUrl"])) return;
        // Two above our own port: 5082 beside 5080. A published address in front of us (a tunnel) reaches only one listener: ours.
        var own = TwilioServices.PublicBaseUrl(builder.Configuration);
        if (own.IsLoopback && own.Port is > 0 and < 65534) builder.Configuration["FallbackBaseUrl"] = $"http://127.0.0.1:{own.Port + 2}";
    }

    /// <summary>
    /// A request is answered on the thread that received it. Handing it from thread to thread costs more than most of our answers, and ours wait
    /// for the database on a thread of its own (<see cref="Persistence.CommandWriter"/>).
    /// </summary>
    public static void AnswerWhereReceived(this WebApplicationBuilder builder) => builder.WebHost.UseSockets(o => o.UnsafePreferInlineScheduling = true);

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
