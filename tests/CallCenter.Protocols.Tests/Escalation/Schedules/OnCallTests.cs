using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Schedules;

public class OnCallTests
{
    private static readonly EscalationFile Lakeside = Practices.Load("lakeside");
    private static readonly EscalationFile Northside = Practices.Load("northside");

    [Theory]
    [InlineData("2026-11-24 23:30", "dr-okafor", "nights")]
    [InlineData("2026-11-24 16:59", "dr-marsh", "office-day")]
    [InlineData("2026-11-24 17:00", "dr-okafor", "nights")]
    [InlineData("2026-11-26 07:59", "dr-okafor", "nights")]
    [InlineData("2026-11-28 12:00", "dr-okafor", "weekend")]
    public void The_layer_of_the_hour_says_who_is_on_call(string local, string person, string layer)
    {
        var now = OnCall.At(Lakeside, "clinician-call", Lakeside.At(local));
        Assert.Equal([person], now.People);
        Assert.Equal([layer], now.Sources);
    }

    [Fact]
    public void It_says_until_when_and_who_is_next()
    {
        var now = OnCall.At(Lakeside, "clinician-call", Lakeside.At("2026-11-24 23:30"));
        Assert.Equal(Lakeside.At("2026-11-25 08:00"), now.Until);
        Assert.Equal(["dr-marsh"], now.Next);
        Assert.Equal(Lakeside.At("2026-11-25 17:00"), now.NextUntil);
    }

    [Fact]
    public void A_holiday_beats_the_layer_below_it()
    {
        var thanksgiving = OnCall.At(Lakeside, "clinician-call", Lakeside.At("2026-11-26 12:00"));
        Assert.Equal("holiday", thanksgiving.Sources[^1]);
        Assert.NotEqual(OnCall.PeopleAt(Lakeside, "clinician-call", Lakeside.At("2026-11-26 12:00")), OnCall.PeopleAt(Lakeside, "backup-call", Lakeside.At("2026-11-26 12:00")));
    }

    [Fact]
    public void A_swap_exchanges_the_two_for_its_time_only()
    {
        Assert.Equal(["dr-tanaka"], OnCall.PeopleAt(Northside, "first-call", Northside.At("2026-12-05 07:59")));
        Assert.Equal(["np-reyes"], OnCall.PeopleAt(Northside, "first-call", Northside.At("2026-12-05 08:00")));
        Assert.Equal(["dr-tanaka"], OnCall.PeopleAt(Northside, "second-call", Northside.At("2026-12-05 08:00")));
        Assert.Equal(["dr-tanaka"], OnCall.PeopleAt(Northside, "first-call", Northside.At("2026-12-06 08:00")));
    }

    [Fact]
    public void An_unknown_schedule_has_nobody_on_call() => Assert.Empty(OnCall.At(Lakeside, "no-such", Practices.Beginning).People);

    [Fact]
    public void A_parallel_layer_adds_its_people_and_a_temporary_span_replaces_all()
    {
        var oak = Practices.Parse(Practices.Text("oak-street").With("  - id: other-doctor",
            "      - {id: extra, when: [{days: [tue], from: \"18:00\", to: \"22:00\"}], fixed: [office], parallel: true}\n" +
            "    temporary:\n" +
            "      - {id: flood, from: 2026-12-01T20:00, to: 2026-12-01T21:00, people: [dr-ortiz], reason: flood}\n" +
            "  - id: other-doctor"));
        Assert.Equal(["dr-bauer", "office"], OnCall.PeopleAt(oak, "doctor-of-the-week", oak.At("2026-12-01 19:00")));
        Assert.Equal(["dr-ortiz"], OnCall.PeopleAt(oak, "doctor-of-the-week", oak.At("2026-12-01 20:30")));
        Assert.Equal(["dr-bauer"], OnCall.PeopleAt(oak, "doctor-of-the-week", oak.At("2026-12-01 22:00")));
    }

    [Fact]
    public void The_calendar_lists_the_week_in_the_practices_own_time()
    {
        var week = OnCall.Calendar(Lakeside, "clinician-call", new(2026, 10, 31), new(2026, 11, 2));
        Assert.Equal(new LocalDateTime(2026, 10, 31, 0, 0), week[0].From.LocalDateTime);
        Assert.Equal(new LocalDateTime(2026, 11, 3, 0, 0), week[^1].To.LocalDateTime);
        Assert.Equal(Duration.FromHours(73), week[^1].To.ToInstant() - week[0].From.ToInstant());
    }

    [Theory]
    [InlineData(2026, "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25")]
    [InlineData(2027, "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24 2027-12-31")]
    public void Federal_holidays_are_those_the_government_publishes(int year, string days)
    {
        // The published observed dates of these years; 31 December 2027 keeps New Year's Day 2028, a Saturday.
        var calendar = new HolidayCalendar("us", HolidayBase.UsFederal, [], [], WeekendRule.Observed);
        Assert.Equal(days.Split(' '), Holidays.Between(calendar, new(year, 1, 1), new(year, 12, 31)).Select(h => h.Date.ToString("uuuu-MM-dd", null)));
    }

    [Fact]
    public void The_office_opens_on_the_next_working_day()
    {
        Assert.Equal(Lakeside.At("2026-11-30 08:00"), OfficeClock.NextOpen(Lakeside, Lakeside.At("2026-11-27 16:00")));
        Assert.Equal(Lakeside.At("2026-11-30 09:15"), OfficeClock.NextOpen(Lakeside, Lakeside.At("2026-11-30 09:15")));
    }
}
