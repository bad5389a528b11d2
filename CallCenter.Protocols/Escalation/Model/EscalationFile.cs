using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>Everything a practice has written down about who is asked, how, by when and what then (`nurse-escalation/1`).</summary>
public sealed record EscalationFile(
    string FileName, string Practice, int Version, DateTimeZone Zone, Ownership Owner,
    IReadOnlyList<Contact> Contacts, IReadOnlyList<HolidayCalendar> Calendars,
    IReadOnlyList<OnCallSchedule> Schedules, IReadOnlyList<EscalationProtocol> Protocols)
{
    /// <summary>SHA-256 of the normalised text (key order, comments and quoting do not matter): the identity an escalation pins.</summary>
    public string Hash { get; init; } = "";
    /// <summary>When the practice is open; used by copies that wait for it.</summary>
    public OfficeHours? OfficeHours { get; init; }

    /// <summary>Null when the file has no such contact.</summary>
    public Contact? Contact(string id) => Contacts.FirstOrDefault(c => c.Id == id);
    /// <summary>Null when the file has no such schedule.</summary>
    public OnCallSchedule? Schedule(string id) => Schedules.FirstOrDefault(s => s.Id == id);
    /// <summary>Null when the file has no such calendar.</summary>
    public HolidayCalendar? Calendar(string id) => Calendars.FirstOrDefault(c => c.Id == id);
}

/// <summary>Who answers for the file.</summary>
public sealed record Ownership(string MedicalDirector, string? ApprovedBy, LocalDate? ApprovedOn, Period ReviewEvery)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}

/// <summary>The practice's opening hours, less the days of a calendar.</summary>
public sealed record OfficeHours(IReadOnlyList<TimeWindow> When, string? ClosedOn);
