using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>What a line of the record says.</summary>
public enum NoteKind
{
    /// <summary>The state changed; exactly one for each change.</summary>
    Moved,
    /// <summary>A step was passed over, with the reason.</summary>
    Skipped,
    /// <summary>Something came that changes nothing: late, repeated, or of an older visit.</summary>
    Ignored,
    /// <summary>Something was asked for that the state does not permit.</summary>
    Refused,
}

/// <summary>
/// One line of the record, typed so that it can be both read and replayed: a Moved note carries all that the change
/// changed. Ids and codes only; the text for people is made from it.
/// </summary>
public sealed record EscalationNote(NoteKind Kind, Instant At, TriggerKind Trigger, EscalationPhase From, EscalationPhase To, long Version, string Reason)
{
    /// <summary>Who did it, or who was meant.</summary>
    public string? Person { get; init; }
    /// <summary>The step a Skipped note is about.</summary>
    public string? StepId { get; init; }
    /// <summary>After the move.</summary>
    public EscalationPosition? Where { get; init; }
    /// <summary>After the move.</summary>
    public Taken? Taken { get; init; }
    /// <summary>After the move.</summary>
    public Ending? Ending { get; init; }
}

/// <summary>The state is what its notes say; the machine itself moves by this function, so the record cannot tell another story.</summary>
public static class EscalationRecord
{
    /// <summary>Notes must be in the order they were written.</summary>
    public static EscalationState Replay(EscalationState armed, IEnumerable<EscalationNote> notes) => notes.Aggregate(armed, Apply);

    /// <summary>Only a Moved note changes anything.</summary>
    public static EscalationState Apply(EscalationState state, EscalationNote note)
    {
        if (note.Kind != NoteKind.Moved)
            return state;
        if (note.Version != state.Version + 1 || note.From != state.Phase || note.Where is null)
            throw new InvalidOperationException($"The note of version {note.Version} does not follow version {state.Version}.");
        return state with { Phase = note.To, Version = note.Version, Where = note.Where, Taken = note.Taken, Ending = note.Ending };
    }
}
