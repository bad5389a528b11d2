using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>The named list a calendar starts from.</summary>
public enum HolidayBase
{
    /// <summary>Only the dates the practice adds.</summary>
    None,
    /// <summary>The holidays of the United States' federal government, computed for each year.</summary>
    UsFederal,
}

/// <summary>What happens to a holiday that falls on a Saturday or Sunday.</summary>
public enum WeekendRule
{
    /// <summary>It is kept on the day itself.</summary>
    Actual,
    /// <summary>Saturday is kept on Friday, Sunday on Monday.</summary>
    Observed,
}

/// <summary>One day on which the practice is closed.</summary>
public sealed record Holiday(LocalDate Date, string Name);

/// <summary>The days on which the practice's holiday layers rule.</summary>
public sealed record HolidayCalendar(
    string Id, HolidayBase Base, IReadOnlyList<Holiday> Add, IReadOnlyList<string> Remove, WeekendRule WeekendRule)
{
    /// <summary>Place in the file.</summary>
    public SourceMark At { get; init; }
}
