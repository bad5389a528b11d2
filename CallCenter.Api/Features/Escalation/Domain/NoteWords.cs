using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>The machine's typed notes and effects as sentences a nurse, a clinician and a reviewer read.</summary>
internal static class NoteWords
{
    public static string Note(EscalationNote note, Func<string, string> name) => note.Kind switch
    {
        NoteKind.Moved => Moved(note, name),
        NoteKind.Skipped => $"Step '{note.StepId}' is passed over: {Reason(note.Reason)}.",
        NoteKind.Ignored => $"{Trigger(note.Trigger)}{By(note, name)} changes nothing: {Reason(note.Reason)}.",
        NoteKind.Refused => $"{Trigger(note.Trigger)}{By(note, name)} is not possible now: {Reason(note.Reason)}.",
    };

    public static string Notice(NurseNotice notice, IReadOnlyList<DeskPrompt> prompts) => notice switch
    {
        NurseNotice.SendCallerToEmergencyDepartment => "The clinical deadline has passed without an answer. Send the caller to the emergency department now. Paging goes on." + Asks(prompts),
        NurseNotice.Prompted => "The desk is asked:" + Asks(prompts),
        NurseNotice.LastResortReached => "Nobody has answered so far; the supervisor is being asked." + Asks(prompts),
        NurseNotice.Taken => "The nurse is told that it is taken.",
        NurseNotice.Reopened => "Its time is over and it is not closed; people are asked again.",
        NurseNotice.Held => "Everybody who could be asked has quiet hours; it waits for their end.",
    };

    public static string Prompt(DeskPrompt prompt) => prompt switch
    {
        DeskPrompt.Offer911ToCaller => "offer the caller to dial 911",
        DeskPrompt.CallBackupManually => "dial the backup by hand",
        DeskPrompt.RecontactCaller => "ring the caller again",
        DeskPrompt.ConfirmCallerDialing911 => "confirm that the caller is dialling 911",
    };

    public static string Channel(Channel channel) => channel switch
    {
        Protocols.Escalation.Model.Channel.Voice => "voice",
        Protocols.Escalation.Model.Channel.Sms => "text",
        Protocols.Escalation.Model.Channel.Inbox => "console inbox",
        Protocols.Escalation.Model.Channel.Workstation => "desk alarm",
        Protocols.Escalation.Model.Channel.Email => "e-mail",
        Protocols.Escalation.Model.Channel.Fax => "fax",
        Protocols.Escalation.Model.Channel.Ehr => "the practice's record",
        Protocols.Escalation.Model.Channel.Pager => "pager",
    };

    public static string State(EscalationPhase phase) => phase switch
    {
        EscalationPhase.Armed => "armed",
        EscalationPhase.Paging => "paging",
        EscalationPhase.Held => "held",
        EscalationPhase.LastResort => "last-resort",
        EscalationPhase.Acknowledged => "acknowledged",
        EscalationPhase.Closed => "closed",
        EscalationPhase.Cancelled => "cancelled",
    };

    public static string How(AckHow how) => how switch
    {
        AckHow.Digit => "by PIN and key on the telephone",
        AckHow.Link => "by PIN through the link in the text",
        AckHow.Click => "at the desk",
        AckHow.ByHand => "reported by the nurse line",
        AckHow.Asking => "by asking by hand",
    };

    public static string Reason(string code) => code switch
    {
        "no-answer" => "no answer in time",
        "all-failed" => "no destination could be reached",
        "all-declined" => "everybody who was asked declined",
        "nobody-on-call" => "nobody is on call",
        "deadline" => "the clinical deadline has passed",
        "repeat" => "still unanswered",
        "next-attempt" => "still unanswered",
        "quiet-hours" => "quiet hours",
        "quiet-hours-over" => "quiet hours are over",
        "not-closed-in-time" => "taken, but not closed in time",
        "nobody-found-by-hand" => "asked by hand, and nobody was named who has it",
        "ring-now" => "asked for at the desk",
        "already-taken" => "it is already taken",
        "already-over" => "it is already over",
        "stale-timer" or "older-visit" or "late" => "it came late",
        "too-late-to-repeat" => "too late to repeat",
        _ => code,
    };

    private static string Moved(EscalationNote note, Func<string, string> name) => note.To switch
    {
        EscalationPhase.Paging when note.Trigger == TriggerKind.Declined && note.Where?.Visit is { } && note.Reason != "all-declined" => $"{Who(note, name)} declined.",
        EscalationPhase.Paging => $"Step '{note.Where?.StepId}', attempt {note.Where?.Attempt}: {Reason(note.Reason)}.",
        EscalationPhase.LastResort when note.Trigger == TriggerKind.Declined => $"{Who(note, name)} declined; the supervisor is being asked.",
        EscalationPhase.LastResort => $"Last resort, attempt {note.Where?.Attempt}: {Reason(note.Reason)}.",
        EscalationPhase.Acknowledged when note.Taken?.How is AckHow.Asking => $"{Who(note, name)} does the asking by hand; paging stops, the clinical clock goes on.",
        EscalationPhase.Acknowledged when note is { Trigger: TriggerKind.HandOver, From: EscalationPhase.Acknowledged } => $"{Who(note, name)} takes responsibility over.",
        EscalationPhase.Acknowledged => $"{Who(note, name)} takes responsibility{(note.Taken is { } taken ? $", {How(taken.How)}{(taken.Late ? ", answering an earlier page" : "")}" : "")}.",
        EscalationPhase.Closed => note.Person is null ? "The practice is told; no answer was needed." : $"Closed: {note.Reason}",
        EscalationPhase.Cancelled => $"Called off: {note.Reason}",
        EscalationPhase.Held => "Waits for the end of quiet hours.",
        EscalationPhase.Armed => "Armed.",
    };

    private static string Trigger(TriggerKind trigger) => trigger switch
    {
        TriggerKind.Ack or TriggerKind.LateAck => "An acknowledgement",
        TriggerKind.Declined => "A refusal",
        TriggerKind.Close => "Closing",
        TriggerKind.Cancel => "Calling off",
        TriggerKind.HandOver => "Taking over",
        TriggerKind.RingNow => "Ringing now",
        TriggerKind.Jump => "Going to another step",
        _ => $"'{trigger}'",
    };

    private static string By(EscalationNote note, Func<string, string> name) => note.Person is { } person ? $" of {name(person)}" : "";

    private static string Who(EscalationNote note, Func<string, string> name) => note.Person is { } person ? name(person) : "Somebody";

    private static string Asks(IReadOnlyList<DeskPrompt> prompts) => prompts.Count == 0 ? "" : $" Please {string.Join("; ", prompts.Select(Prompt))}.";
}
