using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Triage.Endpoints;
using CallCenter.Api.Features.Triage.Publishing;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Triage;

public static class TriageSlice
{
    public static void AddTriage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(ProtocolFolder.Find(builder.Configuration, builder.Environment.ContentRootPath));
        services.AddLoop<ProtocolShelf>();
        services.AddLoop<CandidateDesk>();
        services.AddSingleton<IDegradation>(s => s.GetRequiredService<CandidateDesk>());
        services.AddLoop<ReplayJob>();
        services.AddLoop<RecallSpread>();
        services.AddSingleton<PublishDesk>();
        services.AddSingleton<RecallDesk>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<ProtocolViews>();
        services.AddSingleton<ChartReading>();
        services.AddLoop<CoSignPush>();
        services.AddSingleton<TriageSessions>();
        services.AddSingleton<CoSignDesk>();
        services.AddSingleton<HandOverListener>();
        services.AddSingleton<IListenTo<CallHandOverAsked>>(s => s.GetRequiredService<HandOverListener>());
        services.AddSingleton<IListenTo<CallHandOverEnded>>(s => s.GetRequiredService<HandOverListener>());
        services.AddSingleton<IListenTo<CallHandedOver>>(s => s.GetRequiredService<HandOverListener>());
        services.AddSingleton<NoteDesk>();
        services.AddSingleton<CallTriage>();
        services.AddSingleton<ICallTriage>(s => s.GetRequiredService<CallTriage>());
        services.AddSingleton<ICallDispositions>(s => s.GetRequiredService<CallTriage>());
    }

    public static void MapTriage(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        var practiceToo = app.MapGroup("/api").RequireAuthorization(ConsoleSecurity.PracticeToo);
        TriageEndpoints.MapReading(practiceToo);
        TriageEndpoints.Map(api);
        CoSignEndpoints.Map(api);
        NotesToSignEndpoint.Map(api);
        ProtocolEndpoints.MapReading(practiceToo);
        ProtocolEndpoints.MapActs(api);
    }
}
