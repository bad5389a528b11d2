using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>A waiting call, as routing sees it.</summary>
public sealed record WaitingFacts(Guid CallId, string PracticeId, UrgencyName Urgency, DateTimeOffset WaitingSince, string Language, bool Offered)
{
    /// <summary>The state the patient is in now, two letters: her nurse must be licensed for it. Null: not known yet.</summary>
    public string? PatientState { get; init; }

    /// <summary>What the practice wants its callers' nurse to know (<c>dialysis</c>); null: nothing special.</summary>
    public string? Skill { get; init; }

    /// <summary>The caller is not on the line: in her turn she is rung, not offered.</summary>
    public bool CallBack { get; init; }

    /// <summary>A person asks for this (a hand-over): nothing is waited for, what does not fit is said.</summary>
    public bool AskedByPerson { get; init; }
}

/// <summary>A nurse who is available, as routing sees her.</summary>
/// <param name="IdleSince">Since when she has had no call: the longest idle nurse is asked first.</param>
/// <param name="Passed">Calls she declined or let lapse, and when she last did.</param>
public sealed record NurseFacts(
    Guid StaffId, IReadOnlySet<string> Practices, IReadOnlySet<string> Languages, DateTimeOffset IdleSince, IReadOnlyDictionary<Guid, DateTimeOffset> Passed)
{
    /// <summary>States in which she may nurse a patient today, those of the compact included.</summary>
    public IReadOnlySet<string> States { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Skills { get; init; } = new HashSet<string>();
}
