using System.ComponentModel.DataAnnotations;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>Section <c>Calls</c>.</summary>
public sealed class CallsOptions : IValidatableObject
{
    public const string Section = "Calls";

    /// <summary>After this long on hold the caller rings back at her nurse.</summary>
    [Range(30, 900)]
    public int HoldLimitSeconds { get; set; } = 180;

    /// <summary>So long after a danger answer a caller whose line ends is rung back by ourselves, whatever she waited.</summary>
    [Range(60, 86_400)]
    public int DangerWindowSeconds { get; set; } = 3600;

    public TimeSpan DangerWindow => TimeSpan.FromSeconds(DangerWindowSeconds);

    /// <summary><c>always</c>: a nurse sees on her call bar that a supervisor listens in silence. <c>never</c>: only whoever is heard is shown.</summary>
    [RegularExpression("^(always|never)$", ErrorMessage = $"{Section}:ListeningShown is 'always' or 'never'.")]
    public string ListeningShown { get; set; } = "always";

    public bool ShowsListening => ListeningShown != "never";

    /// <summary>Interpreter lines and other numbers every nurse may ring into a call.</summary>
    public IList<DirectoryLine> Directory { get; init; } = [];

    /// <summary>Practices whose calls may be recorded. Nobody's are unless it is said here.</summary>
    public IList<string> RecordingPractices { get; init; } = [];

    /// <summary>The state the nurses sit in, two letters: one end of the consent rule. Empty: unknown, so every caller must agree.</summary>
    [RegularExpression("^([A-Z]{2})?$", ErrorMessage = "Calls:NurseState must be two capital letters, or empty.")]
    public string NurseState { get; set; } = "";

    /// <summary>So long a nurse whose line dropped has to come back before her caller goes to the next one.</summary>
    [Range(10, 120)]
    public int RejoinSeconds { get; set; } = 30;

    /// <summary>After-call work nobody finishes is closed after so long; the note stays open.</summary>
    [Range(1, 120)]
    public int WrapUpMinutes { get; set; } = 15;

    public TimeSpan RejoinLimit => TimeSpan.FromSeconds(RejoinSeconds);

    public TimeSpan WrapUpLimit => TimeSpan.FromMinutes(WrapUpMinutes);

    public TimeSpan HoldLimit => TimeSpan.FromSeconds(HoldLimitSeconds);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from line in Directory.Index()
        where line.Item.Name.Length is 0 or > 100 || line.Item.Role is not ("interpreter" or "clinician" or "other") || DialRules.Read(line.Item.Number, []).Refused is not null
        select new ValidationResult($"{Section}:Directory:{line.Index} needs a Name, a Role (interpreter, clinician, other) and a Number that may be dialled.");
}

/// <summary>One line of <c>Calls:Directory</c>.</summary>
public sealed class DirectoryLine
{
    public string Name { get; set; } = "";
    public string Role { get; set; } = "interpreter";

    /// <summary>Of an interpreter, BCP-47.</summary>
    public string? Language { get; set; }
    public string Number { get; set; } = "";

    /// <summary>Empty: for every practice.</summary>
    public string Practice { get; set; } = "";
}

/// <summary>The lines of the configuration.</summary>
internal sealed class ConfiguredDirectory(CallsOptions options) : ICallDirectory
{
    public Task<IReadOnlyList<DirectoryEntry>> EntriesAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DirectoryEntry>>([.. options.Directory.Index().Where(l => l.Item.Practice is "" || l.Item.Practice == practiceId)
            .Select(l => new DirectoryEntry($"line-{l.Index}", l.Item.Name, l.Item.Role, l.Item.Language, DialRules.Read(l.Item.Number, []).Number!))]);
}
