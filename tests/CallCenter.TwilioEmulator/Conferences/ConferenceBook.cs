using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>Every conference: who comes in, who goes out, when it starts and why it ends.</summary>
internal sealed class ConferenceBook(Switchboard board)
{
    public const string NotEstablished = "participant_add_failed";

    public List<Conference> All { get; } = [];

    public ConferenceReports Reports { get; } = new(board);

    /// <summary>By SID at any time; by name only the one that is not over: a name used again is a new room.</summary>
    public Conference? Find(string sidOrName) =>
        All.Find(c => c.Sid == sidOrName) ?? All.FindLast(c => c.Name == sidOrName && !c.Over);

    public Conference Open(string name)
    {
        if (All.FindLast(c => c.Name == name && !c.Over) is { } open)
        {
            return open;
        }

        var conference = new Conference(board.Sids.Next("CF"), name, board.Clock.GetUtcNow());
        All.Add(conference);
        return conference;
    }

    public void Enter(Conference conference, Participant who, ConferenceTerms terms)
    {
        conference.Terms ??= terms;
        (who.Joined, who.Status) = (true, "connected");
        if (!conference.Participants.Contains(who))
        {
            conference.Participants.Add(who);
        }

        who.Call.Participant = who;
        who.Call.Waiting = new Waiting("conference", [], conference.Name);
        Beep(conference, who, "onEnter");
        Reports.Joined(conference, who);
        StartIfDue(conference);
        if (conference.Started)
        {
            Company(conference);
        }
        else
        {
            // Without its wait document the conference is not established for this leg.
            Solo(conference, who, who.Wait, who.SilentWait, () => Leave(conference, who, NotEstablished));
        }

        board.Progress.Touch(who.Call);
    }

    public void Leave(Conference conference, Participant who, string reason, bool kicked = false)
    {
        if (!conference.Participants.Remove(who))
        {
            return;
        }

        Release(who, reason);
        Reports.Left(conference, who, reason);
        Beep(conference, who, "onExit");
        if (conference.Over)
        {
            return;
        }

        if (who.EndOnExit)
        {
            End(conference, kicked ? "participant-with-end-conference-on-exit-kicked" : "participant-with-end-conference-on-exit-left", who, "moderator_ended_conference");
        }
        else if (!conference.InTheRoom.Any())
        {
            End(conference, kicked ? "last-participant-kicked" : "last-participant-left", who, reason);
        }
        else
        {
            Company(conference);
        }
    }

    public void End(Conference conference, string reason, Participant? by, string reasonForTheRest)
    {
        if (conference.Over)
        {
            return;
        }

        (conference.Status, conference.ReasonEnded) = ("completed", reason);
        (conference.CallSidEnding, conference.UpdatedAt) = (by?.Call.Sid, board.Clock.GetUtcNow());
        foreach (var rest in conference.Participants.ToList())
        {
            Leave(conference, rest, reasonForTheRest);
            if (!rest.Joined)
            {
                board.Desk.HangUp(rest.Call);
            }
        }

        if (conference.Recording is { } recording)
        {
            _ = board.Recordings.Finish(recording);
        }

        Reports.Ended(conference, by);
    }

    /// <summary>Wait or hold sound for one participant alone, until the next change.</summary>
    public void Solo(Conference conference, Participant who, Destination? document, bool silence, Action? unheard = null)
    {
        Quiet(who);
        var background = who.Background = new CancellationTokenSource();
        board.Exchange.Start(async () =>
        {
            try
            {
                await WaitLoop.Run(board, who.Call, document, silence, WaitLoop.InConference, () => About(conference), repeat: false, background.Token);
            }
            catch (TwimlFailure failure)
            {
                board.Timeline.Warn(who.Call.Sid, $"{failure.Message} (what a waiting participant hears; silence from here)", failure.Url);
                if (failure.Url == document?.Url && !conference.Started)
                {
                    unheard?.Invoke();
                }
            }
        });
    }

    /// <summary>Who hears whom: company ends music and silence alike. Whoever cannot be heard is none.</summary>
    public static void Company(Conference conference)
    {
        foreach (var who in conference.InTheRoom.Where(p => !p.Hold))
        {
            if (conference.Started)
            {
                Quiet(who);
            }

            var together = conference.Started && conference.InTheRoom.Any(o => o.IsHeardBy(who));
            who.Company = together ? who.Company ?? who.Call.Ear.Occupied() : Drop(who.Company);
        }
    }

    public static void Quiet(Participant who)
    {
        who.Background?.Cancel();
        who.Background = null;
    }

    public static IDisposable? Drop(IDisposable? sound)
    {
        sound?.Dispose();
        return null;
    }

    private static IEnumerable<KeyValuePair<string, string>> About(Conference conference) =>
        [new("ConferenceSid", conference.Sid), new("FriendlyName", conference.Name)];

    private void StartIfDue(Conference conference)
    {
        if (conference.Status != "init" || conference.InTheRoom.Count() < 2 || !conference.InTheRoom.Any(p => p.StartOnEnter))
        {
            return;
        }

        (conference.Status, conference.UpdatedAt) = ("in-progress", board.Clock.GetUtcNow());
        if (conference.Terms is { Record: true } terms)
        {
            conference.Recording = board.Recordings.StartForConference(conference, terms.RecordingCallback);
        }

        Reports.Started(conference);
    }

    private static void Beep(Conference conference, Participant who, string when)
    {
        var beeps = who.Beep == "true" || string.Equals(who.Beep, when, StringComparison.OrdinalIgnoreCase);
        if (!(when == "onExit" ? who.BeepOnExit ?? beeps : beeps))
        {
            return;
        }

        foreach (var other in conference.InTheRoom.Where(p => p != who && conference.Started && !p.Hold))
        {
            other.Call.Ear.Hear("beep");
        }
    }

    private void Release(Participant who, string reason)
    {
        Quiet(who);
        who.Company = Drop(who.Company);
        who.Status = "complete";
        if (who.Call.Participant == who)
        {
            who.Call.Participant = null;
            who.Call.Waiting = Waiting.Nothing;
        }

        who.Left.TrySetResult(reason);
        board.Progress.Touch(who.Call);
    }
}
