using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls.Voice;

/// <summary>A route that speaks to a caller whose call exists. What is late or repeated gets whatever the call's state says now.</summary>
public abstract class CallerRoute(string route, CallBook book) : IVoiceRoute
{
    public string Route { get; } = route;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (voice.OwnId("id") is not { } id || await CallBook.FindAsync(work, id, cancel) is not { } call)
            return await ByLegAsync(work, voice, cancel);
        return await AnswerAsync(work, call, voice, cancel);
    }

    protected CallBook Book { get; } = book;

    protected abstract Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel);

    /// <summary>The answer to this very question, not to an earlier one of the same kind.</summary>
    protected static bool IsCurrent(Call call, VoiceEvent voice, CallQuestion question) =>
        call.Question == question && voice.Own.TryGetValue("n", out var n) && n == call.Visit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>We could not store her keys a moment ago and asked her to come back: that is no silence of hers.</summary>
    protected static bool MustAskAgain(VoiceEvent voice) => voice.Own.ContainsKey("again") && voice.Digits is null && voice.Speech is null;

    private async Task<VoiceScript> ByLegAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel) =>
        await CallBook.FindByLegAsync(work, voice.CallSid, cancel) is { } known
            ? await Book.ScriptAsync(work, known.Call, cancel)
            : new VoiceScript(new Speak(Phrases.UnknownLine, Phrases.English), new Speak(Phrases.UnknownLineSpanish, Phrases.Spanish), new HangUp());
}

/// <summary>A call arrives, or comes back after an outage.</summary>
public sealed class InboundRoute(CallBook book, IPractices practices) : IVoiceRoute
{
    public string Route => "voice/inbound";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await CallBook.FindByLegAsync(work, voice.CallSid, cancel) is { } known)
            return known.Leg.Role is LegRole.Nurse ? SoftphoneRoute.Script(known.Call) : await book.ScriptAsync(work, known.Call, cancel);
        if (await practices.KnownByLineAsync(work.Scope, voice.To, cancel) is not { } practice)
            return new VoiceScript(new Speak(Phrases.UnknownLine, Phrases.English), new Speak(Phrases.UnknownLineSpanish, Phrases.Spanish), new HangUp());
        var call = await book.OpenAsync(work, practice, voice, cancel);
        if (practice.OfficeFirstAt(work.Now)) call.Question = CallQuestion.Office;
        return await book.ScriptAsync(work, call, cancel, practice);
    }
}

/// <summary>The practice's own telephone answered, or did not: then the nurse line takes the call, as if it had come in now.</summary>
public sealed class OfficeRoute(CallBook book) : CallerRoute("voice/office", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        if (call.State is not CallState.Greeting || !IsCurrent(call, voice, CallQuestion.Office)) return await Book.ScriptAsync(work, call, cancel);
        var dialled = voice["DialCallStatus"] ?? voice.Own.GetValueOrDefault(VoiceEvent.CarriedDial);
        (call.Question, call.Visit) = (CallQuestion.Language, call.Visit + 1);
        if (dialled is "completed" or "answered")
        {
            if (Book.Fire(work, call, CallTrigger.OfficeAnswers, "office-answered", "The practice's own telephone answered.", "telephone"))
                (call.EndReason, call.EndedAt) = ("answered by the practice", work.Now);
            await work.CancelTimersAsync(CallBook.TimerOwner, call.Id, cancel);
        }
        else Book.Note(work, call, "overflow", "The practice's own telephone did not answer; the nurse line takes the call.", "telephone");
        return await Book.ScriptAsync(work, call, cancel);
    }
}

/// <summary>
/// The language is chosen, the number looked up, and the birth date asked. A key decides; without one the charts do, when all that
/// this number belongs to speak Spanish. Whoever was put into the wrong one is heard by her nurse, who changes it.
/// </summary>
public sealed class LanguageRoute(CallBook book, Database database, IPatients patients) : CallerRoute("voice/language", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        if (call.State is CallState.Greeting && IsCurrent(call, voice, CallQuestion.Language) && !MustAskAgain(voice))
        {
            // Charts are read beside the transaction and within the practice: nothing of this event is in them.
            await using var charts = database.Read(PracticeScope.Of(call.PracticeId));
            var candidates = await patients.FindByPhoneAsync(charts, call.PracticeId, call.CallerNumber, cancel);
            var key = voice.Digits?.Trim();
            call.Language = key == "2" || (key != "1" && AllSpanish(candidates)) ? Phrases.Spanish : Phrases.English;
            (call.Question, call.Visit) = (CallQuestion.BirthDate, call.Visit + 1);
            Book.Fire(work, call, CallTrigger.ChooseLanguage, "language", $"Language: {(call.Spanish ? "Spanish" : "English")}{(key is "1" or "2" ? "" : call.Spanish ? ", by the chart" : ", nothing was chosen")}.", "caller");
            Know(call, candidates);
        }

        return await Book.ScriptAsync(work, call, cancel);
    }

    private static bool AllSpanish(IReadOnlyList<CallerCandidate> candidates) =>
        candidates.Count > 0 && candidates.All(c => c.Patient.Language == Phrases.Spanish);

    private static void Know(Call call, IReadOnlyList<CallerCandidate> candidates)
    {
        call.Candidates = string.Join(',', candidates.Select(c => c.Patient.PatientId).Distinct().Take(20));
        if (candidates.Count == 1) CallerIdentity.Set(call, candidates[0]);
    }
}

/// <summary>The birth date proves who the call is about; without one the call goes on all the same.</summary>
public sealed class BirthDateRoute(CallBook book, Database database, IPatients patients, IPractices practices) : CallerRoute("voice/birth-date", book)
{
    private const int MostTries = 2;

    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        if (call.State is not CallState.Identifying || !IsCurrent(call, voice, CallQuestion.BirthDate) || MustAskAgain(voice))
            return await Book.ScriptAsync(work, call, cancel);
        call.BirthDateTries++;
        call.Visit++;
        var skipped = voice.Digits?.Contains('*', StringComparison.Ordinal) ?? true;
        var matched = !skipped && await MatchAsync(work, call, voice.Digits, cancel);
        if (!matched && !skipped && call.BirthDateTries < MostTries) return await Book.ScriptAsync(work, call, cancel);
        call.Question = CallQuestion.Danger;
        Book.Note(work, call, "identified", matched ? "The birth date matches the patient's chart." : "The caller goes on without a proved identity.", "caller");
        return await Book.ScriptAsync(work, call, cancel);
    }

    private async Task<bool> MatchAsync(UnitOfWork work, Call call, string? digits, CancellationToken cancel)
    {
        var practice = await practices.KnownAsync(work.Scope, call.PracticeId, cancel);
        if (BirthDateKeys.Read(digits, practice!.DateAt(work.Now)) is not { } date) return false;
        await using var charts = database.Read(PracticeScope.Of(call.PracticeId));
        var byPhone = patients.MatchBirthDate(await patients.FindByPhoneAsync(charts, call.PracticeId, call.CallerNumber, cancel), date);
        if (byPhone.Select(c => c.Patient.PatientId).Distinct().Count() == 1)
        {
            CallerIdentity.Set(call, byPhone[0]);
            call.VerifiedBy = "birth-date";
            return true;
        }

        // A strange number: the birth date suggests patients to the nurse, it proves nothing.
        var byDate = await patients.FindByBirthDateAsync(charts, call.PracticeId, date, cancel);
        call.Candidates = string.Join(',', byDate.Select(p => p.PatientId).Concat(call.CandidateIds).Distinct().Take(20));
        return byDate.Count > 0;
    }
}

/// <summary>The one short danger question. Only a clear "no" keeps the call in line; everything else goes first.</summary>
public sealed class DangerRoute(CallBook book) : CallerRoute("voice/danger", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        if (call.State is CallState.Identifying && IsCurrent(call, voice, CallQuestion.Danger) && !MustAskAgain(voice))
        {
            var answer = DangerAnswer.Of(voice.Digits, voice.Speech);
            (call.Urgency, call.Reason, call.DangerAt) = (answer.Danger ? UrgencyName.Emergent : UrgencyName.Routine, answer.Reason, answer.Danger ? work.Now : null);
            (call.Question, call.Visit) = (CallQuestion.None, call.Visit + 1);
            Book.Fire(work, call, CallTrigger.AnswerDanger, "queued", $"In the queue as {call.Urgency.ToString().ToLowerInvariant()} ({answer.Reason}).", "caller");
            await Book.EnqueueAsync(work, call, cancel);
        }

        return await Book.ScriptAsync(work, call, cancel);
    }
}

/// <summary>What a waiting caller hears: an honest place, music, again and again. A key or a word of danger lifts her at any moment of it.</summary>
public sealed class WaitRoute(CallBook book, IQueue queue) : CallerRoute("voice/wait", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        // She waits here no more, whatever was lost on the way: out of the queue, and what she hears then follows from the call.
        if (call.State is not (CallState.Queued or CallState.Offered or CallState.CallBack or CallState.Voicemail)) return new VoiceScript(new LeaveQueue());
        var visit = voice.Own.TryGetValue("n", out var n) && int.TryParse(n, out var given) ? given : 1;
        var again = MustAskAgain(voice);
        var danger = DangerSigns.In(voice.Digits, voice.Speech);
        if (danger) await Book.LiftAsync(work, call, cancel);
        var wantsCallBack = voice.Digits?.Trim() == "2";
        // A caller in danger, or one a nurse is just being asked to take, stays on the line.
        if (wantsCallBack && call is { State: CallState.Queued, Urgency: not UrgencyName.Emergent }
            && await Book.BeginCallBackAsync(work, call, "call-back-asked", "The caller asks to be rung back and keeps her place.", "caller", cancel))
            return await Book.ScriptAsync(work, call, cancel);
        var wantsMessage = voice.Digits?.Trim() == "3";
        if (wantsMessage && await Book.LeaveMessageAsync(work, call, cancel)) return new VoiceScript(new LeaveQueue());
        var place = danger || visit % 3 == 1 ? await queue.PlaceAsync(work, call.Id, cancel) : null;
        List<VoiceStep> steps = [];
        if (wantsMessage) steps.Add(new Speak(Phrases.StayOnTheLine(call.Spanish), call.Language));
        if (wantsCallBack) steps.Add(new Speak(Phrases.NoCallBack(call.Spanish), call.Language));
        if (danger) steps.Add(new Speak(Phrases.DangerHeard(call.Spanish), call.Language));
        if (place is not null) steps.Add(new Speak(Phrases.Place(call.Spanish, place.Position, place.ExpectedWait), call.Language));
        // What she said a moment ago could not be stored.
        if (again || visit % 3 == 2) steps.Add(new Speak(Phrases.WaitKeys(call.Spanish), call.Language));
        if (visit % 3 == 2 && call.Urgency is not UrgencyName.Emergent && CallBook.CanBeRung(call)) steps.Add(new Speak(Phrases.CallBackKey(call.Spanish), call.Language));
        if (visit % 3 == 2 && call.Urgency is not UrgencyName.Emergent) steps.Add(new Speak(Phrases.MessageKey(call.Spanish), call.Language));
        if (visit % 3 == 0) steps.Add(new Speak(Phrases.Emergency(call.Spanish), call.Language));
        steps.Add(new PlayAudio(CallScripts.HoldMusic));
        return new VoiceScript(new Ask(CallScripts.WaitLink(call, visit + 1, voice.Own.GetValueOrDefault("w")), 1, call.Language, [.. steps]) { Digits = 1, Speech = true, Hints = DangerSigns.Hints });
    }
}

/// <summary>The message has been spoken, or nothing was. Late and repeated answers find another state and get what that says.</summary>
public sealed class MessageRoute(CallBook book) : CallerRoute("voice/message", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        var earlier = call.Question is CallQuestion.Message && !IsCurrent(call, voice, CallQuestion.Message);
        if (earlier || (MustAskAgain(voice) && voice["RecordingSid"] is null)) return await Book.ScriptAsync(work, call, cancel);
        if (voice.Digits?.Trim() == DangerSigns.Key)
        {
            await Book.DangerInMessageAsync(work, call, cancel);
            return await Book.ScriptAsync(work, call, cancel);
        }

        int? seconds = int.TryParse(voice["RecordingDuration"], System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : null;
        await Book.MessageSpokenAsync(work, call, voice["RecordingSid"], seconds, stays: voice.Digits != "hangup" && voice["CallStatus"] is not "completed", cancel);
        return call.State is CallState.Queued or CallState.Offered
            ? new VoiceScript(new Speak(Phrases.NoMessageHeard(call.Spanish), call.Language), CallScripts.WaitInQueue(call))
            : await Book.ScriptAsync(work, call, cancel);
    }
}

/// <summary>The caller's leg has left the provider's queue, or was moved: what now follows from the call's state.</summary>
public sealed class RejoinRoute(string route, CallBook book) : CallerRoute(route, book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel) =>
        call is { State: CallState.Offered, NurseJoined: true }
            ? Task.FromResult(new VoiceScript([new Speak(Phrases.NurseComing(call.Spanish), call.Language), .. CallScripts.Join(call).Steps]))
            : Book.ScriptAsync(work, call, cancel);
}

/// <summary>A caller whose nurse dropped: told so, music, until the nurse or the queue takes her.</summary>
public sealed class ReconnectRoute(CallBook book) : CallerRoute("voice/reconnect", book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        var visit = voice.Own.TryGetValue("n", out var n) && int.TryParse(n, out var given) ? given : 0;
        return call is { State: CallState.Connected or CallState.OnHold, NurseJoined: false }
            ? Task.FromResult(CallScripts.Reconnecting(call, visit))
            : Book.ScriptAsync(work, call, cancel);
    }
}

/// <summary>What a caller hears whose call goes to another nurse.</summary>
public sealed class HandOverMusicRoute(CallBook book) : CallerRoute(CallBook.HandOverMusic, book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel) =>
        Task.FromResult(new VoiceScript(new Speak(Phrases.HandOver(call.Spanish), call.Language), new PlayAudio(CallScripts.HoldMusic, Loop: 40)));
}

/// <summary>What a caller hears whose call a supervisor has taken.</summary>
public sealed class TakenOverRoute(CallBook book) : CallerRoute(CallBook.TakenOverWords, book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel) =>
        Task.FromResult(new VoiceScript(new Speak(Phrases.TakenOver(call.Spanish), call.Language)));
}

/// <summary>What a caller on hold hears: why, then music, and the same again before she can think that she is forgotten.</summary>
public sealed class HoldMusicRoute(CallBook book) : CallerRoute("voice/hold", book)
{
    protected override Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        var consulting = Parties.Of(work, call.Id).Any(p => p.IsOpen && p.Plan is PartyPlan.Consult);
        var words = consulting ? Phrases.Consulting(call.Spanish) : Phrases.OnHold(call.Spanish);
        var visit = voice.Own.TryGetValue("n", out var n) && int.TryParse(n, out var given) ? given : 1;
        // Which of her holds this is stays in the address: the words of another one may be others.
        _ = long.TryParse(voice.Own.GetValueOrDefault("w"), out var hold);
        return Task.FromResult(new VoiceScript(new Speak(words, call.Language), new PlayAudio(CallScripts.HoldMusic, Loop: 6), new GoTo(VoiceLink.Of(Route, call.Id, visit + 1).With("w", hold))));
    }
}

/// <summary>The caller whom nobody has any more: a nurse again. Silence means yes.</summary>
public sealed class ReturnedRoute(CallBook book) : CallerRoute("voice/returned", book)
{
    protected override async Task<VoiceScript> AnswerAsync(UnitOfWork work, Call call, VoiceEvent voice, CancellationToken cancel)
    {
        if (!MustAskAgain(voice)) await Book.ReturnAsync(work, call, cancel);
        return await Book.ScriptAsync(work, call, cancel);
    }
}

/// <summary>Music for the short while before the other party is in the conference.</summary>
public sealed class MusicRoute(string route) : IVoiceRoute
{
    public string Route { get; } = route;

    public bool Speaks => true;

    public Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel) =>
        Task.FromResult(new VoiceScript(new PlayAudio(CallScripts.HoldMusic, Loop: 40)));
}
