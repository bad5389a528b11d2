using CallCenter.TwilioEmulator.Numbers;

namespace CallCenter.TwilioEmulator.Rest;

internal static class NumberResource
{
    private static readonly string[] Settings =
    [
        "FriendlyName", "VoiceUrl", "VoiceMethod", "VoiceFallbackUrl", "VoiceFallbackMethod", "VoiceApplicationSid",
        "VoiceCallerIdLookup", "StatusCallback", "StatusCallbackMethod", "SmsUrl", "SmsMethod", "SmsFallbackUrl",
        "SmsFallbackMethod", "SmsApplicationSid",
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/IncomingPhoneNumbers.json", Create);
        api.Get("/IncomingPhoneNumbers.json", List);
        api.Get("/IncomingPhoneNumbers/{number}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/IncomingPhoneNumbers/{number}.json", Update);
        api.Delete("/IncomingPhoneNumbers/{number}.json", Delete);
    }

    private static PhoneLine Find(RestCall rest) =>
        rest.Board.Numbers.Lines.Find(l => l.Sid == rest.Route("number")) ?? throw TwilioError.NotFound(rest.Path);

    private static object Show(Switchboard board, PhoneLine line) => new
    {
        sid = line.Sid,
        account_sid = board.Account.Sid,
        phone_number = line.Number,
        friendly_name = line.Setting("FriendlyName") ?? line.Number,
        voice_url = line.Setting("VoiceUrl") ?? "",
        voice_method = line.Setting("VoiceMethod") ?? "POST",
        voice_fallback_url = line.Setting("VoiceFallbackUrl") ?? "",
        voice_fallback_method = line.Setting("VoiceFallbackMethod") ?? "POST",
        voice_application_sid = line.Setting("VoiceApplicationSid") ?? "",
        voice_caller_id_lookup = line.Setting("VoiceCallerIdLookup") == "true",
        status_callback = line.Setting("StatusCallback") ?? "",
        status_callback_method = line.Setting("StatusCallbackMethod") ?? "POST",
        sms_url = line.Setting("SmsUrl") ?? "",
        sms_method = line.Setting("SmsMethod") ?? "POST",
        sms_fallback_url = line.Setting("SmsFallbackUrl") ?? "",
        sms_fallback_method = line.Setting("SmsFallbackMethod") ?? "POST",
        sms_application_sid = line.Setting("SmsApplicationSid") ?? "",
        capabilities = new { voice = true, sms = true, mms = true, fax = false },
        status = "in-use",
        type = "local",
        voice_receive_mode = "voice",
        address_requirements = "none",
        address_sid = (string?)null,
        identity_sid = (string?)null,
        trunk_sid = (string?)null,
        bundle_sid = (string?)null,
        emergency_status = "Inactive",
        emergency_address_sid = (string?)null,
        emergency_address_status = "unregistered",
        beta = false,
        origin = "twilio",
        api_version = "2010-04-01",
        date_created = line.CreatedAt.Rfc2822(),
        date_updated = line.UpdatedAt.Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/IncomingPhoneNumbers/{line.Sid}.json",
    };

    private static RestAnswer Create(RestCall rest)
    {
        var number = rest.Text("PhoneNumber") ?? (rest.Text("AreaCode") is { } area
            ? Free(rest.Board, area) : throw TwilioError.Missing("PhoneNumber"));
        if (!number.StartsWith('+') || Dialable.To(number) != number)
        {
            throw new TwilioError(400, 21421, "PhoneNumber is invalid");
        }

        if (rest.Board.Numbers.Line(number) is not null)
        {
            throw new TwilioError(400, 21422, "PhoneNumber is not available");
        }

        var line = new PhoneLine(rest.Board.Sids.Next("PN"), number, rest.Board.Clock.GetUtcNow());
        ResourceSettings.Apply(rest, line.Settings, Settings);
        rest.Board.Numbers.Lines.Add(line);
        rest.Board.Changes.Announce("lines");
        return RestAnswer.Created(Show(rest.Board, line));
    }

    private static string Free(Switchboard board, string area) => Enumerable.Range(100, 100)
        .Select(n => $"+1{area}555{n:0000}")
        .FirstOrDefault(n => board.Numbers.Line(n) is null)
        ?? throw new TwilioError(400, 21422, "No number is available in this area code");

    private static RestAnswer List(RestCall rest)
    {
        var lines = rest.Board.Numbers.Lines.Where(l =>
            (rest.Query("PhoneNumber") is not { } number || Matches(l.Number, number))
            && (rest.Query("FriendlyName") is not { } name || (l.Setting("FriendlyName") ?? l.Number) == name));
        return rest.Page("incoming_phone_numbers", lines, l => Show(rest.Board, l));
    }

    /// <summary>The filter matches a part of the number; * stands for one digit.</summary>
    private static bool Matches(string number, string filter) =>
        System.Text.RegularExpressions.Regex.IsMatch(number, System.Text.RegularExpressions.Regex.Escape(filter).Replace(@"\*", ".", StringComparison.Ordinal));

    private static RestAnswer Update(RestCall rest)
    {
        var line = Find(rest);
        ResourceSettings.Apply(rest, line.Settings, Settings);
        line.UpdatedAt = rest.Board.Clock.GetUtcNow();
        rest.Board.Changes.Announce("lines");
        return RestAnswer.Ok(Show(rest.Board, line));
    }

    private static RestAnswer Delete(RestCall rest)
    {
        rest.Board.Numbers.Lines.Remove(Find(rest));
        rest.Board.Changes.Announce("lines");
        return RestAnswer.Gone;
    }
}
