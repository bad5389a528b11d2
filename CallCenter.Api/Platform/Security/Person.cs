using System.Security.Claims;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Platform.Security;

/// <summary>Who is asking: from the cookie's claims.</summary>
public sealed record Person(Guid StaffId, string Name, string Role, PracticeScope Scope)
{
    public bool IsSupervisor => Role == Roles.Supervisor;

    /// <summary>Decides who of a practice is on call and how its people are reached.</summary>
    public bool RunsRotas => Role is Roles.Supervisor or Roles.PracticeManager;

    /// <summary>Works with callers and patients.</summary>
    public bool IsOnNurseLine => Roles.NurseLine.Contains(Role);
}

public static class Roles
{
    public const string Nurse = "nurse";
    public const string MedicalAssistant = "medical-assistant";
    public const string Supervisor = "supervisor";

    /// <summary>Of a practice, not of the nurse line: its escalations, rota, file and deliveries; no caller, no patient, no queue.</summary>
    public const string PracticeManager = "practice-manager";

    public static readonly string[] NurseLine = [Nurse, MedicalAssistant, Supervisor];
}

public static class PersonClaims
{
    public const string Practice = "practice";
    public const string DisplayName = "display-name";
    public const string ClinicalLead = "clinical-lead";

    public static Person Person(this ClaimsPrincipal principal) => new(
        Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The principal has no id.")),
        principal.FindFirstValue(DisplayName) ?? "",
        principal.FindFirstValue(ClaimTypes.Role) ?? "",
        PracticeScope.Of(principal.FindAll(Practice).Select(c => c.Value)));
}
