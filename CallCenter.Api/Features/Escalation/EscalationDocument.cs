using CallCenter.Api.Features.EhrDelivery.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation;

/// <summary>
/// The escalation note for the practice's record, once, in the transaction that ends the escalation (or that takes it, where the
/// protocol asks for no closing). One that needed no answer leaves none: the signed note is the copy.
/// </summary>
internal sealed class EscalationDocument(IEhrDelivery ehr, IPractices practices, IStaff staff, NoteBook notes)
{
    public async Task QueueWhenDoneAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, CancellationToken cancel)
    {
        var done = escalation.Phase.IsOver() || (escalation.Phase is EscalationPhase.Acknowledged && escalation.IsTaken && plan.Plan.OnAck.MustCloseWithin is null);
        if (!done || !plan.Plan.AnswerRequired || escalation.NoteQueuedAt is not null) return;
        escalation.NoteQueuedAt = work.Now;
        notes.Write(work, escalation, "The escalation note goes to the practice's record.", Deed.Engine);
        await work.Db.SaveChangesAsync(cancel);
        var nurse = await staff.GetAsync(work.Db, escalation.NurseId, cancel);
        await ehr.QueueEscalationNoteAsync(work, new NoteDocument(
            escalation.Id, 1, escalation.CallId, escalation.PracticeId, escalation.PatientId, escalation.NurseId, nurse?.Name ?? "Nurse line", nurse?.Credential ?? "RN",
            "Escalation note", await TextAsync(work, escalation, plan, nurse, cancel), escalation.ArmedAt, work.Now, work.Now, escalation.Disposition), cancel);
    }

    /// <summary>A copy for information, as far as the record has come by then; to delivery, in the transaction of whoever hands it over.</summary>
    public async Task QueueCopyAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, Page page, Destination to, CancellationToken cancel)
    {
        var nurse = await staff.GetAsync(work.Db, escalation.NurseId, cancel);
        await ehr.QueueCopyAsync(work, new NoteDocument(
            page.Id, 1, escalation.CallId, escalation.PracticeId, escalation.PatientId, escalation.NurseId, nurse?.Name ?? "Nurse line", nurse?.Credential ?? "RN",
            to.Channel is Channel.Fax ? "Copy for information" : $"Copy for information, for {to.To}", await TextAsync(work, escalation, plan, nurse, cancel), escalation.ArmedAt, work.Now, work.Now, escalation.Disposition)
        { FaxTo = to.Channel is Channel.Fax ? to.To : null }, cancel);
    }

    private async Task<string> TextAsync(UnitOfWork work, EscalationCase escalation, PinnedPlan plan, StaffProfile? nurse, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, escalation.PracticeId, cancel);
        var taken = escalation is { IsTaken: true, TakenBy: { } by } ? await notes.NameAsync(work.Db, plan, by, cancel) : null;
        var lines = await NoteBook.LinesAsync(work.Db, escalation.Id, cancel);
        return string.Join('\n',
        [
            "ESCALATION NOTE",
            "",
            $"Situation: {DispositionWords.Title(escalation.Disposition)}, {DispositionWords.Urgency(escalation.Urgency).ToString().ToLowerInvariant()}. Confirmed {Both(escalation.ArmedAt, escalation)}.",
            $"Background: nurse line of {practice?.Name ?? escalation.PracticeId}, nurse {nurse?.SignedName ?? "of the nurse line"}. Protocol '{escalation.ProtocolId}', file version {Short(escalation.FileHash)}. {(plan.Plan.AnswerRequired ? $"A person had to take it by {Both(escalation.ClinicalDeadline, escalation)}." : "No answer was asked for.")}",
            $"Assessment: {(plan.Plan.AnswerRequired ? Assessment(escalation, taken) : "For the practice to know; nobody had to take it.")}",
            $"Response: {Response(escalation)}",
            "",
            $"Record (UTC, then the practice's clock, {escalation.TimeZone}):",
            .. lines.Select(l => $"{l.Number}. {PracticeClock.Utc(l.At)} ({l.LocalTime}) {l.Actor}: {l.What}{(l.Evidence is null ? "" : $" [{l.Evidence}]")}"),
            "",
            $"Chain: {escalation.LastHash}",
        ]);
    }

    private static string Assessment(EscalationCase escalation, string? taken)
    {
        var clock = escalation.DeadlinePassed ? "The clinical deadline passed unanswered; the nurse was told to send the caller to the emergency department." : "The clinical deadline was kept.";
        return taken is null ? $"Nobody took responsibility before it ended. {clock}"
            : $"{taken} took responsibility {NoteWords.How(escalation.TakenHow ?? AckHow.ByHand)}, {Both(escalation.TakenAt ?? escalation.ArmedAt, escalation)}{(escalation.TakenLate ? ", answering an earlier page" : "")}. {clock}";
    }

    private static string Response(EscalationCase escalation) => escalation.Phase switch
    {
        EscalationPhase.Closed => $"Closed {Both(escalation.EndedAt ?? escalation.ArmedAt, escalation)}: {escalation.Outcome}",
        EscalationPhase.Cancelled => $"Called off {Both(escalation.EndedAt ?? escalation.ArmedAt, escalation)}. The reason is in the record below.",
        EscalationPhase.Acknowledged when escalation.IsTaken => "Taken.",
        EscalationPhase.Acknowledged => "A person asks by hand.",
        EscalationPhase.Armed or EscalationPhase.Paging or EscalationPhase.Held or EscalationPhase.LastResort => "Still being asked.",
    };

    private static string Both(DateTimeOffset at, EscalationCase escalation) => $"{PracticeClock.Utc(at)} ({PracticeClock.Local(at, escalation.TimeZone)})";

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
