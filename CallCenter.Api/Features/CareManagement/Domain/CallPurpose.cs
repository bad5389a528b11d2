using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>What the nurse said the call was for before its time was there to be linked (it is proposed when the call is wrapped up).</summary>
internal sealed class CallPurpose : IBelongsToPractice
{
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public Guid StaffId { get; set; }

    /// <summary>Condition ids, separated by spaces.</summary>
    public string Conditions { get; set; } = "";
    public bool CarePlan { get; set; }
    public bool NotCareManagement { get; set; }
    public DateTimeOffset SaidAt { get; set; }
}
