using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Loading;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>An effect in words; null for what only the machinery cares about.</summary>
internal static class Narration
{
    public static string? Of(EscalationEffect effect) => effect switch
    {
        EscalationEffect.WriteNote note => Note(note.Note),
        EscalationEffect.PagePerson page => $"page {page.ContactId} by {Spelling.Word(page.Channel)} ({page.DestinationId}), step {page.StepId}, attempt {page.Attempt}",
        EscalationEffect.SendCopy copy => $"copy to {copy.ContactId} by {Spelling.Word(copy.Channel)}",
        EscalationEffect.TellOthersTaken taken => $"tell the others: taken by {taken.TakenBy}",
        EscalationEffect.TellNurse tell => $"tell the nurse: {Spelling.Word(tell.Notice)}{Prompts(tell.Prompts)}",
        EscalationEffect.AlarmSupervisor alarm => $"alarm on the supervisor's desk: {alarm.Reason}{Prompts(alarm.Prompts)}",
        EscalationEffect.ClearAlarm => "alarm off",
        EscalationEffect.ReopenAt reopened => $"open again at {reopened.StepId}",
        _ => null,
    };

    private static string Note(EscalationNote note) => note.Kind switch
    {
        NoteKind.Moved => $"{Spelling.Word(note.From)} -> {Spelling.Word(note.To)}: {note.Reason}{(note.Person is { } who ? $" ({who})" : "")}",
        NoteKind.Skipped => $"step {note.StepId} passed over: {note.Reason}",
        NoteKind.Ignored => $"{Spelling.Word(note.Trigger)} changes nothing: {note.Reason}",
        NoteKind.Refused => $"{Spelling.Word(note.Trigger)} is not possible: {note.Reason}",
    };

    private static string Prompts(IReadOnlyList<Model.DeskPrompt> prompts) => prompts.Count == 0 ? "" : $" [{string.Join(", ", prompts.Select(Spelling.Word))}]";
}
