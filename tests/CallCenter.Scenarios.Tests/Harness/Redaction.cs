using System.Text.RegularExpressions;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>No name, number or birth date of anybody in the demo world may stand in a log.</summary>
internal static class Redaction
{
    public static IReadOnlyList<string> Found(string database, IEnumerable<string> log)
    {
        var people = DemoWorld.People(database);
        var anyone = new Regex(string.Join('|', people.Select(p => $@"(?<![\p{{L}}\d]){Regex.Escape(p)}(?![\p{{L}}\d])")), RegexOptions.CultureInvariant);
        return [.. log.Where(l => anyone.IsMatch(l)).Select(l => $"A person in the log ({anyone.Match(l).Value}): {l}")];
    }
}
