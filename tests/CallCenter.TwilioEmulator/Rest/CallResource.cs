using System.Globalization;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Rest;

internal static class CallResource
{
    private const int MostTwiml = 4000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/Calls.json", Create);
        api.Get("/Calls.json", List);
        api.Get("/Calls/{call}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/Calls/{call}.json", Update);
        api.Delete("/Calls/{call}.json", Delete);
    }

    public static Call Find(RestCall rest) =>
        rest.Board.Calls.Find(rest.Route("call")) ?? throw TwilioError.NotFound(rest.Path);

    public static object Show(Switchboard board, Call call)
    {
        var uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Calls/{call.Sid}";
        return new
        {
            sid = call.Sid,
            parent_call_sid = call.ParentSid,
            account_sid = board.Account.Sid,
            to = call.To,
            to_formatted = call.To,
            from = call.From,
            from_formatted = call.From,
            phone_number_sid = call.NumberSid,
            status = call.State.Word(),
            start_time = call.StartedAt.Rfc2822(),
            end_time = call.EndedAt.Rfc2822(),
            duration = call is { State: CallState.Completed, StartedAt: not null } ? call.Duration.WholeSeconds() : null,
            price = (string?)null,
            price_unit = "USD",
            direction = call.Direction,
            answered_by = call.AnsweredBy,
            api_version = "2010-04-01",
            forwarded_from = call.Carrier.ForwardedFrom,
            group_sid = (string?)null,
            caller_name = call.NameIsLookedUp ? call.Carrier.CallerName : null,
            queue_time = call.QueueTimeMs.ToString(CultureInfo.InvariantCulture),
            trunk_sid = (string?)null,
            uri = uri + ".json",
            subresource_uris = new { recordings = uri + "/Recordings.json" },
            date_created = call.CreatedAt.Rfc2822(),
            date_updated = call.UpdatedAt.Rfc2822(),
        };
    }

    public static LegRequest Leg(RestCall rest, string direction) => new(
        Dialable.From(rest.Board, rest.Required("From")), Dialable.To(rest.Required("To")), direction)
    {
        Reporting = Reporting.From(rest.Url("StatusCallback"), rest.Text("StatusCallbackMethod"), rest.Texts("StatusCallbackEvent")),
        Fallback = rest.Url("FallbackUrl") is { } fallback ? Destination.To(fallback, rest.Text("FallbackMethod")) : null,
        Timeout = TimeSpan.FromSeconds(rest.Number("Timeout", 60, 1, 600)),
        TimeLimit = rest.Text("TimeLimit") is null ? null : TimeSpan.FromSeconds(rest.Number("TimeLimit", 14_400, 1, 86_400)),
        MachineDetection = rest.Text("MachineDetection"),
        DetectionTimeout = TimeSpan.FromSeconds(rest.Number("MachineDetectionTimeout", 30, 3, 59)),
        AsyncDetection = rest.Flag("AsyncAmd")
            ? Reporting.From(rest.Url("AsyncAmdStatusCallback"), rest.Text("AsyncAmdStatusCallbackMethod"), []) : null,
        SendDigits = rest.Text("SendDigits"),
    };

    private static RestAnswer Create(RestCall rest)
    {
        var request = Leg(rest, "outbound-api");
        var destination = Document(rest) ?? throw new TwilioError(400, 21205, "Url parameter is required.");
        var call = rest.Board.Desk.CreateLeg(request);
        if (rest.Flag("Record"))
        {
            Record(rest, call);
        }

        rest.Board.Desk.DialInTurn(call, cancel => rest.Board.Interpreter.Play(call, destination, cancel));
        return RestAnswer.Created(Show(rest.Board, call));
    }

    public static void Record(RestCall rest, Call call)
    {
        var callback = Recordings.RecordingCallback.From(
            rest.Url("RecordingStatusCallback"), rest.Text("RecordingStatusCallbackMethod"), rest.Texts("RecordingStatusCallbackEvent"));
        rest.Board.Exchange.Start(async () =>
        {
            if (await call.Answered.Task)
            {
                call.Recorded = rest.Board.Recordings.StartForCall(
                    call, "OutboundAPI", callback, rest.Text("RecordingChannels"), rest.Text("RecordingTrack"));
            }
        });
    }

    private static RestAnswer List(RestCall rest)
    {
        var started = rest.DateFilter("StartTime");
        var calls = rest.Board.Calls.All.Where(c =>
            (rest.Query("To") is not { } to || c.To == to)
            && (rest.Query("From") is not { } from || c.From == from)
            && (rest.Query("ParentCallSid") is not { } parent || c.ParentSid == parent)
            && (rest.Query("Status") is not { } status || c.State.Word() == status)
            && started(c.StartedAt ?? c.CreatedAt));
        return rest.Page("calls", calls, c => Show(rest.Board, c));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var call = Find(rest);
        Settings(rest, call);
        switch (rest.Text("Status"))
        {
            case "completed":
                rest.Board.Desk.HangUp(call);
                break;
            case "canceled" when call.State is CallState.Queued or CallState.Ringing:
                rest.Board.Progress.Finish(call, CallState.Canceled);
                break;
            case null or "canceled":
                break;
            default:
                throw TwilioError.Invalid("Status must be canceled or completed");
        }

        if (rest.Text("Status") is null && Document(rest) is { } destination)
        {
            Redirect(call, destination);
        }

        return RestAnswer.Ok(Show(rest.Board, call));
    }

    private static void Settings(RestCall rest, Call call)
    {
        if (rest.Url("FallbackUrl") is { } fallback)
        {
            call.Fallback = Destination.To(fallback, rest.Text("FallbackMethod"));
        }

        if (rest.Url("StatusCallback") is { } callback)
        {
            call.StatusReporting = Reporting.From(callback, rest.Text("StatusCallbackMethod"), []);
        }

        if (rest.Text("TimeLimit") is not null)
        {
            call.TimeLimit?.Dispose();
            var limit = TimeSpan.FromSeconds(rest.Number("TimeLimit", 14_400, 1, 86_400));
            call.TimeLimit = rest.Board.Clock.After(limit, () => rest.Board.Desk.HangUp(call));
        }
    }

    private static void Redirect(Call call, Destination destination)
    {
        if (call.State != CallState.InProgress)
        {
            throw new TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.");
        }

        call.Redirect(destination);
    }

    private static Destination? Document(RestCall rest)
    {
        // Create ignores Twiml beside a Url; update refuses the pair.
        var isUpdate = rest.Route("call").Length > 0;
        if (rest.Text("Twiml") is { } twiml && (isUpdate || rest.Text("Url") is null))
        {
            return twiml.Length > MostTwiml ? throw TwilioError.Invalid("Twiml must be at most 4000 characters")
                : rest.Text("Url") is not null ? throw TwilioError.Invalid("Url and Twiml exclude each other")
                : Destination.Given(twiml);
        }

        if (rest.Text("ApplicationSid") is { } sid)
        {
            var application = rest.Board.Numbers.Application(sid) ?? throw new TwilioError(400, 21218, "Invalid ApplicationSid");
            return Destination.To(application.Setting("VoiceUrl") ?? "", application.Setting("VoiceMethod"));
        }

        return rest.Url("Url") is { } url ? Destination.To(url, rest.Text("Method")) : null;
    }

    private static RestAnswer Delete(RestCall rest)
    {
        var call = Find(rest);
        if (!call.State.IsFinal())
        {
            throw new TwilioError(409, 20009, "Only a finished call can be deleted");
        }

        rest.Board.Calls.Remove(call);
        return RestAnswer.Gone;
    }
}
