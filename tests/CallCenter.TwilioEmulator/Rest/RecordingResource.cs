using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Recordings;

namespace CallCenter.TwilioEmulator.Rest;

internal static class RecordingResource
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.Get("/Recordings.json", List);
        api.Get("/Recordings/{recording}.json", rest => RestAnswer.Ok(Show(rest, Find(rest))));
        api.Get("/Recordings/{recording}.wav", Media);
        api.Get("/Recordings/{recording}.mp3", Mp3Media);
        api.Get("/Recordings/{recording}", Media);
        api.Delete("/Recordings/{recording}.json", Delete);
        api.Post("/Calls/{call}/Recordings.json", Create);
        foreach (var owner in new[] { "Calls/{call}", "Conferences/{conference}" })
        {
            api.Get($"/{owner}/Recordings.json", List);
            api.Get($"/{owner}/Recordings/{{recording}}.json", rest => RestAnswer.Ok(Show(rest, Find(rest))));
            api.Post($"/{owner}/Recordings/{{recording}}.json", Update);
            api.Delete($"/{owner}/Recordings/{{recording}}.json", Delete);
        }
    }

    private static string? Owner(RestCall rest) => rest.Route("call") is { Length: > 0 } call ? call
        : rest.Route("conference") is { Length: > 0 } name ? rest.Board.Conferences.Find(name)?.Sid ?? name : null;

    private static Recording Find(RestCall rest)
    {
        var (owner, sid) = (Owner(rest), rest.Route("recording"));
        var found = owner is not null && sid == "Twilio.CURRENT" ? rest.Board.Recordings.Current(owner) : rest.Board.Recordings.Find(sid);
        return found is not null && (!found.Deleted || WithDeleted(rest)) ? found : throw TwilioError.NotFound(rest.Path);
    }

    private static bool WithDeleted(RestCall rest) => rest.Query("IncludeSoftDeleted") == "true";

    /// <summary>The same recording has other fields by the address at which it is asked for.</summary>
    private static Dictionary<string, object?> Show(RestCall rest, Recording recording)
    {
        var uri = $"/2010-04-01/Accounts/{rest.Board.Account.Sid}/Recordings/{recording.Sid}";
        var shown = new Dictionary<string, object?>
        {
            ["sid"] = recording.Sid,
            ["account_sid"] = rest.Board.Account.Sid,
            ["call_sid"] = recording.CallSid,
            ["conference_sid"] = recording.ConferenceSid,
            ["status"] = recording.Deleted ? "deleted" : recording.Status,
            ["duration"] = recording.Running ? null : recording.Duration.WholeSeconds(),
            ["channels"] = recording.Channels,
            ["source"] = recording.Source,
            ["start_time"] = recording.StartedAt.Rfc2822(),
            ["error_code"] = null,
            ["price"] = null,
            ["price_unit"] = "USD",
            ["encryption_details"] = null,
            ["api_version"] = "2010-04-01",
            ["date_created"] = recording.StartedAt.Rfc2822(),
            ["date_updated"] = recording.StartedAt.Rfc2822(),
            ["uri"] = uri + ".json",
        };
        if (rest.Route("call") is { Length: > 0 }) shown["track"] = recording.Track;
        else if (rest.Route("conference") is not { Length: > 0 })
        {
            shown["media_url"] = recording.Url;
            shown["subresource_uris"] = new { transcriptions = uri + "/Transcriptions.json" };
        }

        return shown;
    }

    private static RestAnswer List(RestCall rest)
    {
        var owner = Owner(rest);
        var all = rest.Board.Recordings.All.Where(r =>
            (!r.Deleted || WithDeleted(rest))
            && (owner is null || r.CallSid == owner || r.ConferenceSid == owner)
            && (rest.Query("CallSid") is not { } call || r.CallSid == call)
            && (rest.Query("ConferenceSid") is not { } conference || r.ConferenceSid == conference));
        return rest.Page("recordings", all, r => Show(rest, r));
    }

    private static RestAnswer Create(RestCall rest)
    {
        var call = CallResource.Find(rest);
        if (call.State != CallState.InProgress)
        {
            throw new TwilioError(400, 21220, "Requested resource is not eligible for recording");
        }

        var callback = RecordingCallback.From(
            rest.Url("RecordingStatusCallback"), rest.Text("RecordingStatusCallbackMethod"), rest.Texts("RecordingStatusCallbackEvent"));
        return RestAnswer.Created(Show(rest, 
            rest.Board.Recordings.StartForCall(call, "StartCallRecordingAPI", callback, rest.Text("RecordingChannels"), rest.Text("RecordingTrack"))));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var recording = Find(rest);
        if (!recording.Running)
        {
            throw new TwilioError(400, 21220, "The recording is over");
        }

        switch (rest.Required("Status"))
        {
            case "paused":
                rest.Board.Recordings.Pause(recording, skip: PauseBehavior(rest) == "skip");
                break;
            case "in-progress":
                rest.Board.Recordings.Resume(recording);
                break;
            case "stopped":
                _ = rest.Board.Recordings.Finish(recording);
                break;
            default:
                throw TwilioError.Invalid("Status must be paused, in-progress or stopped");
        }

        return RestAnswer.Ok(Show(rest, recording));
    }

    private static string PauseBehavior(RestCall rest) => (rest.Text("PauseBehavior") ?? "silence") switch
    {
        var known and ("silence" or "skip") => known,
        _ => throw TwilioError.Invalid("PauseBehavior must be silence or skip"),
    };

    private static Recording Ready(RestCall rest) => Find(rest) is { Status: "completed" } recording ? recording : throw TwilioError.NotFound(rest.Path);

    private static RestAnswer Media(RestCall rest) => RestAnswer.Ok(new RestAnswer.Sound("audio/x-wav", Wav.Silence(Ready(rest).Duration)));

    private static RestAnswer Mp3Media(RestCall rest) => RestAnswer.Ok(new RestAnswer.Sound("audio/mpeg", Mp3.Silence(Ready(rest).Duration)));

    /// <summary>The sound is gone at once; that it was there is kept.</summary>
    private static RestAnswer Delete(RestCall rest)
    {
        Find(rest).Deleted = true;
        return RestAnswer.Gone;
    }
}
