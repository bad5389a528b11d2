using System.Collections.Frozen;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>
/// Whose minutes may count: clinical staff under the practitioner's general supervision, or the practitioner herself.
/// Named by the role of the console's sign-in or by credential. Clerks and automatic voices never count.
/// </summary>
public static class ClinicalStaff
{
    private static readonly FrozenSet<string> Roles = new[]
    {
        "nurse", "medical-assistant", "RN", "LPN", "LVN", "MA", "CMA", "CNA", "LCSW", "NP", "PA", "CNS", "CNM", "MD", "DO",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Counts(string role) => Roles.Contains(role);
}
