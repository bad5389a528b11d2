using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Escalation.Voice;

/// <summary>
/// Key 9: the clinician, proved by her PIN, comes into the live call with nurse and caller; when that nurse has left, she waits in line for
/// one. Neither is an acknowledgement: the protocol's clock goes on until she presses 1 or the nurse says that she has it.
/// </summary>
internal sealed class PageJoin(ICalls calls, EscalationDesk desk, PageSummaries summaries, NoteBook notes)
{
    public async Task<VoiceScript> JoinAsync(UnitOfWork work, PageOnLine line, VoiceEvent voice, CancellationToken cancel)
    {
        var plan = await desk.PlanAsync(work, line.Escalation, cancel);
        var name = plan.NameOf(line.Page.ContactId);
        var deed = new Deed(name, $"{PageDesk.Evidence(line.Page)} digit=9");
        if (await SeatAsync(work, line, cancel) is { } seat)
        {
            await notes.WriteOnCallAsync(work, line.Escalation, "clinician-joins", $"{name} joins the call.", deed, cancel);
            return new(new Speak(PageWords.Joining, PageWords.Language), seat);
        }

        await notes.WriteOnCallAsync(work, line.Escalation, "clinician-asks", $"{name} asks to speak with the nurse, who has left the line; she waits for the next free nurse.", deed, cancel);
        var instead = PageWords.InsteadOfTheNurse(await summaries.TellAsync(work, line.Escalation, plan, line.Page.ContactId, cancel));
        return await calls.ClinicianWaitsAsync(work, line.Escalation.CallId, voice.CallSid, voice.To, name, cancel) is { } waits
            ? new([new Speak(instead, PageWords.Language), .. waits.Steps])
            : new(new Speak(instead, PageWords.Language), new GoTo(PageLines.Next(PageRoutes.Menu, line.Page)));
    }

    /// <summary>After she took it: into the call, if it still is one. Silence is a no.</summary>
    public async Task<VoiceScript?> OfferAsync(UnitOfWork work, PageOnLine line, string said, CancellationToken cancel) =>
        await SeatAsync(work, line, cancel) is null ? null
            : new(new Ask(PageLines.Next(PageRoutes.Join, line.Page), 6, PageWords.Language, new Speak(said, PageWords.Language), new Speak(PageWords.JoinNow, PageWords.Language)) { Digits = 1 }, new HangUp());

    private Task<VoiceStep?> SeatAsync(UnitOfWork work, PageOnLine line, CancellationToken cancel) =>
        calls.SeatForClinicianAsync(work, line.Escalation.CallId, line.Page.Id, PageLines.Next(PageRoutes.Left, line.Page), cancel);
}

/// <summary>The answer to the offer after she took it.</summary>
internal sealed class PageJoinRoute(PageLines lines, PageJoin join) : IVoiceRoute
{
    public string Route => PageRoutes.Join;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        return voice.Digits == "9" && line.Page.ProvenOn == voice.CallSid ? await join.JoinAsync(work, line, voice, cancel) : PageWords.Say("Goodbye.");
    }
}

/// <summary>She has left the call, or it is over: while nobody has it she is asked once more.</summary>
internal sealed class PageLeftRoute(PageLines lines, PageMenu menu, NoteBook notes, EscalationDesk desk) : IVoiceRoute
{
    public string Route => PageRoutes.Left;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await lines.FindAsync(work, voice, cancel) is not { } line) return PageWords.Say(PageWords.NotThisCall);
        if (line.Page.ProvenOn != voice.CallSid) return new(PageLines.AskPin(line.Page, 0), new HangUp());
        var plan = await desk.PlanAsync(work, line.Escalation, cancel);
        notes.Write(work, line.Escalation, $"{plan.NameOf(line.Page.ContactId)} is no longer in the call.", Deed.Telephone(PageDesk.Evidence(line.Page)));
        return line.Escalation.StillAsks || line.Escalation.AskedByHand ? await menu.ReadAsync(work, line, 0, cancel) : PageWords.Say("Goodbye.");
    }
}
