using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Mail;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Security;
using CallCenter.Api.Platform.Telephony.Twilio;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform;

/// <summary>What no slice owns and every slice stands on.</summary>
public static class PlatformServices
{
    public static void AddPlatform(this WebApplicationBuilder builder, TimeProvider clock, TimeProvider wall)
    {
        var services = builder.Services;
        services.AddSingleton(clock);
        services.AddSingleton(new WallClock(wall));
        services.AddSingleton(new KillPoints(builder.DevelopmentOnly("Faults:KillAt")));
        services.AddSingleton<Meters>();
        builder.AddPersistence();
        services.AddSingleton<WakeUp>();
        services.AddSingleton<EventHandlers>();
        services.AddLoop<TimerLoop>();
        services.AddLoop<OutboxLoop>();
        services.AddSingleton<HttpCommands>();
        builder.AddConsoleSecurity();
        builder.AddConsoleHub();
        builder.AddTwilio();
        builder.AddMail();
        builder.AddObservability();
    }

    /// <summary>A test switch: refused, loudly, outside Development.</summary>
    public static string? DevelopmentOnly(this WebApplicationBuilder builder, string key)
    {
        var value = builder.Configuration[key];
        if (string.IsNullOrWhiteSpace(value)) return null;
        return builder.Environment.IsDevelopment()
            ? value
            : throw new InvalidOperationException($"'{key}' is a test switch and is refused outside Development. Remove it from the configuration.");
    }

    public static void AddLoop<T>(this IServiceCollection services) where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(s => s.GetRequiredService<T>());
    }
}
