using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Practices.Domain;

/// <summary>A medical practice whose patients ring our line.</summary>
internal sealed class Practice : IBelongsToPractice
{
    /// <summary>A slug for people and files: <c>lakeside</c>. The practice's own key is what it is filtered by.</summary>
    public required string PracticeId { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA zone: opening hours, months and "today" are meant in it.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The practice's own words in place of the standard greeting; the emergency sentence is added in any case.</summary>
    public string? GreetingEnglish { get; set; }
    public string? GreetingSpanish { get; set; }

    /// <summary>Calls are answered by nurses at every hour; otherwise only outside the practice's own opening hours.</summary>
    public bool AlwaysOn { get; set; }

    /// <summary>The practice's own telephone, E.164: while it is open and not always on, callers are put through to it first. Null: the nurse line answers at once.</summary>
    public string? OfficeNumber { get; set; }

    /// <summary>How long the office may ring before the nurse line takes the call; null: a minute.</summary>
    public int? OverflowSeconds { get; set; }

    /// <summary>A skill its callers' nurse should have (<c>dialysis</c>).</summary>
    public string? Skill { get; set; }

    /// <summary>What the practice wants a nurse to know at every call.</summary>
    public string? Directions { get; set; }

    /// <summary>Empty: the practice has no FHIR endpoint and gets files.</summary>
    public string? FhirBaseUrl { get; set; }

    public required string MrnSystem { get; set; }
    public required string DocumentSystem { get; set; }

    public List<OpeningHours> Hours { get; } = [];
    public List<Line> Lines { get; } = [];
    public List<Holiday> Holidays { get; } = [];
}

/// <summary>A date, in the practice's zone, on which its weekly hours do not hold. Without hours of its own it is closed all day.</summary>
internal sealed class Holiday : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public DateOnly Date { get; init; }
    public TimeOnly? Opens { get; init; }
    public TimeOnly? Closes { get; init; }
}

/// <summary>One stretch of one weekday, in the practice's zone. Midnight as an end is 00:00.</summary>
internal sealed class OpeningHours : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public DayOfWeek Day { get; init; }
    public TimeOnly Opens { get; init; }
    public TimeOnly Closes { get; init; }
}

/// <summary>A phone number patients dial. One number belongs to one practice.</summary>
internal sealed class Line : IBelongsToPractice
{
    public required string Number { get; init; }
    public required string PracticeId { get; init; }
}
