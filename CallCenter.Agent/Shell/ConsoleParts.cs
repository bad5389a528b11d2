using CallCenter.Agent.Presence;
using CallCenter.Agent.Queue;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Triage;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor.Services;

namespace CallCenter.Agent.Shell;

/// <summary>The console's parts, in the order a shift meets them. A browser tab is one scope: each part exists once.</summary>
public static class ConsoleParts
{
    public static IServiceCollection AddConsole(this IServiceCollection parts, Uri server, TimeProvider time)
    {
        parts.AddSingleton(time);
        parts.AddScoped(_ => new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) });
        parts.AddScoped<ServerClock>();
        parts.AddScoped<ServerApi>();
        parts.AddScoped<Browser>();
        parts.AddScoped<Settings>();
        parts.AddScoped<Shortcuts>();
        parts.AddScoped<Ticker>();

        parts.AddScoped<SignedIn>();
        parts.AddScoped<AuthenticationStateProvider>(all => all.GetRequiredService<SignedIn>());
        parts.AddAuthorizationCore();

        parts.AddScoped<Pushes>();
        parts.AddScoped<LiveLink>();
        parts.AddScoped<NursePhone>();
        parts.AddScoped<QueueBoard>();
        parts.AddScoped<Alarms>();
        parts.AddScoped<Desk>();
        parts.AddScoped<Microphone>();
        parts.AddScoped<Listening>();
        parts.AddScoped<OwnPresence>();
        parts.AddScoped<TriageDesk>();
        parts.AddScoped<CoSigns>();
        parts.AddMudServices();
        return parts;
    }
}
