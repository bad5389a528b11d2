using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>What REST may change about somebody in the room: mute, hold, coaching, the end flag; announcements.</summary>
internal sealed class ParticipantChanges(Switchboard board)
{
    private ConferenceBook Book => board.Conferences;

    public void Mute(Conference conference, Participant who, bool muted)
    {
        if (who.Muted != muted)
        {
            who.Muted = muted;
            ConferenceBook.Company(conference);
            Book.Reports.Muted(conference, who);
        }
    }

    public void Hold(Conference conference, Participant who, bool hold, Destination? music)
    {
        if (who.Hold == hold)
        {
            return;
        }

        who.Hold = hold;
        if (hold)
        {
            who.Company = ConferenceBook.Drop(who.Company);
            Book.Solo(conference, who, music, silence: false);
        }
        else if (!conference.Started)
        {
            Book.Solo(conference, who, who.Wait, who.SilentWait);
        }

        ConferenceBook.Company(conference);
        Book.Reports.Held(conference, who);
        board.Progress.Touch(who.Call);
    }

    /// <summary>What she hears until the conference starts; heard at once when she waits now.</summary>
    public void Wait(Conference conference, Participant who, Destination? document)
    {
        (who.Wait, who.SilentWait) = (document, document is null);
        if (who is { Joined: true, Hold: false } && !conference.Started)
        {
            Book.Solo(conference, who, who.Wait, who.SilentWait);
        }
    }

    public void Coach(Conference conference, Participant who, bool coaching, string? whom)
    {
        (who.Coaching, who.CallSidToCoach) = (coaching, coaching ? whom : null);
        ConferenceBook.Company(conference);
        Book.Reports.Modified(conference, who);
    }

    /// <summary>Twilio answers "yes" while the participant is on hold, and does nothing.</summary>
    public void EndOnExit(Conference conference, Participant who, bool end)
    {
        if (who.Hold || who.EndOnExit == end)
        {
            return;
        }

        who.EndOnExit = end;
        Book.Reports.Modified(conference, who);
    }

    /// <summary>A document heard by one participant, or by all of them.</summary>
    public void Announce(Conference conference, Participant? only, Destination document) => board.Exchange.Start(async () =>
    {
        var hearers = only is null ? conference.InTheRoom.ToList() : [only];
        if (hearers.Count == 0)
        {
            return;
        }

        try
        {
            var text = await board.Documents.Fetch(hearers[0].Call, document, [], CancellationToken.None);
            await Task.WhenAll(hearers.Select(h => Speak(h, text)));
            Book.Reports.Announced(conference, only, document.Url!, null);
        }
        catch (TwimlFailure failure)
        {
            board.Timeline.Warn(hearers[0].Call.Sid, failure.Message, failure.Url);
            Book.Reports.Announced(conference, only, document.Url!, failure.Message);
        }
    });

    private async Task Speak(Participant hearer, TwimlDocument text)
    {
        var scene = new Scene(board, hearer.Call, text, CancellationToken.None);
        foreach (var verb in text.Root.Elements())
        {
            _ = verb.Name.LocalName switch
            {
                "Say" => await Speaking.Say(scene, verb),
                "Play" => await Speaking.Play(scene, verb),
                _ => Step.Next,
            };
        }
    }
}
