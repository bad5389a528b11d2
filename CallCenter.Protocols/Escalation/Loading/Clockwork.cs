using System.Globalization;
using System.Text.RegularExpressions;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>Dates, wall-clock times, durations and zones of the format.</summary>
internal static partial class Clockwork
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>A wall-clock time; an unquoted one is refused because YAML 1.1 tools read 08:00 as a number.</summary>
    public static (LocalTime Time, bool IsMidnightAtEnd) TimeOfDay(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        if (node is TextNode { Quoted: false } && text.Length > 0)
            findings.Error(node.At, $"The time {text} must stand in quotes.", $"Write \"{text}\".");
        if (text == "24:00")
            return (LocalTime.Midnight, true);
        if (Time.Parse(text) is { Success: true } parsed)
            return (parsed.Value, false);
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a time of day for '{key}'.", "Write hours and minutes, as in \"08:00\" or \"17:30\".");
        return (LocalTime.Midnight, false);
    }

    public static LocalDate Date(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } parsed)
            return parsed.Value;
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a date for '{key}'.", "Write year-month-day, as in 2026-12-24.");
        return new(2000, 1, 1);
    }

    /// <summary>A moment on the practice's own clock; one with an offset would be right half of the year.</summary>
    public static LocalDateTime LocalMoment(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        if (Moment.Parse(text) is { Success: true } parsed)
            return parsed.Value;
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a moment for '{key}'.", "Write it in the practice's own time without an offset, as in 2026-12-24T17:00.");
        return new(2000, 1, 1, 0, 0);
    }

    public static Duration Duration(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        if (Amount(text) is { } amount)
            return amount.Unit switch
            {
                'm' => NodaTime.Duration.FromMinutes(amount.Count),
                'h' => NodaTime.Duration.FromHours(amount.Count),
                'd' => NodaTime.Duration.FromDays(amount.Count),
                _ => NodaTime.Duration.FromDays(7 * amount.Count),
            };
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a length of time for '{key}'.", "Write a number and m, h, d or w, as in 30m or 4h.");
        return NodaTime.Duration.FromMinutes(1);
    }

    /// <summary>Whole days, for turns and reviews: "3d" or "1w".</summary>
    public static int Days(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        if (Amount(text) is { Unit: 'd' or 'w' } amount)
            return amount.Unit == 'w' ? amount.Count * 7 : amount.Count;
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a number of days or weeks for '{key}'.", "Write for example 1w or 180d.");
        return 1;
    }

    /// <summary>Only a place such as America/Chicago knows when its clocks change.</summary>
    public static DateTimeZone Zone(Node node, string key, FindingSink findings)
    {
        var text = Scalars.Text(node, key, findings);
        var family = text.Split('/')[0];
        var isPlace = text.Contains('/', StringComparison.Ordinal) && family is not ("US" or "Canada" or "Etc" or "SystemV" or "Brazil" or "Chile" or "Mexico");
        if (isPlace && DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone)
            return zone;
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not the name of a place in the time zone list.", $"{PlaceFor(text)}Write for example America/Chicago.");
        return DateTimeZone.Utc;
    }

    private static string PlaceFor(string text) =>
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(text, out var place) && place != text && place.Contains('/', StringComparison.Ordinal) && !place.StartsWith("Etc/", StringComparison.Ordinal)
            ? $"Did you mean {place}? " : "";

    private static (int Count, char Unit)? Amount(string text) =>
        AmountShape().Match(text) is { Success: true } match
            ? (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].ValueSpan[0])
            : null;

    [GeneratedRegex("^([1-9][0-9]{0,4})([mhdw])$")]
    private static partial Regex AmountShape();
}
