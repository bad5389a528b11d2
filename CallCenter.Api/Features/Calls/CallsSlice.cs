using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Endpoints;
using CallCenter.Api.Features.Calls.Voice;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Platform.Telephony;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Features.Calls;

public static class CallsSlice
{
    public static void AddCalls(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLoop<CallPush>();
        services.AddSingleton<CallBook>();
        services.AddOptions<CallsOptions>().BindConfiguration(CallsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<CallsOptions>>().Value);
        services.AddSingleton<ICallDirectory, ConfiguredDirectory>();
        services.AddSingleton<PartyDesk>();
        services.AddSingleton<RingingDesk>();
        services.AddSingleton<Help911>();
        services.AddSingleton<RecordingDesk>();
        services.AddSingleton<IListenTo<CallConnected>>(s => s.GetRequiredService<RecordingDesk>());
        services.AddSingleton<ListeningDesk>();
        services.AddSingleton<CallViews>();
        services.AddSingleton<NurseFit>();
        services.AddSingleton<Board>();
        services.AddSingleton<PastCallList>();
        services.AddSingleton<CallReader>();
        services.AddSingleton<ICalls>(s => s.GetRequiredService<CallReader>());
        services.AddSingleton<IPatientCalls>(s => s.GetRequiredService<CallReader>());
        services.AddSingleton<ITimerOwner, CallTimers>();
        services.AddSingleton<OfferListener>();
        services.AddSingleton<IListenTo<OfferMade>>(s => s.GetRequiredService<OfferListener>());
        services.AddSingleton<IListenTo<OfferTaken>>(s => s.GetRequiredService<OfferListener>());
        services.AddSingleton<IListenTo<OfferLapsed>>(s => s.GetRequiredService<OfferListener>());
        services.AddSingleton<IListenTo<NobodyAnswers>>(s => s.GetRequiredService<OfferListener>());
        services.AddSingleton<IListenTo<CallBackDue>>(s => s.GetRequiredService<OfferListener>());
        services.AddSingleton<IListenTo<HandOverFailed>>(s => s.GetRequiredService<OfferListener>());
        AddVoice(services);
        AddActions(services);
    }

    public static void MapCalls(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        CallEndpoints.Map(api);
        WorkEndpoint.Map(api);
        BoardEndpoint.Map(api);
    }

    /// <summary>In the order a caller meets them.</summary>
    private static void AddVoice(IServiceCollection services)
    {
        services.AddSingleton<IVoiceRoute, InboundRoute>();
        services.AddSingleton<IVoiceRoute, OfficeRoute>();
        services.AddSingleton<IVoiceRoute, LanguageRoute>();
        services.AddSingleton<IVoiceRoute, BirthDateRoute>();
        services.AddSingleton<IVoiceRoute, DangerRoute>();
        services.AddSingleton<IVoiceRoute, WaitRoute>();
        services.AddSingleton<IVoiceRoute, RingBackRoute>();
        services.AddSingleton<IVoiceRoute, MessageRoute>();
        services.AddSingleton<IVoiceRoute>(s => new RejoinRoute("voice/dequeued", s.GetRequiredService<CallBook>()));
        services.AddSingleton<IVoiceRoute, SoftphoneRoute>();
        services.AddSingleton<IVoiceRoute>(s => new RejoinRoute("voice/join", s.GetRequiredService<CallBook>()));
        services.AddSingleton<IVoiceRoute>(new MusicRoute("voice/lounge"));
        services.AddSingleton<IVoiceRoute, HoldMusicRoute>();
        services.AddSingleton<IVoiceRoute, HandOverMusicRoute>();
        services.AddSingleton<IVoiceRoute, ConferenceRoute>();
        services.AddSingleton<IVoiceRoute, ReconnectRoute>();
        services.AddSingleton<IVoiceRoute>(s => new RejoinRoute("voice/left", s.GetRequiredService<CallBook>()));
        services.AddSingleton<IVoiceRoute, NurseLeftRoute>();
        services.AddSingleton<IVoiceRoute, ListenerLeftRoute>();
        services.AddSingleton<IVoiceRoute, TakenOverRoute>();
        services.AddSingleton<IVoiceRoute, LegStatusRoute>();
        services.AddSingleton<IVoiceRoute, PartyAnswerRoute>();
        services.AddSingleton<IVoiceRoute, PartyLeftRoute>();
        services.AddSingleton<IVoiceRoute, PartyStatusRoute>();
        services.AddSingleton<IVoiceRoute, ReturnedRoute>();
        services.AddSingleton<IVoiceRoute, RecordingWordsRoute>();
        services.AddSingleton<IVoiceRoute, RecordingStatusRoute>();
    }

    private static void AddActions(IServiceCollection services)
    {
        services.AddSingleton<IOutboxHandler, MoveCallerHandler>();
        services.AddSingleton<IOutboxHandler, EndConferenceHandler>();
        services.AddSingleton<IOutboxHandler, HoldHandler>();
        services.AddSingleton<IOutboxHandler, ReleaseNurseHandler>();
        services.AddSingleton<IOutboxHandler, RingPartyHandler>();
        services.AddSingleton<IOutboxHandler, StartRecordingHandler>();
        services.AddSingleton<IOutboxHandler, ChangeRecordingHandler>();
        services.AddSingleton<IOutboxHandler, CheckRecordingHandler>();
        services.AddSingleton<IOutboxHandler, AnnounceHandler>();
        services.AddSingleton<IOutboxHandler, LetHearHandler>();
        services.AddSingleton<IOutboxHandler, ReconcileHandler>();
        services.AddSingleton<IOutboxHandler, RingBackHandler>();
    }
}
