namespace CallCenter.Protocols.Triage.Engine;

/// <summary>What the note says about the call that the triage log does not know. Empty parts are left out.</summary>
/// <param name="TimeZone">The practice's zone by its IANA name; every time of the note is in it.</param>
/// <param name="License">The nurse's license for the place where the patient was.</param>
public sealed record NoteContext(
    string Patient, string? DateOfBirth, string Practice, string TimeZone, string Caller, string Relation,
    string? CallBackNumber, string? PatientLocation, string? IdentityCheck, string? SpokenTo, string? Interpreter,
    DateTimeOffset? Rang, DateTimeOffset? AnsweredAt, DateTimeOffset? Ended, string? Complaint,
    string? License, IReadOnlyList<string> Recordings, IReadOnlyList<string> HandOffs, string? FollowUp)
{
    /// <summary>What was spoken, where it was not English.</summary>
    public string? Language { get; init; }

    /// <summary>How the call ended: the caller hung up, the nurse ended it.</summary>
    public string? EndReason { get; init; }

    /// <summary>When the nurse gave 911 help.</summary>
    public DateTimeOffset? Help911At { get; init; }

    /// <summary>Each time the caller was rung from here, and what came of it.</summary>
    public IReadOnlyList<(DateTimeOffset At, string What)> Rung { get; init; } = [];

    /// <summary>What the chart said then: conditions, medicines, allergies. Each line with its heading.</summary>
    public IReadOnlyList<(string Heading, string Text)> Background { get; init; } = [];
}
