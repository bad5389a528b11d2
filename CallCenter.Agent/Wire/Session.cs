namespace CallCenter.Agent.Wire;

/// <summary>What a person types to sign in. <c>POST /api/sign-in</c></summary>
public sealed record SignInRequest(string Email, string Password);

/// <summary>A demo account that the sign-in page may offer. Development only: elsewhere the list is empty. <c>GET /api/sign-in/demo</c></summary>
public sealed record DemoAccount(string Email, string Name, string Role, string Password);

/// <summary>Who is signed in. <c>GET /api/me</c>; 401 when nobody is.</summary>
/// <param name="Role"><c>nurse</c>, <c>medical-assistant</c>, <c>supervisor</c> or <c>practice-manager</c>.</param>
/// <param name="ClinicalLead">May put protocols into service and recall them.</param>
/// <param name="MayLower">May decide below the protocol, and agree as the second clinician.</param>
public sealed record Me(
    Guid StaffId, string Name, string Credential, string Role, IReadOnlyList<PracticeName> Practices, bool Development, string? EmulatorUrl,
    bool ClinicalLead = false, bool MayLower = false)
{
    public bool IsSupervisor => Role == "supervisor";

    /// <summary>Of a practice, not of the nurse line: no queue, no call, no patient.</summary>
    public bool IsPracticeManager => Role == "practice-manager";
}

/// <summary>A practice as a label; <paramref name="TimeZone"/> is an IANA id.</summary>
public sealed record PracticeName(string Id, string Name, string TimeZone);

/// <summary>An RFC 9457 problem as this API writes it: <paramref name="Code"/> is stable, <paramref name="Detail"/> says what to do next.</summary>
public sealed record Problem(string? Title, string? Detail, int? Status, string? Code);
