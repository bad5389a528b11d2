using NodaTime;
using NodaTime.Extensions;

namespace CallCenter.Api.Features.Practices.Contracts;

/// <summary>A practice as the other slices see it.</summary>
/// <param name="Id">Slug: <c>lakeside</c>.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="GreetingEnglish">The practice's own greeting; null means the standard one.</param>
/// <param name="AlwaysOn">Nurses answer at every hour, not only when the practice is closed.</param>
/// <param name="Directions">What the practice wants a nurse to know at every call.</param>
/// <param name="Lines">Numbers patients dial, E.164.</param>
public sealed record PracticeProfile(
    string Id, string Name, string TimeZone, string? GreetingEnglish, string? GreetingSpanish, bool AlwaysOn, string? Directions,
    IReadOnlyList<OpenHours> Hours, IReadOnlyList<string> Lines, EhrRoute Ehr)
{
    private const int DaysAhead = 14;

    public IReadOnlyList<HolidayHours> Holidays { get; init; } = [];

    /// <summary>The practice's own telephone; null: the nurse line answers at every hour.</summary>
    public string? OfficeNumber { get; init; }

    /// <summary>How long the office may ring before the nurse line takes the call.</summary>
    public TimeSpan OfficeRings { get; init; }

    /// <summary>A skill its callers' nurse should have.</summary>
    public string? Skill { get; init; }

    /// <summary>Where a caller goes now: to the office while it is open, otherwise (or when the office does not answer) to the nurse line.</summary>
    public bool OfficeFirstAt(DateTimeOffset instant) => !AlwaysOn && OfficeNumber is not null && IsOpenAt(instant);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <summary>The calendar date in the practice at this instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => LocalAt(instant).Date.ToDateOnly();

    /// <summary>The practice itself is open (its own staff is there).</summary>
    public bool IsOpenAt(DateTimeOffset instant)
    {
        var local = LocalAt(instant);
        var (day, time) = (local.DayOfWeek.ToDayOfWeek(), local.TimeOfDay.ToTimeOnly());
        if (Holidays.FirstOrDefault(h => h.Date == local.Date.ToDateOnly()) is { } holiday)
            return holiday.Opens <= time && (time < holiday.Closes || holiday.Closes == TimeOnly.MinValue);
        return Hours.Any(h => h.Day == day && h.Opens <= time && (time < h.Closes || h.Closes == TimeOnly.MinValue));
    }

    /// <summary>When the practice's own staff is there next; null while it is, and when nothing is known of its hours for two weeks ahead.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset instant)
    {
        if (IsOpenAt(instant)) return null;
        var today = LocalAt(instant).Date;
        return Enumerable.Range(0, DaysAhead).SelectMany(day => Openings(today.PlusDays(day))).Where(at => at > instant).Select(at => (DateTimeOffset?)at).FirstOrDefault();
    }

    private IEnumerable<DateTimeOffset> Openings(LocalDate date)
    {
        var times = Holidays.FirstOrDefault(h => h.Date == date.ToDateOnly()) is { } holiday
            ? new[] { holiday.Opens }.OfType<TimeOnly>()
            : Hours.Where(h => h.Day == date.DayOfWeek.ToDayOfWeek()).Select(h => h.Opens).Order();
        return times.Select(t => Zone.AtLeniently(date + LocalTime.FromTimeOnly(t)).ToDateTimeOffset());
    }

    private LocalDateTime LocalAt(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;
}

/// <summary>One stretch of one weekday, in the practice's zone; an end at 00:00 is midnight.</summary>
public sealed record OpenHours(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>A date on which the weekly hours do not hold; without hours of its own the practice is closed all day. An end at 00:00 is midnight.</summary>
public sealed record HolidayHours(DateOnly Date, TimeOnly? Opens, TimeOnly? Closes);

/// <summary>How the practice's EHR is reached.</summary>
/// <param name="FhirBaseUrl">Null: the practice gets files.</param>
/// <param name="MrnSystem">Identifier system of the practice's medical record numbers.</param>
/// <param name="DocumentSystem">Identifier system of the documents we send.</param>
public sealed record EhrRoute(string? FhirBaseUrl, string MrnSystem, string DocumentSystem);
