using System.Globalization;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Conferences;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Rest;

internal static class ParticipantResource
{
    private const string One = "/Conferences/{conference}/Participants/{participant}.json";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/Conferences/{conference}/Participants.json", Create);
        api.Get("/Conferences/{conference}/Participants.json", List);
        api.Get(One, rest => RestAnswer.Ok(Show(rest.Board, ConferenceResource.Find(rest), Find(rest))));
        api.Post(One, Update);
        api.Delete(One, Delete);
    }

    private static Participant Find(RestCall rest) =>
        ConferenceResource.Find(rest).Find(rest.Route("participant")) ?? throw TwilioError.NotFound(rest.Path);

    private static object Show(Switchboard board, Conference conference, Participant who) => new
    {
        account_sid = board.Account.Sid,
        call_sid = who.Call.Sid,
        label = who.Label,
        call_sid_to_coach = who.CallSidToCoach,
        coaching = who.Coaching,
        conference_sid = conference.Sid,
        end_conference_on_exit = who.EndOnExit,
        muted = who.Muted,
        hold = who.Hold,
        start_conference_on_enter = who.StartOnEnter,
        status = who.Joined ? who.Status : who.Call.State == CallState.Ringing ? "ringing" : who.Status,
        queue_time = who.QueueTimeMs.ToString(CultureInfo.InvariantCulture),
        date_created = who.JoinedAt.Rfc2822(),
        date_updated = who.UpdatedAt.Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Conferences/{conference.Sid}/Participants/{who.Call.Sid}.json",
    };

    private static RestAnswer List(RestCall rest)
    {
        var conference = ConferenceResource.Find(rest);
        var people = conference.Participants.Where(p =>
            (rest.Query("Muted") is not { } muted || (muted == "true") == p.Muted)
            && (rest.Query("Hold") is not { } hold || (hold == "true") == p.Hold)
            && (rest.Query("Coaching") is not { } coaching || (coaching == "true") == p.Coaching));
        return rest.Page("participants", people, p => Show(rest.Board, conference, p));
    }

    private static RestAnswer Create(RestCall rest)
    {
        var request = CallResource.Leg(rest, "outbound-api");
        var name = rest.Route("conference");
        var conference = rest.Board.Conferences.Find(name) is { Over: false } open ? open
            : name.StartsWith("CF", StringComparison.Ordinal) && name.Length == 34 ? throw TwilioError.NotFound(rest.Path)
            : rest.Board.Conferences.Open(name);
        var label = rest.Text("Label");
        if (label is not null && conference.Find(label) is not null)
        {
            throw new TwilioError(400, 16025, "The participant label is already in use in this conference");
        }

        var call = rest.Board.Desk.CreateLeg(request);
        if (rest.Flag("Record"))
        {
            CallResource.Record(rest, call);
        }

        var terms = Terms(rest);
        var who = Newcomer(rest, call, label);
        conference.Participants.Add(who);
        rest.Board.Desk.DialInTurn(call, cancel =>
            Joining.Stay(rest.Board, conference, who, terms, cancel, CancellationToken.None));
        ForgetIfUnanswered(rest.Board, conference, who);
        return RestAnswer.Created(Show(rest.Board, conference, who));
    }

    private static void ForgetIfUnanswered(Switchboard board, Conference conference, Participant who) => board.Exchange.Start(async () =>
    {
        if (!await who.Call.Answered.Task && conference.Participants.Remove(who))
        {
            who.Status = "failed";
            board.Conferences.Reports.Left(conference, who, "participant_add_failed");
        }
    });

    private static Participant Newcomer(RestCall rest, Call call, string? label)
    {
        var wait = rest.Url("WaitUrl");
        return new Participant(call, label, rest.Board.Clock.GetUtcNow())
        {
            Muted = rest.Flag("Muted"),
            StartOnEnter = rest.Flag("StartConferenceOnEnter", true),
            EndOnExit = rest.Flag("EndConferenceOnExit"),
            Beep = rest.Text("Beep") ?? "true",
            Coaching = rest.Flag("Coaching"),
            CallSidToCoach = rest.Text("CallSidToCoach"),
            QueueTimeMs = call.QueueTimeMs,
            Wait = wait is null ? null : Destination.To(wait, rest.Text("WaitMethod")),
            SilentWait = rest.Has("WaitUrl") && wait is null,
        };
    }

    private static ConferenceTerms Terms(RestCall rest)
    {
        var events = ConferenceTerms.Words(rest.Texts("ConferenceStatusCallbackEvent"));
        return new(
            rest.Url("ConferenceStatusCallback"),
            rest.Http("ConferenceStatusCallbackMethod"),
            events.Count > 0 ? events : ConferenceTerms.Words("start end"),
            rest.Text("Region"),
            rest.Number("MaxParticipants", 250, 2, 250),
            rest.Text("ConferenceRecord") is "true" or "record-from-start",
            Recordings.RecordingCallback.From(
                rest.Url("ConferenceRecordingStatusCallback"), rest.Text("ConferenceRecordingStatusCallbackMethod"),
                rest.Texts("ConferenceRecordingStatusCallbackEvent")));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var (conference, who) = (ConferenceResource.Find(rest), Find(rest));
        var changes = new ParticipantChanges(rest.Board);
        if (rest.Has("EndConferenceOnExit"))
        {
            changes.EndOnExit(conference, who, rest.Flag("EndConferenceOnExit"));
        }

        if (rest.Has("Muted"))
        {
            changes.Mute(conference, who, rest.Flag("Muted"));
        }

        if (rest.Has("WaitUrl"))
        {
            changes.Wait(conference, who, rest.Url("WaitUrl") is { } wait ? Destination.To(wait, rest.Text("WaitMethod")) : null);
        }

        if (rest.Has("BeepOnExit"))
        {
            who.BeepOnExit = rest.Flag("BeepOnExit");
        }

        if (rest.Has("Coaching"))
        {
            Coach(rest, changes, conference, who);
        }

        if (rest.Has("Hold"))
        {
            // HoldMethod is GET unless said otherwise, unlike everything else.
            var music = rest.Url("HoldUrl") is { } url ? Destination.To(url, rest.Http("HoldMethod", "GET")) : null;
            changes.Hold(conference, who, rest.Flag("Hold"), music);
        }

        if (rest.Url("AnnounceUrl") is { } announce)
        {
            changes.Announce(conference, who, Destination.To(announce, rest.Text("AnnounceMethod")));
        }

        who.UpdatedAt = rest.Board.Clock.GetUtcNow();
        return RestAnswer.Ok(Show(rest.Board, conference, who));
    }

    private static void Coach(RestCall rest, ParticipantChanges changes, Conference conference, Participant who)
    {
        var coaching = rest.Flag("Coaching");
        var whom = rest.Text("CallSidToCoach");
        if (coaching && (whom is null || conference.Find(whom) is null))
        {
            throw new TwilioError(400, 13240, "CallSidToCoach must be the SID of a call in the conference");
        }

        changes.Coach(conference, who, coaching, whom);
    }

    private static RestAnswer Delete(RestCall rest)
    {
        var (conference, who) = (ConferenceResource.Find(rest), Find(rest));
        rest.Board.Conferences.Leave(conference, who, "participant_updated_via_api", kicked: true);
        if (!who.Joined)
        {
            rest.Board.Desk.HangUp(who.Call);
        }

        return RestAnswer.Gone;
    }
}
