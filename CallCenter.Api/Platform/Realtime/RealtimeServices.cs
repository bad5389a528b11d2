using CallCenter.Agent.Wire;

namespace CallCenter.Api.Platform.Realtime;

public static class RealtimeServices
{
    public static void AddConsoleHub(this WebApplicationBuilder builder)
    {
        var signalR = builder.Services.AddSignalR();
        if (builder.Configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
            signalR.AddStackExchangeRedis(redis, o => o.Configuration.ChannelPrefix = StackExchange.Redis.RedisChannel.Literal("callcenter"));
        builder.Services.AddSingleton<ConsoleScopes>();
        builder.Services.AddSingleton<HostSignals>();
        builder.Services.AddSingleton<ConsolePush>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ConsolePush>());
    }

    public static void MapConsoleHub(this WebApplication app) => app.MapHub<Realtime.ConsoleHub>(HubMethods.Path);
}
