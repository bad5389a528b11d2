using System.Text.RegularExpressions;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>
/// No name, number or birth date of anybody in the demo world may stand in a log, and neither these nor a word of a note may leave by text
/// or be spoken to somebody we rang before she has proved who she is.
/// </summary>
internal static partial class Redaction
{
    /// <summary>What the sentences before a PIN consist of, where a note may say it too.</summary>
    private static readonly HashSet<string> Plain = [.. Words("""
        This is an urgent message of the nurse line of practice. Please enter your PIN, then press pound. That PIN is not right. Open and enter your PIN, or take our call.
        Our urgent message has been taken by a colleague. Nothing is left to do. For your information, a caller was sent to emergency care. No answer is needed; see the record.
        """)];

    public static IReadOnlyList<string> Found(string database, IEnumerable<string> log)
    {
        var people = DemoWorld.People(database);
        var anyone = new Regex(string.Join('|', people.Select(p => $@"(?<![\p{{L}}\d]){Regex.Escape(p)}(?![\p{{L}}\d])")), RegexOptions.CultureInvariant);
        return [.. log.Where(l => anyone.IsMatch(l)).Select(l => $"A person in the log ({anyone.Match(l).Value}): {l}")];
    }

    /// <summary>What anybody can hear or read who picks up the telephone: about no patient, and where a PIN is asked for, no word of a note before it.</summary>
    public static IReadOnlyList<string> Told(string database, IReadOnlyList<TextMessage> texts, IReadOnlyList<PhoneCall> rung)
    {
        var patients = DemoWorld.PatientsInFull(database);
        var said = rung.SelectMany(c => Said(c)).Concat(texts.Select(t => t.Body));
        var beforePin = rung.Where(c => Said(c).Any(s => s.Contains("PIN", StringComparison.Ordinal)))
            .SelectMany(c => Said(c).TakeWhile(s => !s.Contains("Result of the triage", StringComparison.Ordinal))).Concat(texts.Select(t => t.Body));
        var note = DemoWorld.Rows(database, "SELECT SignedNote FROM TriageSessions WHERE SignedNote IS NOT NULL UNION SELECT Name FROM Conditions UNION SELECT Name FROM Medicines UNION SELECT Substance FROM Allergies")
            .SelectMany(r => Words((string)r[0])).Except(Plain).Except(DemoWorld.Rows(database, "SELECT Name FROM Practices").SelectMany(r => Words((string)r[0]))).ToHashSet();
        return
        [
            .. said.SelectMany(s => patients.Where(p => s.Contains(p, StringComparison.OrdinalIgnoreCase)).Select(found => $"A patient told to whoever picks up ({found}): {s}")),
            .. beforePin.SelectMany(s => Words(s).Where(note.Contains).Select(found => $"A note's word told before a PIN ({found}): {s}")),
        ];
    }

    private static IEnumerable<string> Said(PhoneCall call) => call.Heard.Where(h => h.Kind == "say").Select(h => h.Text ?? "");

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value.ToLowerInvariant());

    [GeneratedRegex(@"\p{L}{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
