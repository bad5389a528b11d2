using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>
/// How long a call waits for the right nurse before another is asked. A caller in danger waits for nobody: the nurse who is free is asked at
/// once. A missing licence is never passed over in silence: the offer, the timeline and the stored decision say so.
/// </summary>
public static class Relaxing
{
    /// <summary>From here on a nurse without a licence for the patient's state is asked, and told so.</summary>
    public static TimeSpan Licence(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent => TimeSpan.Zero,
        UrgencyName.Urgent => TimeSpan.FromMinutes(2),
        UrgencyName.Today or UrgencyName.Routine or UrgencyName.Planned => TimeSpan.FromMinutes(10),
    };

    /// <summary>From here on a nurse without the practice's wanted skill is asked.</summary>
    public static TimeSpan Skill(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent or UrgencyName.Urgent => TimeSpan.Zero,
        UrgencyName.Today or UrgencyName.Routine or UrgencyName.Planned => TimeSpan.FromMinutes(2),
    };

    /// <summary>For so long a call does not ring again at a nurse who passed it over.</summary>
    public static TimeSpan RingAgain(UrgencyName urgency) => urgency switch
    {
        UrgencyName.Emergent => TimeSpan.FromSeconds(10),
        UrgencyName.Urgent or UrgencyName.Today or UrgencyName.Routine or UrgencyName.Planned => TimeSpan.FromSeconds(30),
    };
}
