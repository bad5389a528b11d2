using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Queue.Endpoints;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Features.Queue;

public static class QueueSlice
{
    public static void AddQueue(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<QueueOptions>>().Value);
        services.AddSingleton<Presence>();
        services.AddSingleton<Alarms>();
        services.AddSingleton<OfferDesk>();
        services.AddSingleton<WaitingPlaces>();
        services.AddSingleton<HandOvers>();
        services.AddSingleton<IListenTo<OfferLapsed>>(s => s.GetRequiredService<HandOvers>());
        services.AddSingleton<INurseDesk, NurseDesk>();
        services.AddLoop<QueueFeed>();
        services.AddSingleton<NurseQueue>();
        services.AddSingleton<IQueue>(s => s.GetRequiredService<NurseQueue>());
        services.AddSingleton<ITimerOwner>(s => s.GetRequiredService<NurseQueue>());
        services.AddLoop<ConsolePulse>();
        services.AddSingleton<IPresenceListener>(s => s.GetRequiredService<ConsolePulse>());
    }

    public static void MapQueue(this WebApplication app) => QueueEndpoints.Map(app.MapGroup("/api").RequireAuthorization());
}
