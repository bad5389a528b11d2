using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Loading;

internal static class CalendarReading
{
    public static HolidayCalendar Calendar(MapReader map) =>
        new(map.Id("id"), map.Word<HolidayBase>("base"),
            map.EachMap("add", "An added day", required: false, a => new Holiday(a.Required("date") is { } d ? Clockwork.Date(d, "date", a.Findings) : default, a.Text("name"))),
            map.Ids("remove", required: false), map.Word("weekend_rule", WeekendRule.Observed))
        { At = map.At };

    public static OfficeHours OfficeHours(MapReader map) =>
        new(map.EachMap("when", "A window", required: true, ScheduleReading.WindowOf), map.OptionalId("closed_on"));

    public static Ownership Ownership(MapReader map) =>
        new(map.Id("medical_director"), map.OptionalId("approved_by"),
            map.Optional("approved_on") is { } on ? Clockwork.Date(on, "approved_on", map.Findings) : null,
            Period.FromDays(map.Required("review_every") is { } every ? Clockwork.Days(every, "review_every", map.Findings) : 1))
        { At = map.At };
}
