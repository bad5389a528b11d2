using System.Globalization;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Messages;
using CallCenter.TwilioEmulator.Phones;
using CallCenter.TwilioEmulator.Rest;
using CallCenter.TwilioEmulator.Softphone;
using CallCenter.TwilioEmulator.Stories;
using CallCenter.TwilioEmulator.Timeline;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator;

/// <summary>Puts the emulator together; the program and the tests start the same thing.</summary>
internal static class EmulatorHost
{
    private const string NormalUrl = "http://127.0.0.1:5081";

    public static WebApplication Build(string[] args, TimeProvider wall)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = ContentRoot(),
            EnvironmentName = LoopbackOnly.EnvironmentOf(args),
        });
        LoopbackOnly.Check(builder);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(NormalUrl);
        }

        var startAt = StartAt(builder.Configuration, wall);
        var account = Account.From(builder.Configuration);
        if (!account.IsDemo)
        {
            throw new RefusedToStart("The Twilio emulator takes demo credentials only: SIDs of zeros, secrets with a dash in them.");
        }

        var services = builder.Services;
        services.AddSingleton(account);
        services.AddSingleton(new EmulatorClock(wall, startAt));
        services.AddSingleton(new Sids(builder.Configuration.GetValue<int?>("Emulator:Seed")));
        services.AddSingleton<Exchange>().AddSingleton<Followers>().AddSingleton<TimeTravel>();
        services.AddSingleton<Changes>().AddSingleton<TimelineBook>().AddSingleton<Faults>();
        services.AddSingleton<Transport>().AddSingleton<WebhookSender>().AddSingleton<Callbacks>().AddSingleton<Questions>();
        services.AddSingleton<Switchboard>().AddSingleton<RestGate>().AddSingleton<StoryTeller>();
        services.AddHostedService<ParentWatch>();

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() =>
            app.Services.GetRequiredService<Switchboard>().BaseUrl = app.Urls.First());
        app.UseWebSockets();
        app.UseLoopbackCors();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapClock();
        app.MapTwilioRest();
        app.MapPhones();
        app.MapMessages();
        app.MapTimeline();
        app.MapSoftphone();
        app.MapStories();
        app.MapGet("/emulator/about", (EmulatorClock clock, IConfiguration settings) => Results.Ok(new
        {
            consoleUrl = settings["Emulator:ConsoleUrl"] ?? "http://localhost:5080",
            clock = clock.IsVirtual ? "virtual" : "real",
            now = clock.GetUtcNow(),
        }));
        return app;
    }

    private static DateTimeOffset? StartAt(ConfigurationManager settings, TimeProvider wall) => settings["Emulator:Clock"] switch
    {
        "virtual" => settings["Emulator:StartAt"] is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : wall.GetUtcNow(),
        null or "real" => null,
        var other => throw new RefusedToStart($"Emulator__Clock is '{other}'; it can be real or virtual"),
    };

    /// <summary>The page's files are found beside the program or, from another project's output, in its source.</summary>
    private static string ContentRoot()
    {
        var beside = AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(beside); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "tests", "CallCenter.TwilioEmulator");
            if (Directory.Exists(Path.Combine(source, "wwwroot")))
            {
                return source;
            }
        }

        return beside;
    }
}
