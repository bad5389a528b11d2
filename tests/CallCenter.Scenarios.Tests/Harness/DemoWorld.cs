using Microsoft.Data.Sqlite;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Looks into the scenario's database from outside; writes in it before the programs start, and never after.</summary>
internal static class DemoWorld
{
    public static long Count(string database, string sql) => Convert.ToInt64(Rows(database, sql).Single()[0]);

    /// <summary>Before the programs start.</summary>
    public static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<object[]> Rows(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Family names of all patients: what a text message must never say.</summary>
    public static IReadOnlyList<string> Patients(string database) => [.. Rows(database, "SELECT DISTINCT FamilyName FROM Patients").Select(r => (string)r[0])];

    /// <summary>Every patient's names, birth date and numbers.</summary>
    public static IReadOnlyList<string> PatientsInFull(string database) =>
    [
        .. Rows(database, "SELECT GivenName, FamilyName, BirthDate FROM Patients").SelectMany(r => r.Select(v => (string)v)),
        .. Rows(database, "SELECT Number FROM PatientPhones").Select(r => (string)r[0]),
    ];

    /// <summary>Every name, telephone number and birth date that is nobody's business in a log.</summary>
    public static HashSet<string> People(string database)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows(database, "SELECT GivenName, FamilyName, BirthDate FROM Patients"))
        {
            var (given, family, born) = ((string)row[0], (string)row[1], (string)row[2]);
            found.UnionWith([$"{given} {family}", family, born, $"{born[5..7]}{born[8..10]}{born[..4]}"]);
        }

        foreach (var row in Rows(database, "SELECT Number FROM PatientPhones UNION SELECT Phone FROM Caregivers"))
            found.UnionWith([(string)row[0], ((string)row[0]).TrimStart('+'), Uri.EscapeDataString((string)row[0])]);
        foreach (var row in Rows(database, "SELECT Name FROM Caregivers UNION SELECT Name FROM Staff")) found.Add((string)row[0]);
        return found;
    }
}
