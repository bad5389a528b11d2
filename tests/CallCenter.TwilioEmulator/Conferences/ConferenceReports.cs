using System.Globalization;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Conferences;

using Pairs = List<KeyValuePair<string, string>>;

/// <summary>Conference callbacks: who gets which event is decided by the first participant alone.</summary>
internal sealed class ConferenceReports(Switchboard board)
{
    public void Started(Conference conference) => Send(conference, "start", "conference-start", null, []);

    public void Ended(Conference conference, Participant? by) => Send(conference, "end", "conference-end", null,
    [
        .. Optional("CallSidEndingConference", conference.CallSidEnding),
        .. Optional("ParticipantLabelEndingConference", by?.Label),
        .. Optional("ReasonConferenceEnded", conference.ReasonEnded),
        .. Optional("Reason", conference.ReasonEnded?.Replace('-', ' ')),
    ]);

    public void Joined(Conference conference, Participant who) => Send(conference, "join", "participant-join", who, []);

    public void Left(Conference conference, Participant who, string reason) =>
        Send(conference, "leave", "participant-leave", who,
            [new("ParticipantCallStatus", who.Call.State.Word()), new("ReasonParticipantLeft", reason)]);

    public void Muted(Conference conference, Participant who) =>
        Send(conference, "mute", who.Muted ? "participant-mute" : "participant-unmute", who, []);

    public void Held(Conference conference, Participant who) =>
        Send(conference, "hold", who.Hold ? "participant-hold" : "participant-unhold", who, []);

    public void Modified(Conference conference, Participant who) =>
        Send(conference, "modify", "participant-modify", who, []);

    public void Spoke(Conference conference, Participant who, bool starts) =>
        Send(conference, "speaker", starts ? "participant-speech-start" : "participant-speech-stop", who, []);

    public void Announced(Conference conference, Participant? who, string url, string? failure) => Send(
        conference, "announcement", failure is null ? "announcement-end" : "announcement-fail", who,
        [new("AnnounceUrl", url), .. Optional("ReasonAnnouncementFailed", failure)]);

    private static Pairs Optional(string name, string? value) => value is null ? [] : [new(name, value)];

    private void Send(Conference conference, string kind, string happening, Participant? who, Pairs more)
    {
        board.Changes.Announce("conference", who?.Call.Sid);
        if (conference.Terms is not { CallbackUrl: { } url } terms || !terms.Events.Contains(kind))
        {
            return;
        }

        Pairs pairs =
        [
            new("ConferenceSid", conference.Sid),
            new("FriendlyName", conference.Name),
            new("AccountSid", board.Account.Sid),
            new("SequenceNumber", (++conference.Sequence).ToString(CultureInfo.InvariantCulture)),
            new("Timestamp", board.Clock.GetUtcNow().Rfc2822()),
            new("StatusCallbackEvent", happening),
            .. who is null ? [] : About(who),
            .. more,
        ];
        var request = new WebhookRequest(url, terms.CallbackMethod, pairs, "conference", who?.Call.Sid);
        conference.LastReport = board.Callbacks.Send(request, after: conference.LastReport);
    }

    private static Pairs About(Participant who) =>
    [
        new("CallSid", who.Call.Sid),
        new("Muted", Word(who.Muted)),
        new("Hold", Word(who.Hold)),
        new("Coaching", Word(who.Coaching)),
        new("EndConferenceOnExit", Word(who.EndOnExit)),
        new("StartConferenceOnEnter", Word(who.StartOnEnter)),
        .. Optional("ParticipantLabel", who.Label),
    ];

    private static string Word(bool flag) => flag ? "true" : "false";
}
