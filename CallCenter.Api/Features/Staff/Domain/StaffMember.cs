using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Staff.Domain;

/// <summary>A person who works at the console. Has the id of her account.</summary>
internal sealed class StaffMember
{
    public Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>RN, LPN, MA.</summary>
    public required string Credential { get; set; }

    /// <summary>See <see cref="Platform.Security.Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>May put protocols into service and recall them, by name.</summary>
    public bool ClinicalLead { get; set; }

    /// <summary>Someone who has left keeps her rows and loses her access at once.</summary>
    public bool Active { get; set; } = true;

    public List<Licence> Licences { get; } = [];
    public List<StaffPractice> Practices { get; } = [];
    public List<StaffLanguage> Languages { get; } = [];
    public List<StaffSkill> Skills { get; } = [];
}

/// <summary>A nursing licence of one state.</summary>
internal sealed class Licence
{
    public Guid StaffId { get; init; }
    public required string State { get; init; }

    /// <summary>Multistate under the Nurse Licensure Compact: good in every member state.</summary>
    public bool Compact { get; set; }

    /// <summary>The last day it is good.</summary>
    public DateOnly ValidUntil { get; set; }
}

/// <summary>A practice this person works for. Everything she may see follows from these rows.</summary>
internal sealed class StaffPractice : IBelongsToPractice
{
    public Guid StaffId { get; init; }
    public required string PracticeId { get; init; }
}

internal sealed class StaffSkill
{
    public Guid StaffId { get; init; }

    /// <summary>In the practices' own words: <c>dialysis</c>.</summary>
    public required string Skill { get; init; }
}

internal sealed class StaffLanguage
{
    public Guid StaffId { get; init; }

    /// <summary>BCP-47: <c>en-US</c>, <c>es-US</c>.</summary>
    public required string Language { get; init; }
}
