using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Escalation.Voice;

/// <summary>The routes of a voice page, by name.</summary>
internal static class PageRoutes
{
    public const string Answer = "page/answer";
    public const string Pin = "page/pin";
    public const string Menu = "page/menu";
    public const string Choice = "page/choice";
    public const string Join = "page/join";
    public const string Left = "page/left";
    public const string Status = "page/status";
}

/// <summary>A page and all that a route needs of it. The page is found by the id in our own, signed URL.</summary>
internal sealed record PageOnLine(Page Page, EscalationCase Escalation, string PracticeName);

internal sealed class PageLines(IPractices practices)
{
    public async Task<PageOnLine?> FindAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, voice.OwnId("id"), cancel) is not { } page || await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return null;
        if (page.ProviderSid is null) PageDesk.Sent(work, page, voice.CallSid);
        var practice = await practices.KnownAsync(work.Scope, page.PracticeId, cancel);
        return new(page, escalation, practice?.Name ?? "your practice");
    }

    public static int Tries(VoiceEvent voice) => voice.Own.TryGetValue("n", out var text) && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var tries) ? tries : 0;

    /// <summary>Each reading of the menu and each seat has an address of its own: the same key pressed there later is another choice, not the same request come twice.</summary>
    public static VoiceLink Next(string route, Page page, int silences = 0)
    {
        page.Version++;
        return VoiceLink.Of(route, page.Id, silences).With("v", page.Version);
    }

    /// <summary>Each try has an address of its own: the same wrong PIN keyed again is another try, not the same request come twice.</summary>
    public static Ask AskPin(Page page, int silences, params IReadOnlyList<string> before) =>
        new(VoiceLink.Of(PageRoutes.Pin, page.Id, silences).With("wrong", page.WrongPins), 8, PageWords.Language, [.. before.Append(PageWords.EnterPin).Select(t => new Speak(t, PageWords.Language))]);
}

/// <summary>Somebody or something picked up. A machine hears who to call and nothing else; it never acknowledges anything.</summary>
internal sealed class PageAnswerRoute(PageLines lines, NoteBook notes) : IVoiceRoute
{
    public string Route => PageRoutes.Answer;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        var page = line.Page;
        page.AnsweredBy = voice["AnsweredBy"] ?? page.AnsweredBy;
        var machine = page.AnsweredBy is { } by && (by.StartsWith("machine", StringComparison.Ordinal) || by == "fax");
        if (page.AnsweredAt is null)
        {
            (page.AnsweredAt, page.Version) = (work.Now, page.Version + 1);
            if (page.State is PageState.Queued or PageState.Sent && !machine) page.State = PageState.Answered;
            notes.Write(work, line.Escalation, machine ? "A machine picked up; that is no answer." : "The call was picked up; the PIN is asked for.", Deed.Telephone(PageDesk.Evidence(page)));
        }

        return machine ? PageWords.Say(PageWords.ToMachine(line.PracticeName)) : new(PageLines.AskPin(page, 0, PageWords.Greeting(line.PracticeName)), new HangUp());
    }
}

/// <summary>What became of the call. A final status may come twice, late, or not at all.</summary>
internal sealed class PageStatusRoute(PageLines lines, PageDesk desk, ICalls calls) : IVoiceRoute
{
    public string Route => PageRoutes.Status;

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return VoiceScript.None;
        // A second call for the same page (its first hand-over was never confirmed) must not end the one that is remembered.
        if (line.Page.ProviderSid != voice.CallSid) return VoiceScript.None;
        line.Page.AnsweredBy = voice["AnsweredBy"] ?? line.Page.AnsweredBy;
        switch (voice["CallStatus"])
        {
            case "failed":
                await desk.EndedAsync(work, line.Page, PageState.Failed, "failed", cancel);
                break;
            case "busy" or "no-answer" or "canceled" or "completed":
                await desk.EndedAsync(work, line.Page, PageState.Unanswered, voice["CallStatus"]!, cancel);
                // With key 9 her leg may have become a call of its own.
                await calls.LegEndedAsync(work, voice.CallSid, voice["CallStatus"]!, cancel);
                break;
        }

        return VoiceScript.None;
    }
}
