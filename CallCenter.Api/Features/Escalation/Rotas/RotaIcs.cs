using System.Globalization;
using System.Runtime.Serialization;
using CallCenter.Protocols.Escalation.Model;
using Ical.Net.CalendarComponents;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>What was read of a calendar. With a problem there are no turns: half a rota is worse than yesterday's.</summary>
/// <param name="Problems">Each with its line and what to do.</param>
/// <param name="Readable">False: it is no calendar at all.</param>
internal sealed record IcsReading(IReadOnlyList<ImportedShift> Turns, IReadOnlyList<string> Problems, bool Readable, int UnknownNames, bool Floating);

/// <summary>Turns out of an iCalendar file: each event is one turn, its summary names the person (id or name of a contact), its times have a zone.</summary>
internal static class RotaIcs
{
    public const int LargestFile = 1_000_000;
    private const int MostTurns = 3000;
    private static readonly Duration Back = Duration.FromDays(8), Ahead = Duration.FromDays(400);

    public static IcsReading Read(string text, EscalationFile file, Instant now)
    {
        if (text.Length > LargestFile) return Unreadable("The file is larger than one megabyte. Export fewer months.");
        try
        {
            return Ical.Net.Calendar.Load(text) is { Events.Count: > 0 } calendar ? Read(calendar, new Lines(text), file, now) : Unreadable("There is no event in it. Export the rota as an .ics file with its events.");
        }
        catch (SerializationException failure)
        {
            return Unreadable($"{new Lines(text).Of(failure.Message)}The file is not a calendar as RFC 5545 wants it ({failure.Message.TrimEnd('.')}). Export it again.");
        }
        catch (ArgumentException failure)
        {
            return Unreadable($"{new Lines(text).Of(failure.Message)}{failure.Message} Export it with IANA time zones.");
        }
    }

    private static IcsReading Read(Ical.Net.Calendar calendar, Lines lines, EscalationFile file, Instant now)
    {
        var problems = new List<string>();
        var (unknown, floating) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), false);
        foreach (var (shift, place) in calendar.Events.Select((e, i) => (e, i)))
        {
            if (shift.Start is not { } start || shift.End is not { } end) problems.Add($"{lines.OfEvent(place)}the event has no beginning or no end that can be read. Give it both, with a time zone.");
            else if (!start.HasTime || start.IsFloating || end.IsFloating)
            {
                floating = true;
                problems.Add($"{lines.OfEvent(place)}the time has no zone, or is a whole day. Export it with times and a time zone.");
            }

            if (PersonOf(shift, file) is null && unknown.Add(shift.Summary ?? "")) problems.Add($"{lines.OfEvent(place)}nobody of the practice's file is called like its summary. Write the contact's id or name there.");
        }

        return problems.Count > 0 ? new([], problems, true, unknown.Count, floating) : Turns(calendar, file, now);
    }

    private static IcsReading Turns(Ical.Net.Calendar calendar, EscalationFile file, Instant now)
    {
        var (first, last) = (now - Back, now + Ahead);
        List<ImportedShift> turns = [];
        foreach (var occurrence in calendar.GetOccurrences<CalendarEvent>(new Ical.Net.DataTypes.CalDateTime(first.ToDateTimeUtc(), "UTC")).TakeWhile(o => o.Period.StartTime.AsUtc < last.ToDateTimeUtc()))
        {
            if (occurrence.Source is not CalendarEvent shift || PersonOf(shift, file) is not { } person || occurrence.Period.EffectiveEndTime is not { } end) continue;
            var (from, to) = (Local(occurrence.Period.StartTime.AsUtc, file.Zone), Local(end.AsUtc, file.Zone));
            if (from < to) turns.Add(new(from, to, person));
            if (turns.Count > MostTurns) return Unreadable($"It has more than {MostTurns} turns. Export fewer months.");
        }

        return turns.Count == 0
            ? new([], ["Every event is over, or more than 400 days away. Export the coming months."], true, 0, false)
            : new([.. turns.OrderBy(t => t.From)], [], true, 0, false);
    }

    private static string? PersonOf(CalendarEvent shift, EscalationFile file)
    {
        var name = (shift.Summary ?? "").Trim();
        var mails = shift.Attendees.Select(a => a.Value?.OriginalString ?? "").Select(m => m.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? m[7..] : m).ToList();
        return file.Contacts.Where(RotaJudge.MayBeOnCall).FirstOrDefault(c =>
            Same(c.Id, name) || Same(c.Name, name) || Same(c.Name.Split(',')[0], name)
            || c.Destinations.Any(d => d.Channel is Channel.Email && mails.Exists(m => Same(m, d.To))))?.Id;
    }

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b, StringComparison.OrdinalIgnoreCase);

    private static LocalDateTime Local(DateTime utc, DateTimeZone zone) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(zone).LocalDateTime;

    private static IcsReading Unreadable(string problem) => new([], [problem], false, 0, false);

    /// <summary>The reader knows no lines; the text does.</summary>
    private sealed class Lines(string text)
    {
        private readonly string[] _lines = text.Split('\n');

        public string OfEvent(int place)
        {
            var seen = 0;
            for (var i = 0; i < _lines.Length; i++)
                if (_lines[i].TrimEnd().Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase) && seen++ == place) return Words(i);
            return "";
        }

        /// <summary>The first line with what a message quotes: the id of a zone, or a line between quotes.</summary>
        public string Of(string message)
        {
            var quoted = message.Split(' ').FirstOrDefault(w => w.Contains('/', StringComparison.Ordinal)) ?? (message.Split('\'') is [_, { Length: > 0 } inner, ..] ? inner : null);
            var at = quoted is null ? -1 : Array.FindIndex(_lines, l => l.Contains(quoted.TrimEnd(), StringComparison.Ordinal));
            return at < 0 ? "" : Words(at);
        }

        private static string Words(int at) => string.Create(CultureInfo.InvariantCulture, $"Line {at + 1}: ");
    }
}
