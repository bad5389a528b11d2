using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>The file, or null with the findings that say why not.</summary>
public sealed record EscalationLoad(EscalationFile? File, IReadOnlyList<Finding> Findings);

/// <summary>Turns the text of a practice's file into the model, strictly: what is not understood is refused, never guessed.</summary>
public static class EscalationFileLoader
{
    /// <summary>The format this program reads.</summary>
    public const string Format = "nurse-escalation/1";

    /// <summary>Far above any practice; keeps a stray upload from being parsed.</summary>
    private const int LargestText = 512 * 1024;

    /// <summary><paramref name="fileName"/> only labels the findings; nothing is opened.</summary>
    public static EscalationLoad Load(string fileName, string text)
    {
        var findings = new FindingSink(fileName);
        if (text.Length > LargestText)
        {
            findings.Error(new(1, 1), "The file is too large.", "Keep one practice in one file.");
            return new(null, findings.All);
        }
        var root = FileReading.Read(text, findings);
        var file = root is null ? null : MapReader.Read(root, "The file", findings, map => File(map, fileName, root));
        if (file is not null && !findings.HasErrors)
            References.Check(file, findings);
        return new(findings.HasErrors ? null : file, [.. findings.All.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    private static EscalationFile File(MapReader map, string fileName, Node root)
    {
        if (map.Required("schema") is TextNode schema && schema.Value != Format)
            map.Findings.Error(schema.At, $"This program does not read '{schema.Value}'.", $"Write 'schema: {Format}'.");
        return new(fileName, map.Id("practice"),
            map.Required("version") is { } version ? Scalars.Number(version, "version", 1, 1_000_000, map.Findings) : 1,
            map.Required("time_zone") is { } zone ? Clockwork.Zone(zone, "time_zone", map.Findings) : DateTimeZone.Utc,
            map.Map("owner", required: true, CalendarReading.Ownership) ?? new("", null, null, Period.Zero),
            map.EachMap("contacts", "A contact", required: true, ContactReading.Contact),
            map.EachMap("calendars", "A calendar", required: false, CalendarReading.Calendar),
            map.EachMap("schedules", "A schedule", required: true, ScheduleReading.Schedule),
            map.EachMap("protocols", "A protocol", required: true, ProtocolReading.Protocol))
        {
            Hash = NormalForm.Hash(root),
            OfficeHours = map.Map("office_hours", required: false, CalendarReading.OfficeHours),
        };
    }
}
