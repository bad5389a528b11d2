using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>Who is on call, until when, and who is next. Null ends mean: no change within the time looked at.</summary>
public sealed record OnCallNow(IReadOnlyList<string> People, Instant? Until, IReadOnlyList<string> Next, Instant? NextUntil, IReadOnlyList<string> Sources);

/// <summary>The question everything else asks.</summary>
public static class OnCall
{
    private static readonly Duration LookAhead = Duration.FromDays(45);

    /// <summary>An unknown schedule has nobody on call: the protocol then moves on towards a person, and the verifier has already said why.</summary>
    public static OnCallNow At(EscalationFile file, string scheduleId, Instant at)
    {
        if (file.Schedule(scheduleId) is not { } schedule)
            return new([], null, [], null, []);
        var shifts = OnCallTimeline.Build(file, schedule, new(at, at + LookAhead));
        var next = shifts.FirstOrDefault(s => !s.SamePeople(shifts[0]));
        var afterNext = next is null ? null : shifts.FirstOrDefault(s => s.Start > next.Start && !s.SamePeople(next));
        return new(shifts[0].People, next?.Start, next?.People ?? [], afterNext?.Start, shifts[0].Sources);
    }

    /// <summary>Only the people, for the instant of a page.</summary>
    public static IReadOnlyList<string> PeopleAt(EscalationFile file, string scheduleId, Instant at) =>
        file.Schedule(scheduleId) is { } schedule ? OnCallTimeline.Build(file, schedule, new(at, at + Duration.Epsilon))[0].People : [];

    /// <summary>A calendar listing in the practice's own time.</summary>
    public static IReadOnlyList<CalendarEntry> Calendar(EscalationFile file, string scheduleId, LocalDate first, LocalDate last) =>
        file.Schedule(scheduleId) is { } schedule
            ? [.. OnCallTimeline.Build(file, schedule, new(WallClock.Start(file.Zone, first.AtMidnight()), WallClock.End(file.Zone, last.PlusDays(1).AtMidnight())))
                .Select(s => new CalendarEntry(s.Start.InZone(file.Zone), s.End.InZone(file.Zone), s.People, s.Sources))]
            : [];
}

/// <summary>One line of a rota as people read it.</summary>
public sealed record CalendarEntry(ZonedDateTime From, ZonedDateTime To, IReadOnlyList<string> People, IReadOnlyList<string> Sources);
