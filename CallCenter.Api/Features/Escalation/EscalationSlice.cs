using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Endpoints;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Publishing;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Features.Escalation.Voice;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Security;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Escalation;

public static class EscalationSlice
{
    public static void AddEscalation(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new EscalationFolder(builder.Configuration["Protocols:Path"], builder.Environment.ContentRootPath));
        services.AddSingleton<EscalationFiles>();
        AddPublishing(services);
        services.AddSingleton<PinnedPlans>();
        services.AddSingleton<ICallDirectory, ContactsOnFile>();
        services.AddLoop<EscalationNews>();
        services.AddSingleton<EscalationViews>();
        services.AddSingleton<NoteBook>();
        services.AddSingleton<EscalationDocument>();
        services.AddSingleton<EffectWriter>();
        services.AddSingleton<EscalationDesk>();
        services.AddSingleton<EscalationActs>();
        services.AddSingleton<PastEscalations>();
        services.AddSingleton<IListenTo<DispositionConfirmed>, EscalationArming>();
        services.AddSingleton<ITimerOwner, DueEscalations>();
        AddPaging(services);
        AddRotas(services);
        services.AddSingleton<PageLinkDesk>();
        services.AddRateLimiter(PageLinkEndpoints.Limit);
    }

    public static void MapEscalation(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        var practiceToo = app.MapGroup("/api").RequireAuthorization(ConsoleSecurity.PracticeToo);
        EscalationEndpoints.MapReading(practiceToo);
        EscalationEndpoints.MapActs(api);
        PracticeFileEndpoints.Map(practiceToo);
        PageLinkEndpoints.Map(app);
        RotaEndpoints.Map(practiceToo);
        RotaLinkEndpoints.Map(app);
        RotaFeedEndpoint.Map(app);
    }

    private static void AddRotas(IServiceCollection services)
    {
        services.AddSingleton<LiveRotas>();
        services.AddSingleton<RotaSecrets>();
        services.AddSingleton<RotaNews>();
        services.AddSingleton<RotaPost>();
        services.AddSingleton<RotaClocks>();
        services.AddSingleton<ITimerOwner>(s => s.GetRequiredService<RotaClocks>());
        services.AddHostedService<RotaClocksAtStart>();
        services.AddSingleton<RotaKeeper>();
        services.AddSingleton<RotaDesk>();
        services.AddSingleton<RotaSwaps>();
        services.AddSingleton<RotaAnswers>();
        services.AddSingleton<RotaLinkDesk>();
        services.AddSingleton<RotaNoticeSender>();
        services.AddSingleton<IOutboxHandler>(s => s.GetRequiredService<RotaNoticeSender>());
        services.AddSingleton<RotaFeeds>();
        services.AddSingleton<RotaFetching>();
        services.AddSingleton<ITimerOwner>(s => s.GetRequiredService<RotaFetching>());
        services.AddSingleton<RotaImports>();
        services.AddSingleton<IOutboxHandler, RotaFetcher>();
        services.AddHttpClient(RotaFetcher.Client, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(15), RotaIcs.LargestFile))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            // The address of a calendar is a secret, and a client writes it into the log.
            .RemoveAllLoggers();
        services.AddSingleton<RotaViews>();
        services.AddSingleton<RotaActs>();
        services.AddSingleton<IVoiceRoute, RotaAnswerRoute>();
        services.AddSingleton<IVoiceRoute, RotaPinRoute>();
        services.AddSingleton<IVoiceRoute, RotaStatusRoute>();
        services.AddSingleton<IVoiceRoute, RotaSmsStatusRoute>();
    }

    private static void AddPublishing(IServiceCollection services)
    {
        services.AddHostedService<FirstFiles>();
        services.AddSingleton<FileRegistry>();
        services.AddSingleton<FileJudge>();
        services.AddLoop<FileWatch>();
        services.AddSingleton<IDegradation>(s => s.GetRequiredService<FileWatch>());
        services.AddSingleton<FileDesk>();
        services.AddSingleton<FileViews>();
    }

    private static void AddPaging(IServiceCollection services)
    {
        services.AddSingleton<PageLinks>();
        services.AddSingleton<PageDesk>();
        services.AddSingleton<PageSummaries>();
        services.AddSingleton<PageLines>();
        services.AddSingleton<PageMenu>();
        services.AddSingleton<PageJoin>();
        services.AddSingleton<IOutboxHandler, VoicePageSender>();
        services.AddSingleton<PhoneOutage>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<IOutboxHandler, SmsPageSender>();
        services.AddSingleton<IOutboxHandler, MailPageSender>();
        services.AddSingleton<IOutboxHandler, CopyToDelivery>();
        services.AddSingleton<IOutboxHandler, RingingStopper>();
        services.AddSingleton<IOutboxHandler, OptOutMail>();
        services.AddSingleton<IVoiceRoute, PageAnswerRoute>();
        services.AddSingleton<IVoiceRoute, PagePinRoute>();
        services.AddSingleton<IVoiceRoute, PageMenuRoute>();
        services.AddSingleton<IVoiceRoute, PageChoiceRoute>();
        services.AddSingleton<IVoiceRoute, PageJoinRoute>();
        services.AddSingleton<IVoiceRoute, PageLeftRoute>();
        services.AddSingleton<IVoiceRoute, PageStatusRoute>();
        services.AddSingleton<IVoiceRoute, SmsStatusRoute>();
        services.AddSingleton<IVoiceRoute, SmsInboundRoute>();
    }
}
