using CallCenter.Protocols;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>Disposition and urgency as a clinician and a nurse read and hear them.</summary>
internal static class DispositionWords
{
    public static string Title(string code) => code switch
    {
        "ems" => "Call 911 now",
        "ed_now" => "Go to the emergency department now",
        DispositionCodes.ProviderNow => "On-call clinician phones back now",
        "see_4h" => "Be seen within 4 hours",
        "see_24h" => "Be seen within 24 hours",
        "see_3d" => "Be seen within 3 days",
        "see_2w" => "Be seen within 2 weeks",
        "provider_msg" => "Message to the practice",
        "home" => "Care at home with call-back advice",
        "info" => "Question answered, nothing found",
        _ => code,
    };

    public static Urgency Urgency(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent => Protocols.Urgency.Emergent,
        UrgencyName.Urgent => Protocols.Urgency.Urgent,
        UrgencyName.Today => Protocols.Urgency.Today,
        UrgencyName.Routine => Protocols.Urgency.Routine,
        UrgencyName.Planned => Protocols.Urgency.Planned,
    };

    public static UrgencyName Urgency(Urgency urgency) => urgency switch
    {
        Protocols.Urgency.Emergent => UrgencyName.Emergent,
        Protocols.Urgency.Urgent => UrgencyName.Urgent,
        Protocols.Urgency.Today => UrgencyName.Today,
        Protocols.Urgency.Routine => UrgencyName.Routine,
        Protocols.Urgency.Planned => UrgencyName.Planned,
    };

    /// <summary>Whether the second needs a person sooner than the first. An unknown code is never less urgent.</summary>
    public static bool MoreUrgent(string before, Urgency beforeUrgency, string now, Urgency nowUrgency)
    {
        var (old, next) = (Rank(before), Rank(now));
        return next < old || (next == old && nowUrgency > beforeUrgency);
    }

    private static int Rank(string code) => DispositionCodes.All.Index().Where(d => d.Item == code).Select(d => (int?)d.Index).FirstOrDefault() ?? -1;
}
