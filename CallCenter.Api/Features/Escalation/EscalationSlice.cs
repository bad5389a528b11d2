using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Endpoints;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Publishing;
using CallCenter.Api.Features.Escalation.Voice;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
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
        services.AddSingleton<PageLinkDesk>();
        services.AddRateLimiter(PageLinkEndpoints.Limit);
    }

    public static void MapEscalation(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        EscalationEndpoints.Map(api);
        PracticeFileEndpoints.Map(api);
        PageLinkEndpoints.Map(app);
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
