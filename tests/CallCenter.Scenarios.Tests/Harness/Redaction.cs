using System.Text.RegularExpressions;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>No name, number or birth date of anybody in the demo world may stand in a log.</summary>
internal static class Redaction
{
    public static IEnumerable<string> Found(NurseLine line)
    {
        var people = DemoWorld.People(line.Settings.Database);
        Assert.True(people.Count > 150, $"Only {people.Count} names and numbers were read from the database: the scan would prove nothing.");
        var anyone = new Regex(string.Join('|', people.Select(p => $@"(?<![\p{{L}}\d]){Regex.Escape(p)}(?![\p{{L}}\d])")), RegexOptions.CultureInvariant);
        return line.Log.Where(l => anyone.IsMatch(l)).Select(l => $"A person in the log ({anyone.Match(l).Value}): {l}");
    }
}
