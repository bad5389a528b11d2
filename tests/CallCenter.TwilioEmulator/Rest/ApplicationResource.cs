using CallCenter.TwilioEmulator.Numbers;

namespace CallCenter.TwilioEmulator.Rest;

internal static class ApplicationResource
{
    private static readonly string[] Settings =
    [
        "FriendlyName", "VoiceUrl", "VoiceMethod", "VoiceFallbackUrl", "VoiceFallbackMethod", "StatusCallback",
        "StatusCallbackMethod", "VoiceCallerIdLookup", "SmsUrl", "SmsMethod", "SmsFallbackUrl", "SmsFallbackMethod", "SmsStatusCallback", "MessageStatusCallback",
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/Applications.json", Create);
        api.Get("/Applications.json", List);
        api.Get("/Applications/{application}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/Applications/{application}.json", Update);
        api.Delete("/Applications/{application}.json", Delete);
    }

    private static TwimlApplication Find(RestCall rest) =>
        rest.Board.Numbers.Application(rest.Route("application")) ?? throw TwilioError.NotFound(rest.Path);

    private static object Show(Switchboard board, TwimlApplication application) => new
    {
        sid = application.Sid,
        account_sid = board.Account.Sid,
        friendly_name = application.Setting("FriendlyName") ?? application.Sid,
        voice_url = application.Setting("VoiceUrl"),
        voice_method = application.Setting("VoiceMethod") ?? "POST",
        voice_fallback_url = application.Setting("VoiceFallbackUrl"),
        voice_fallback_method = application.Setting("VoiceFallbackMethod") ?? "POST",
        voice_caller_id_lookup = application.Setting("VoiceCallerIdLookup") == "true",
        status_callback = application.Setting("StatusCallback"),
        status_callback_method = application.Setting("StatusCallbackMethod") ?? "POST",
        sms_url = application.Setting("SmsUrl"),
        sms_method = application.Setting("SmsMethod") ?? "POST",
        sms_fallback_url = application.Setting("SmsFallbackUrl"),
        sms_fallback_method = application.Setting("SmsFallbackMethod") ?? "POST",
        sms_status_callback = application.Setting("SmsStatusCallback"),
        message_status_callback = application.Setting("MessageStatusCallback"),
        public_application_connect_enabled = false,
        api_version = "2010-04-01",
        date_created = application.CreatedAt.Rfc2822(),
        date_updated = application.UpdatedAt.Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Applications/{application.Sid}.json",
    };

    private static RestAnswer Create(RestCall rest)
    {
        var application = new TwimlApplication(rest.Board.Sids.Next("AP"), rest.Board.Clock.GetUtcNow());
        ResourceSettings.Apply(rest, application.Settings, Settings);
        rest.Board.Numbers.Applications.Add(application);
        return RestAnswer.Created(Show(rest.Board, application));
    }

    private static RestAnswer List(RestCall rest)
    {
        var all = rest.Board.Numbers.Applications.Where(a =>
            rest.Query("FriendlyName") is not { } name || a.Setting("FriendlyName") == name);
        return rest.Page("applications", all, a => Show(rest.Board, a));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var application = Find(rest);
        ResourceSettings.Apply(rest, application.Settings, Settings);
        application.UpdatedAt = rest.Board.Clock.GetUtcNow();
        return RestAnswer.Ok(Show(rest.Board, application));
    }

    private static RestAnswer Delete(RestCall rest)
    {
        rest.Board.Numbers.Applications.Remove(Find(rest));
        return RestAnswer.Gone;
    }
}
