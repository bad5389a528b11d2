using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>What the caller's leg does next, from the call's state alone: a repeated, late or resumed request gets the right answer without a special case.</summary>
public static class CallScripts
{
    public const string HoldMusic = "/audio/hold.wav";

    private const int MessageSeconds = 120, SilenceSeconds = 5;

    public static VoiceScript For(Call call, string practice, string? ownGreeting, string? ownGreetingSpanish) => call.State switch
    {
        CallState.Ringing or CallState.Greeting => Greeting(call, practice, ownGreeting, ownGreetingSpanish),
        CallState.Identifying => new VoiceScript(Question(call, again: call.BirthDateTries > 0)),
        CallState.Queued or CallState.Offered => Queue(call),
        CallState.Dialling or CallState.Transferred => Join(call),
        CallState.Connected or CallState.OnHold => call.NurseJoined ? Join(call) : Reconnecting(call, 0),
        CallState.Voicemail => new VoiceScript(new Speak(CallerNumbers.CanBeRung(call) ? Phrases.MessageKept(call.Spanish) : Phrases.MessageKeptWithoutNumber(call.Spanish), call.Language), new HangUp()),
        CallState.CallBack => new VoiceScript(new Speak(Phrases.CallBackKept(call.Spanish), call.Language), new HangUp()),
        CallState.WrapUp or CallState.Closed or CallState.Abandoned or CallState.Failed => Goodbye(call),
    };

    /// <summary>The emergency sentence and the recording notice are heard in both languages before any choice.</summary>
    private static VoiceScript Greeting(Call call, string practice, string? own, string? ownSpanish) => new(
        new Speak(Phrases.Greeting(practice, own), Phrases.English),
        new Speak(Phrases.GreetingSpanish(practice, ownSpanish), Phrases.Spanish),
        new Ask(VoiceLink.Of("voice/language", call.Id, call.Visit), 5, Phrases.English,
            new Speak(Phrases.ChooseEnglish, Phrases.English), new Speak(Phrases.ChooseSpanish, Phrases.Spanish)) { Digits = 1 });

    /// <summary>The practice is open: its own telephone rings first. The emergency sentence is heard before it.</summary>
    public static VoiceScript Office(Call call, string number, TimeSpan rings) => new(
        new Speak(Phrases.Office, Phrases.English), new Speak(Phrases.OfficeSpanish, Phrases.Spanish),
        new RingNumber(number, call.Line, (int)rings.TotalSeconds, VoiceLink.Of("voice/office", call.Id, call.Visit)));

    public static VoiceStep Question(Call call, bool again) => call.Question is CallQuestion.Danger ? Danger(call) : BirthDate(call, again);

    private static Ask BirthDate(Call call, bool again) => new(
        VoiceLink.Of("voice/birth-date", call.Id, call.Visit), 6, call.Language, new Speak(Phrases.BirthDate(call.Spanish, again), call.Language)) { Digits = 8 };

    private static Ask Danger(Call call) => new(
        VoiceLink.Of("voice/danger", call.Id, call.Visit), 5, call.Language, new Speak(Phrases.Danger(call.Spanish), call.Language))
    { Digits = 1, Speech = true, Hints = Phrases.DangerHints };

    public static VoiceScript Queue(Call call) => new(
        new Speak(call.Urgency is Agent.Wire.UrgencyName.Emergent ? Phrases.DangerHeard(call.Spanish) : Phrases.Queued(call.Spanish), call.Language),
        WaitInQueue(call));

    public static WaitInQueue WaitInQueue(Call call) => new(WaitLink(call, 1, null), VoiceLink.Of("voice/dequeued", call.Id, call.Visit));

    /// <param name="wait">Which of her waits this is, null = this one: whoever comes back into the queue counts from 1 again, and what she keys then is no repetition.</param>
    public static VoiceLink WaitLink(Call call, int visit, string? wait) =>
        new("voice/wait", [.. VoiceLink.Of("", call.Id, visit).Own, ("w", wait ?? call.Visit.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    /// <summary>She speaks after the tone. A key ends it; "1" means danger, as at every moment of her waiting.</summary>
    public static VoiceScript TakeMessage(Call call, Guid recording) => new(
        new Speak(Phrases.LeaveMessage(call.Spanish), call.Language),
        new TakeMessage(VoiceLink.Of("voice/message", call.Id, call.Visit), VoiceLink.Of("recording/status", recording), MessageSeconds, SilenceSeconds));

    public static VoiceScript Join(Call call) => new(Conference(call, "caller", endsWithMe: true, VoiceLink.Of("voice/left", call.Id, call.NurseLegs).With("w", call.Visit)));

    /// <summary>The nurse's leaving never ends the conference: the caller is held for her, not dropped.</summary>
    public static VoiceScript NurseJoins(Call call) => new(Conference(call, $"nurse-{call.NurseLegs}", endsWithMe: false, VoiceLink.Of("voice/nurse-left", call.Id, call.NurseLegs)));

    /// <summary>A paged clinician joins nurse and caller. Her leg is a page's, not the call's: her coming and going changes nothing in the call.</summary>
    /// <param name="seat">Whose it is: of one label the network takes nobody twice.</param>
    public static JoinConference ClinicianJoins(Call call, Guid seat, VoiceLink afterwards) => Conference(call, $"clinician-{seat:N}", endsWithMe: false, afterwards);

    /// <summary>Somebody we rang is on the line: who is calling, and into the conference. It never ends with her.</summary>
    public static VoiceScript PartyJoins(Call call, Party party, string greeting) =>
        new(new Speak(greeting, Phrases.English), Conference(call, party.Label, endsWithMe: false, VoiceLink.Of("party/left", party.Id).With("w", party.Version)));

    /// <summary>A supervisor's softphone: it always begins silent.</summary>
    public static VoiceScript ListenerJoins(Call call, Party listener) =>
        new(Conference(call, listener.Label, endsWithMe: false, VoiceLink.Of("listener/left", listener.Id).With("w", listener.Version)) with { Silent = true });

    /// <summary>The caller picked up: no name and no practice before the nurse knows who speaks.</summary>
    public static VoiceScript CalledBack(Call call) => new([new Speak(Phrases.CalledBack(call.Spanish), call.Language), .. Join(call).Steps]);

    /// <summary>Whoever she was handed on to has left: a nurse again, unless she hangs up.</summary>
    public static VoiceScript Returned(Call call) => new(
        new Ask(VoiceLink.Of("voice/returned", call.Id, call.Visit), 6, call.Language, new Speak(Phrases.Returned(call.Spanish), call.Language)) { Digits = 1 });

    public static VoiceScript Reconnecting(Call call, int visit) => new(
        new Speak(Phrases.Reconnecting(call.Spanish), call.Language),
        new PlayAudio(HoldMusic),
        new GoTo(VoiceLink.Of("voice/reconnect", call.Id, visit + 1).With("w", call.Visit)));

    public static VoiceScript Goodbye(Call call) => new(new Speak(Phrases.Goodbye(call.Spanish), call.Language), new HangUp());

    private static JoinConference Conference(Call call, string label, bool endsWithMe, VoiceLink action) =>
        new(call.Id, label, endsWithMe, VoiceLink.Of("conference", call.Id), VoiceLink.Of("voice/lounge", call.Id), action);
}
