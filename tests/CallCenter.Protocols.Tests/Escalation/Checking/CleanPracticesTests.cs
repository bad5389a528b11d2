using CallCenter.Protocols.Escalation.Checking;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>
/// R8: practices that have nothing wrong get no finding. Each is a worked practice moved to another place: its zone with or without a clock
/// change, its own numbers, other hours at which turns change hands, other people first, other waits.
/// </summary>
public class CleanPracticesTests
{
    private static readonly (string Zone, string Area)[] Places =
    [
        ("America/New_York", "212"), ("America/Detroit", "313"), ("America/Denver", "303"), ("America/Boise", "208"), ("America/Phoenix", "602"),
        ("America/Los_Angeles", "213"), ("America/Anchorage", "907"), ("Pacific/Honolulu", "808"), ("America/Puerto_Rico", "787"),
    ];

    private static readonly (string Opens, string Closes)[] Hours = [("08:00", "17:00"), ("07:30", "18:00"), ("09:00", "16:30")];

    public static TheoryData<string, int> All => [.. from practice in (string[])["lakeside", "oak-street", "northside"] from place in Enumerable.Range(0, Places.Length) select (practice, place)];

    [Fact]
    public void There_are_twenty_five_of_them_and_no_two_alike()
    {
        Assert.True(All.Count >= 25);
        Assert.Equal(All.Count, All.Select(row => Practices.Parse(Text(row.Data.Item1, row.Data.Item2)).Hash).Distinct().Count());
    }

    [Theory, MemberData(nameof(All))]
    public void It_is_clean(string practice, int place)
    {
        var file = Practices.Parse(Text(practice, place));
        Assert.Empty(EscalationVerifier.Verify(file, Outside.Sound(file), Practices.Beginning).Findings.Select(f => f.ToString()));
    }

    private static string Text(string practice, int place)
    {
        var ((zone, area), (opens, closes)) = (Places[place], Hours[place % Hours.Length]);
        var text = Practices.Text(practice);
        var home = text[(text.IndexOf("time_zone: ", StringComparison.Ordinal) + 11)..].Split('\n')[0].Split('#')[0].Trim();
        text = text.With($"practice: {practice}", $"practice: {practice}-{area}").With($"time_zone: {home}", $"time_zone: {zone}")
            .Replace("\"+1512", $"\"+1{area}", StringComparison.Ordinal).Replace("\"+1212", $"\"+1{area}", StringComparison.Ordinal).Replace("\"+1312", $"\"+1{area}", StringComparison.Ordinal)
            .Replace("\"08:00\"", $"\"{opens}\"", StringComparison.Ordinal).Replace("\"17:00\"", $"\"{closes}\"", StringComparison.Ordinal);
        // Every weekly turn a week on: another person first, in step with the backup. Northside's override names who is on then.
        if (place % 2 == 1 && practice != "northside") text = text.Replace("first: 2026-01-02", "first: 2026-01-09", StringComparison.Ordinal).Replace("first: 2026-01-05", "first: 2026-01-12", StringComparison.Ordinal);
        // Where both telephones ring at once a minute is enough.
        if (place % 4 == 2 && practice == "lakeside") text = text.Replace("attempts: {count: 2, every: 2m}", "attempts: {count: 2, every: 1m}", StringComparison.Ordinal).Replace("must_close_within: 20m", "must_close_within: 25m", StringComparison.Ordinal);
        return text;
    }
}
