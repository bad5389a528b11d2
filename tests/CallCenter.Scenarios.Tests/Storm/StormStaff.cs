using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>Nurses enough for a storm, hired in the copy of the demo world: of one, two or all practices, one or two languages, one or three licences.</summary>
internal static class StormStaff
{
    private static readonly string[][] Teams = [["lakeside", "oak-street", "northside"], ["lakeside", "oak-street"], ["lakeside", "oak-street", "northside"], ["oak-street", "northside"], ["lakeside", "northside"]];
    private static readonly string[][] Licences = [["TX", "NY", "CA"], ["TX"], ["NY", "CA"]];

    public static string Account(int nurse) => $"storm{nurse}@demo";

    public static void Hire(string database, int nurses) => DemoWorld.Execute(database, string.Join('\n', Enumerable.Range(0, nurses).SelectMany(Hired)));

    private static IEnumerable<string> Hired(int nurse)
    {
        var (id, account) = (new Guid(0x570a3000 + nurse, 0, 0, new byte[8]).ToString().ToUpperInvariant(), Account(nurse));
        yield return $"""
            INSERT INTO AspNetUsers (Id, UserName, NormalizedUserName, Email, NormalizedEmail, EmailConfirmed, PasswordHash, SecurityStamp, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
            SELECT '{id}', '{account}', upper('{account}'), '{account}', upper('{account}'), 1, PasswordHash, SecurityStamp, 0, 0, 1, 0 FROM AspNetUsers WHERE Email = 'nurse@demo';
            INSERT INTO Staff (Id, Name, Credential, Role, ClinicalLead, Active) SELECT '{id}', 'Storm {nurse}', 'RN', Role, 0, 1 FROM Staff JOIN AspNetUsers USING (Id) WHERE Email = 'nurse@demo';
            """;
        foreach (var practice in Teams[nurse % Teams.Length]) yield return $"INSERT INTO StaffPractices (StaffId, PracticeId) VALUES ('{id}', '{practice}');";
        foreach (var language in nurse % 3 == 0 ? new[] { "en-US", "es-US" } : ["en-US"]) yield return $"INSERT INTO StaffLanguages (StaffId, Language) VALUES ('{id}', '{language}');";
        foreach (var state in Licences[nurse % Licences.Length]) yield return $"INSERT INTO Licences (StaffId, State, Compact, ValidUntil) VALUES ('{id}', '{state}', 0, '2028-01-01');";
    }

    /// <summary>The lines, and the numbers of patients with the line they would ring.</summary>
    public static (IReadOnlyList<string> Lines, IReadOnlyList<(string Line, string Number)> Known) World(string database) => (
        [.. DemoWorld.Rows(database, "SELECT Number FROM Lines ORDER BY Number").Select(r => (string)r[0])],
        [.. DemoWorld.Rows(database, "SELECT MIN(l.Number), p.Number FROM PatientPhones p JOIN Lines l USING (PracticeId) GROUP BY p.Number ORDER BY p.Number").Select(r => ((string)r[0], (string)r[1]))]);
}
