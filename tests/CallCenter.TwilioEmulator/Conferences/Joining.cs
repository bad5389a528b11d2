using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>Dial Conference: into the room, and back to the document when out of it again.</summary>
internal static class Joining
{
    public static async Task<DialResult> Join(Scene scene, XElement dial, XElement noun, CancellationToken limit)
    {
        var book = scene.Board.Conferences;
        var name = noun.Value.Trim();
        var terms = ConferenceTerms.From(scene, noun);
        var conference = book.Open(name);
        var label = noun.Text("participantLabel") is { Length: > 0 } given ? given : null;
        if (label is not null && conference.Participants.Exists(p => p.Label == label))
        {
            scene.Warn("16025 the participant label is already in use in this conference");
            return DialResult.Refused;
        }

        if (conference.InTheRoom.Count() >= (conference.Terms ?? terms).MaxParticipants)
        {
            scene.Warn("13227 the conference is full");
            return new("failed");
        }

        var coach = noun.Text("coach") is { Length: > 0 } sid ? sid : null;
        if (coach is not null && conference.Find(coach) is null)
        {
            scene.Warn("13240 the call to coach is not in the conference");
            return new("failed");
        }

        if (RecordDial(dial))
        {
            terms = terms with { Record = true };
        }

        return await Stay(scene, conference, Newcomer(scene, noun, label, coach), terms, limit);
    }

    public static async Task<DialResult> Stay(
        Switchboard board, Conference conference, Participant who, ConferenceTerms terms, CancellationToken cancel, CancellationToken limit)
    {
        board.Conferences.Enter(conference, who, terms);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit);
            await who.Left.Task.Unless(either.Token);
            return new(await who.Left.Task == ConferenceBook.NotEstablished ? "failed" : "answered");
        }
        catch (OperationCanceledException)
        {
            var reason = who.Call.State.IsFinal() || limit.IsCancellationRequested ? "participant_hung_up" : "participant_updated_via_api";
            board.Conferences.Leave(conference, who, reason);
            if (cancel.IsCancellationRequested)
            {
                throw;
            }
        }

        return new("answered");
    }

    private static Task<DialResult> Stay(
        Scene scene, Conference conference, Participant who, ConferenceTerms terms, CancellationToken limit) =>
        Stay(scene.Board, conference, who, terms, scene.Cancel, limit);

    private static Participant Newcomer(Scene scene, XElement noun, string? label, string? coach)
    {
        var wait = noun.Text("waitUrl");
        return new Participant(scene.Call, label, scene.Board.Clock.GetUtcNow())
        {
            Muted = noun.Flag("muted"),
            StartOnEnter = noun.Flag("startConferenceOnEnter", true),
            EndOnExit = noun.Flag("endConferenceOnExit"),
            Beep = noun.Text("beep") ?? "true",
            Coaching = coach is not null,
            CallSidToCoach = coach,
            Wait = string.IsNullOrWhiteSpace(wait) ? null : Destination.To(scene.Document.Resolve(wait), noun.Text("waitMethod")),
            SilentWait = wait is not null && string.IsNullOrWhiteSpace(wait),
        };
    }

    private static bool RecordDial(XElement dial) => Recordings.RecordVerb.Wanted(dial);
}
