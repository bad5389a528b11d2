using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C17, C18: holidays and hand-offs.</summary>
internal static class CalendarChecks
{
    private const int ShortestTurnMinutes = 5;

    public static IEnumerable<Finding> Holidays(CheckContext c) =>
        c.File.Calendars.SelectMany(k => MissingYears(c, k).Concat(RemovesNothing(c, k))).Concat(c.File.Schedules.SelectMany(s => OtherHours(c, s)));

    private static IEnumerable<Finding> MissingYears(CheckContext c, HolidayCalendar calendar)
    {
        for (var year = c.Today.Year; year <= c.Horizon.End.InZone(c.File.Zone).Year; year++)
        {
            var known = calendar.Base switch
            {
                HolidayBase.UsFederal => year is >= UsFederalHolidays.FirstYear and <= UsFederalHolidays.LastYear,
                HolidayBase.None => calendar.Add.Any(h => h.Date.Year == year),
            };
            if (!known)
                yield return c.Error("C17", calendar.At, $"Calendar '{calendar.Id}' has no holidays for {year}.", "Add the year's dates.");
        }
    }

    private static IEnumerable<Finding> RemovesNothing(CheckContext c, HolidayCalendar calendar)
    {
        var known = calendar.Base switch { HolidayBase.UsFederal => UsFederalHolidays.Ids, HolidayBase.None => [] };
        return calendar.Remove.Where(r => !known.Contains(r))
            .Select(r => c.Error("C17", calendar.At, $"Calendar '{calendar.Id}' removes '{r}', which is not in its list.", $"{Loading.Spelling.DidYouMean(r, known)}The list holds: {string.Join(", ", known)}."));
    }

    private static IEnumerable<Finding> OtherHours(CheckContext c, OnCallSchedule schedule)
    {
        var (first, last) = (c.Today, c.Horizon.End.InZone(c.File.Zone).Date);
        var claims = schedule.Layers.SelectMany(l => l.When.Where(w => w.Calendar is not null).Select(w => (Layer: l, Window: w)))
            .SelectMany(x => WindowDates.Starting(c.File, x.Window, first, last).Select(s => (x.Layer, x.Window, s.From.Date, Hours: (s.From, s.To))));
        return claims.GroupBy(x => x.Date).Where(g => g.Select(x => x.Window.Calendar).Distinct().Count() > 1 && g.Select(x => x.Hours).Distinct().Count() > 1)
            .Take(1).Select(g => c.Error("C17", g.Last().Layer.At, $"Two calendars claim {g.Key:uuuu-MM-dd} in '{schedule.Id}' with different hours.", "Leave the date in one of them."));
    }

    public static IEnumerable<Finding> AwkwardHandoffs(CheckContext c)
    {
        var (first, last) = (c.Today, c.Horizon.End.InZone(c.File.Zone).Date);
        foreach (var layer in c.File.Schedules.SelectMany(s => s.Layers))
        {
            var turns = LayerTurns.Starting(c.File, layer, first, last).ToList();
            if (turns.Find(t => c.File.Zone.MapLocal(t.Span.From).Count != 1) is { } odd)
                yield return c.Warning("C18", layer.At, $"Layer '{layer.Id}' changes hands at {odd.Span.From:uuuu-MM-dd HH:mm}, a time that the clock change skips or repeats.", "Move the hand-off to another hour.");
            if (turns.Find(t => Period.Between(t.Span.From, t.Span.To, PeriodUnits.Minutes).Minutes is > 0 and <= ShortestTurnMinutes) is { } brief)
                yield return c.Warning("C18", layer.At, $"Layer '{layer.Id}' has a turn of at most {ShortestTurnMinutes} minutes at {brief.Span.From:uuuu-MM-dd HH:mm}.", "Let the hand-off and the window's edge fall together.");
        }
    }
}
