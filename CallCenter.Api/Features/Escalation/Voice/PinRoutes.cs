using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Lifecycle;

namespace CallCenter.Api.Features.Escalation.Voice;

/// <summary>Proof of person: three tries, then the call ends and the record says so.</summary>
internal sealed class PagePinRoute(PageLines lines, PageMenu menu, IClinicianPins pins, NoteBook notes) : IVoiceRoute
{
    private const int MostTries = 3;

    public string Route => PageRoutes.Pin;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        var page = line.Page;
        if (voice.Digits is not { Length: > 0 } digits) return Silence(page, PageLines.Tries(voice) + 1);
        if (page.WrongPins >= MostTries) return PageWords.Say(PageWords.TooManyPins);
        if (await pins.VerifyAsync(work.Db, page.PracticeId, page.ContactId, digits, cancel))
        {
            (page.ProvenOn, page.Version) = (voice.CallSid, page.Version + 1);
            notes.Write(work, line.Escalation, "The PIN was right; the summary is read.", Deed.Telephone(PageDesk.Evidence(page)));
            return await menu.ReadAsync(work, line, 0, cancel);
        }

        (page.WrongPins, page.Version) = (page.WrongPins + 1, page.Version + 1);
        notes.Write(work, line.Escalation, $"A wrong PIN was entered ({page.WrongPins} of {MostTries}).", Deed.Telephone(PageDesk.Evidence(page)));
        return page.WrongPins >= MostTries ? PageWords.Say(PageWords.TooManyPins) : new(PageLines.AskPin(page, 0, PageWords.WrongPin), new HangUp());
    }

    private static VoiceScript Silence(Page page, int silences) =>
        silences >= MostTries ? PageWords.Say(PageWords.NothingHeard) : new(PageLines.AskPin(page, silences), new HangUp());
}

/// <summary>The summary and the keys.</summary>
internal sealed class PageMenu(EscalationDesk desk, PageSummaries summaries)
{
    public async Task<VoiceScript> ReadAsync(UnitOfWork work, PageOnLine line, int silences, CancellationToken cancel)
    {
        var plan = await desk.PlanAsync(work, line.Escalation, cancel);
        var summary = await summaries.TellAsync(work, line.Escalation, plan, line.Page.ContactId, cancel);
        return new(new Ask(PageLines.Next(PageRoutes.Choice, line.Page, silences), 8, PageWords.Language,
            new Speak(PageWords.Summary(summary), PageWords.Language), new Speak(PageWords.Choices, PageWords.Language)) { Digits = 1 }, new HangUp());
    }
}

/// <summary>Reads it again; only on the leg on which the PIN was right.</summary>
internal sealed class PageMenuRoute(PageLines lines, PageMenu menu) : IVoiceRoute
{
    public string Route => PageRoutes.Menu;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        return line.Page.ProvenOn == voice.CallSid ? await menu.ReadAsync(work, line, PageLines.Tries(voice), cancel) : new(PageLines.AskPin(line.Page, 0), new HangUp());
    }
}

/// <summary>
/// The decision. The acknowledgement commits together with this answer: "you have taken responsibility" is never said of
/// something that is not stored.
/// </summary>
internal sealed class PageChoiceRoute(PageLines lines, EscalationDesk desk, PageDesk pages, PageJoin join, NoteBook notes) : IVoiceRoute
{
    private const int MostSilences = 3;

    public string Route => PageRoutes.Choice;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        if (line.Page.ProvenOn != voice.CallSid) return new(PageLines.AskPin(line.Page, 0), new HangUp());
        return voice.Digits switch
        {
            "1" => await TakeAsync(work, line, cancel),
            "2" => await DeclineAsync(work, line, cancel),
            "3" => new(new GoTo(PageLines.Next(PageRoutes.Menu, line.Page))),
            "9" => await join.JoinAsync(work, line, voice, cancel),
            _ when PageLines.Tries(voice) + 1 >= MostSilences => PageWords.Say(PageWords.NothingHeard),
            _ => new(new GoTo(PageLines.Next(PageRoutes.Menu, line.Page, PageLines.Tries(voice) + 1))),
        };
    }

    private async Task<VoiceScript> TakeAsync(UnitOfWork work, PageOnLine line, CancellationToken cancel)
    {
        var reply = await pages.TakeAsync(work, line.Escalation, line.Page, AckHow.Digit, $"{PageDesk.Evidence(line.Page)} digit=1", cancel);
        var said = await AfterAsync(work, line, reply, cancel);
        return reply.TakenBy == line.Page.ContactId && await join.OfferAsync(work, line, said, cancel) is { } offer ? offer : PageWords.Say(said, "Goodbye.");
    }

    private async Task<VoiceScript> DeclineAsync(UnitOfWork work, PageOnLine line, CancellationToken cancel)
    {
        var reply = await pages.DeclineAsync(work, line.Escalation, line.Page, $"{PageDesk.Evidence(line.Page)} digit=2", cancel);
        return reply.Code is ReplyCode.Done ? PageWords.Say(PageWords.Declined) : PageWords.Say(await AfterAsync(work, line, reply, cancel), "Goodbye.");
    }

    private async Task<string> AfterAsync(UnitOfWork work, PageOnLine line, EscalationReply reply, CancellationToken cancel)
    {
        var plan = await desk.PlanAsync(work, line.Escalation, cancel);
        var by = reply.TakenBy is { } person ? await notes.NameAsync(work.Db, plan, person, cancel) : null;
        return PageWords.AfterChoice(reply, reply.TakenBy == line.Page.ContactId, by,
            reply.TakenAt is { } at ? PracticeClock.Spoken(at.ToDateTimeOffset(), line.Escalation.TimeZone) : null);
    }
}
