using System.Globalization;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>The days of a rota laid out in the practice's own time: what stands in each cell, where it is a holiday, where the clocks change, where nobody is.</summary>
internal sealed record RotaCalendar(LocalDate First, LocalDate Last, IReadOnlyList<RotaScheduleView> Schedules, IReadOnlyList<RotaDayView> Days)
{
    private const int MostGaps = 20;
    private static readonly Duration Ahead = Duration.FromDays(45);

    public static RotaCalendar Of(EscalationFile file, Instant now, LocalDate? from, int weeks)
    {
        var today = now.InZone(file.Zone).Date;
        var first = from ?? (today.DayOfWeek is IsoDayOfWeek.Monday ? today : today.Previous(IsoDayOfWeek.Monday));
        var last = first.PlusDays((weeks * 7) - 1);
        var shown = new Interval(WallClock.Start(file.Zone, first.AtMidnight()), WallClock.Start(file.Zone, last.PlusDays(1).AtMidnight()));
        // A day to each side, so that a turn is not cut where the page is.
        var span = new Interval(Instant.Min(shown.Start, now) - Duration.FromDays(8), Instant.Max(shown.End, now + Ahead) + Duration.FromDays(8));
        var rotas = file.Schedules.Select(s => (Schedule: s, Shifts: OnCallTimeline.Build(file, s, span))).ToList();
        var schedules = rotas.Select(r => View(file, r.Schedule, r.Shifts, now, shown)).ToList();
        return new(first, last, schedules, [.. EachDay(first, last).Select(day => Day(file, day, rotas))]);
    }

    private static RotaScheduleView View(EscalationFile file, OnCallSchedule schedule, IReadOnlyList<OnCallShift> shifts, Instant now, Interval shown)
    {
        var running = shifts.FirstOrDefault(s => s.Contains(now) && s.People.Count > 0);
        var next = shifts.FirstOrDefault(s => s.Start > now && s.People.Count > 0 && !(running is not null && s.People.SequenceEqual(running.People)));
        var horizon = VerificationHorizon.From(file.Zone, now);
        var gaps = Coverage.Gaps(file, schedule, new(now, Instant.Max(horizon.End, shown.End)));
        List<string> words = [.. gaps.Take(MostGaps).Select(g => RotaMoment.Words(g.Start, g.End, file.Zone))];
        if (gaps.Count > MostGaps) words.Add($"and {gaps.Count - MostGaps} more");
        return new(schedule.Id, running is null ? null : Turn(file, schedule, running), next is null ? null : Turn(file, schedule, next), words,
            [.. shifts.Where(s => s.People.Count > 0 && ((s.End > shown.Start && s.Start < shown.End) || s == running || s == next)).Select(s => Turn(file, schedule, s))]);
    }

    private static RotaTurnView Turn(EscalationFile file, OnCallSchedule schedule, OnCallShift shift) => new(
        IdOf(schedule, shift), shift.Start.ToDateTimeOffset(), shift.End.ToDateTimeOffset(), RotaMoment.Write(shift.Start, file.Zone), RotaMoment.Write(shift.End, file.Zone),
        RotaMoment.Words(shift.Start, shift.End, file.Zone), shift.People, string.Join(", ", shift.Sources.Select(s => IsChange(s) ? "a change" : s).Distinct()), shift.Sources.Any(IsChange));

    private static string IdOf(OnCallSchedule schedule, OnCallShift shift) => string.Create(CultureInfo.InvariantCulture, $"{schedule.Id}-{shift.Start.ToUnixTimeSeconds()}");

    private static bool IsChange(string source) => source.StartsWith("change-", StringComparison.Ordinal);

    private static RotaDayView Day(EscalationFile file, LocalDate date, IReadOnlyList<(OnCallSchedule Schedule, IReadOnlyList<OnCallShift> Shifts)> rotas)
    {
        var day = new Interval(WallClock.Start(file.Zone, date.AtMidnight()), WallClock.Start(file.Zone, date.PlusDays(1).AtMidnight()));
        var holidays = file.Calendars.SelectMany(c => Holidays.Between(c, date, date)).Select(h => h.Name).Distinct().ToList();
        return new(RotaViews.Wire(date), holidays.Count == 0 ? null : string.Join(", ", holidays), ClockChange(file.Zone, day),
            [.. rotas.Select(r => new RotaCellView(r.Schedule.Id, [.. r.Shifts.Where(s => s.End > day.Start && s.Start < day.End).SelectMany(s => Parts(file, r.Schedule, s, day))]))]);
    }

    private static IEnumerable<RotaPartView> Parts(EscalationFile file, OnCallSchedule schedule, OnCallShift shift, Interval day)
    {
        var (start, end) = (Instant.Max(shift.Start, day.Start), Instant.Min(shift.End, day.End));
        var gap = Coverage.Gaps(file, schedule, new(start, end)).Count > 0;
        // Outside the promised cover nobody is expected, and nothing is shown.
        if (shift.People.Count == 0 && !gap) yield break;
        var who = string.Join(", ", shift.People.Select(p => file.Contact(p)?.Name ?? p));
        yield return new(IdOf(schedule, shift), Clock(file.Zone, start), end == day.End ? "24:00" : Clock(file.Zone, end),
            gap ? shift.People.Count == 0 ? "NOBODY" : $"{who}: too few" : who, gap, shift.Sources.Any(IsChange));
    }

    private static string Clock(DateTimeZone zone, Instant at) => at.InZone(zone).ToString("HH':'mm", CultureInfo.InvariantCulture);

    private static string? ClockChange(DateTimeZone zone, Interval day)
    {
        var (before, after) = (zone.GetZoneInterval(day.Start), zone.GetZoneInterval(day.End));
        if (before == after || !before.HasEnd || before.End >= day.End) return null;
        var at = before.IsoLocalEnd.ToString("HH':'mm", CultureInfo.InvariantCulture);
        return after.WallOffset > before.WallOffset ? $"Clocks go forward at {at}" : $"Clocks go back at {at}";
    }

    private static IEnumerable<LocalDate> EachDay(LocalDate first, LocalDate last)
    {
        for (var day = first; day <= last; day = day.PlusDays(1)) yield return day;
    }
}
