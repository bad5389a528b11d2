using NodaTime;

namespace CallCenter.Protocols.Escalation.Model;

/// <summary>The disposition codes of triage an escalation may be for, and the time frame each one promises the caller.</summary>
public static class DispositionCodes
{
    /// <summary>On-call clinician phones back now: the one disposition that must always find a person.</summary>
    public const string ProviderNow = "provider_now";

    /// <summary>From most to least urgent.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["ems", "ed_now", ProviderNow, "see_4h", "see_24h", "see_3d", "see_2w", "provider_msg", "home", "info"];

    /// <summary>Null where the code promises no clock time (next business day, or nothing).</summary>
    public static Duration? TimeFrame(string code) => code switch
    {
        "ems" => Duration.FromMinutes(15),
        "ed_now" => Duration.FromMinutes(60),
        ProviderNow => Duration.FromMinutes(30),
        "see_4h" => Duration.FromHours(4),
        "see_24h" => Duration.FromHours(24),
        "see_3d" => Duration.FromDays(3),
        "see_2w" => Duration.FromDays(14),
        _ => null,
    };
}
