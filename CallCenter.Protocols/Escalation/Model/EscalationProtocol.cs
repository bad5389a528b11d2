using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>What to do for some dispositions and urgencies.</summary>
public sealed record EscalationProtocol(string Id, AppliesWhen AppliesWhen, IReadOnlyList<ProtocolStep> Steps, IReadOnlyList<CopyOut> Copies)
{
    /// <summary>False: the practice is told and nobody has to take anything over.</summary>
    public bool AnswerRequired { get; init; } = true;
    /// <summary>How long after the nurse confirmed the disposition a person must have it.</summary>
    public Duration NotLaterThan { get; init; }
    /// <summary>Who is asked for ever when nobody else answers; null only where no answer is required.</summary>
    public LastResort? LastResort { get; init; }
    /// <summary>What follows an acknowledgement.</summary>
    public OnAck OnAck { get; init; } = new(AfterAck.CallbackWithin, null, null);
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>Which cases a protocol is for. Null lists mean any.</summary>
public sealed record AppliesWhen(IReadOnlyList<string>? Dispositions, IReadOnlyList<Urgency>? Urgencies)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }

    /// <summary>Takes everything.</summary>
    public bool IsCatchAll => Dispositions is null && Urgencies is null;

    /// <summary>Is it for this case?</summary>
    public bool Matches(string disposition, Urgency urgency) =>
        (Dispositions is null || Dispositions.Contains(disposition)) && (Urgencies is null || Urgencies.Contains(urgency));
}

/// <summary>One line of the protocol.</summary>
public abstract record ProtocolStep(string Id)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>Ask these people, this often, for this long.</summary>
public sealed record PageStep(string Id, IReadOnlyList<Notify> Notify, int AttemptCount, Duration AttemptEvery, Duration AckWithin) : ProtocolStep(Id)
{
    /// <summary>When nobody is on call. There is no "wait".</summary>
    public Onward IfNobody { get; init; }
    /// <summary>When every destination failed for good.</summary>
    public Onward IfAllFailed { get; init; }
    /// <summary>When all who were asked declined.</summary>
    public Onward IfDeclined { get; init; }
    /// <summary>What the nurse or supervisor is asked to do meanwhile.</summary>
    public IReadOnlyList<DeskPrompt> Prompt { get; init; } = [];
}

/// <summary>Go back to an earlier step, a bounded number of times.</summary>
public sealed record RepeatStep(string Id, string Goto, int? Times, Duration? OnlyBefore) : ProtocolStep(Id);

/// <summary>Where a step leads when it cannot work.</summary>
public enum Onward
{
    /// <summary>To the next step, at once.</summary>
    Next,
    /// <summary>Straight to the last resort.</summary>
    LastResort,
}

/// <summary>What a target names.</summary>
public enum TargetKind
{
    /// <summary>Whoever is on call on this schedule when the step runs.</summary>
    Schedule,
    /// <summary>This contact.</summary>
    Contact,
}

/// <summary>How the destinations of one attempt follow each other.</summary>
public enum NotifyMode
{
    /// <summary>All at once.</summary>
    Parallel,
    /// <summary>One after the other, a ring apart.</summary>
    Serial,
}

/// <summary>Whom to ask, and through what.</summary>
public sealed record Notify(TargetKind Kind, string Target, IReadOnlyList<Channel> Via, NotifyMode Mode)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>Something a person at a desk is asked to do; the program never does it by itself.</summary>
public enum DeskPrompt
{
    /// <summary>Offer the caller to dial 911.</summary>
    Offer911ToCaller,
    /// <summary>Dial the backup by hand.</summary>
    CallBackupManually,
    /// <summary>Ring the caller again.</summary>
    RecontactCaller,
    /// <summary>Confirm that the caller is dialling 911.</summary>
    ConfirmCallerDialing911,
}

/// <summary>Asked again and again until somebody has it. There is no maximum.</summary>
public sealed record LastResort(IReadOnlyList<Notify> Notify, Duration RepeatEvery, IReadOnlyList<DeskPrompt> Prompt)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>What the person who took it does next.</summary>
public enum AfterAck
{
    /// <summary>Is connected into the call that is still on the line.</summary>
    WarmTransfer,
    /// <summary>Rings the patient.</summary>
    CallbackWithin,
    /// <summary>Reads and decides.</summary>
    MessageOnly,
}

/// <summary>What happens after an acknowledgement, and when it was forgotten.</summary>
public sealed record OnAck(AfterAck Then, Duration? MustCloseWithin, string? ReopenAt);

/// <summary>When a copy leaves.</summary>
public enum CopyTime
{
    /// <summary>At once.</summary>
    Now,
    /// <summary>When the practice opens.</summary>
    NextOpen,
}

/// <summary>A copy for information: nobody is asked to do anything.</summary>
public sealed record CopyOut(TargetKind Kind, string Target, IReadOnlyList<Channel> Via, CopyTime When)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}
