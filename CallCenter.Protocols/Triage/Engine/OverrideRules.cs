using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Up is free; down needs a reason in words, and past a locked level a second clinician.</summary>
internal static class OverrideRules
{
    public static OverrideOption Option(Disposition to, Disposition protocols, Disposition final)
    {
        var lower = to.Rank < protocols.Rank || to.Rank < final.Rank;
        var locked = (protocols.Lock && to.Rank < protocols.Rank) || (final.Lock && to.Rank < final.Rank);
        return new(to, lower, lower, lower && locked);
    }
}

/// <summary>The reason codes an override carries; reports count by them.</summary>
public static class OverrideReason
{
    public static readonly IReadOnlyList<string> Known =
    [
        "clinical_judgment", "caller_worried", "cannot_reach_care_in_time", "practice_direction",
        "care_plan", "clinician_advised", "known_usual_state", "advance_directive",
    ];
}
