using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>
/// What only the outside world knows, collected by the caller. A part that is null is not known; the checks that need it
/// are then reported as not run, never as passed.
/// </summary>
public sealed record RegistrySnapshot
{
    /// <summary>Nothing is known.</summary>
    public static RegistrySnapshot Empty { get; } = new();

    /// <summary>By destination id.</summary>
    public IReadOnlyDictionary<string, DestinationStanding>? Destinations { get; init; }
    /// <summary>By contact id.</summary>
    public IReadOnlyDictionary<string, PersonStanding>? People { get; init; }
    /// <summary>The hash the medical director approved.</summary>
    public string? ApprovedHash { get; init; }
    /// <summary>Every case that triage content can produce; unknown means every disposition with every urgency.</summary>
    public IReadOnlyList<TriageCase>? Emitted { get; init; }
    /// <summary>The messages the channels send.</summary>
    public IReadOnlyList<MessageTemplate>? Messages { get; init; }
    /// <summary>The version in force, for the change review.</summary>
    public EscalationFile? Published { get; init; }
    /// <summary>Rotas imported from elsewhere.</summary>
    public IReadOnlyList<ImportedRota>? Imports { get; init; }
}

/// <summary>A disposition with an urgency.</summary>
public sealed record TriageCase(string Disposition, Urgency Urgency);

/// <summary>What is known of a destination.</summary>
public sealed record DestinationStanding(string Provider)
{
    /// <summary>Messages to it fail for good since then.</summary>
    public LocalDate? FailingSince { get; init; }
    /// <summary>A number that cannot receive texts.</summary>
    public bool Landline { get; init; }
    /// <summary>Other practices whose contacts have the same address.</summary>
    public IReadOnlyList<string> AlsoAt { get; init; } = [];
}

/// <summary>What the directory says of a person.</summary>
public sealed record PersonStanding
{
    /// <summary>Still works here.</summary>
    public bool Active { get; init; } = true;
    /// <summary>Licence or privilege ends.</summary>
    public LocalDate? LicensedUntil { get; init; }
    /// <summary>Away, both days included.</summary>
    public IReadOnlyList<DateInterval> Leave { get; init; } = [];
    /// <summary>A caregiver's recorded consent to be called.</summary>
    public bool Consent { get; init; }
    /// <summary>A caregiver's language.</summary>
    public string? Language { get; init; }
}

/// <summary>A message with its variables, rendered once with the longest values that can occur.</summary>
public sealed record MessageTemplate(string Id, Channel Channel, IReadOnlyList<string> Variables, string LongestText, bool TellsHowToAcknowledge)
{
    /// <summary>Spoken only once the PIN was given.</summary>
    public bool AfterPin { get; init; }
}

/// <summary>The last fetch of an imported rota.</summary>
public sealed record ImportedRota(string Schedule, Instant FetchedAt, Duration MaxAge, bool Readable, IReadOnlyList<string> UnknownNames, bool HasFloatingTimes);
