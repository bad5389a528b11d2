using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>When the practice is open.</summary>
public static class OfficeClock
{
    private static readonly Duration LookAhead = Duration.FromDays(21);

    /// <summary>The instant itself when the practice is open, else its next opening; at once when it has named no hours.</summary>
    public static Instant NextOpen(EscalationFile file, Instant at)
    {
        if (file.OfficeHours is not { } hours)
            return at;
        var closed = hours.ClosedOn is { } id && file.Calendar(id) is { } calendar
            ? Holidays.Between(calendar, at.InZone(file.Zone).Date.PlusDays(-1), (at + LookAhead).InZone(file.Zone).Date).Select(h => h.Date).ToHashSet()
            : [];
        return hours.When.SelectMany(w => WindowDates.Within(file, w, new(at, at + LookAhead)))
            .Where(open => !closed.Contains(open.Start.InZone(file.Zone).Date))
            .Select(open => open.Start < at ? at : open.Start)
            .Order().Cast<Instant?>().FirstOrDefault() ?? at;
    }
}
