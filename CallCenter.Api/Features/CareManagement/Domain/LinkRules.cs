using NodaTime;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>What the nurse's link makes of an entry. Her link is needed, and it is not enough: consent and role are looked at here.</summary>
public static class LinkRules
{
    /// <summary>Only what waits for a link, or was decided by one, is decided by one; a second that belongs elsewhere stays excluded.</summary>
    public static bool IsOpen(TimeEntry entry) => entry.Reason is TimeReason.AwaitingLink or TimeReason.Linked or TimeReason.NotCareManagement
        or TimeReason.NotEnrolled or TimeReason.NoConsent or TimeReason.RoleDoesNotCount or TimeReason.ActivityDoesNotCount;

    public static void NotCareManagement(TimeEntry entry) =>
        entry.Become(TimeState.Excluded, TimeReason.NotCareManagement, "The nurse said that this call was not care management.");

    public static void Link(TimeEntry entry, Enrolment? enrolment, DateTimeZone zone)
    {
        var (state, reason, why) = Judge(entry, enrolment, zone);
        if (enrolment is not null) entry.Program = enrolment.Program;
        entry.Become(state, reason, why);
    }

    private static (TimeState, TimeReason, string) Judge(TimeEntry entry, Enrolment? enrolment, DateTimeZone zone)
    {
        if (MonthCalculator.WhyNever(entry) is { } never)
            return (TimeState.Excluded, ClinicalStaff.Counts(entry.StaffRole) ? TimeReason.ActivityDoesNotCount : TimeReason.RoleDoesNotCount, never);
        if (enrolment is null)
            return (TimeState.Excluded, TimeReason.NotEnrolled, "The patient is not enrolled in a care management program.");
        if (enrolment.Active(zone) is not { } active)
            return (TimeState.Excluded, TimeReason.NoConsent, "No consent was on file when this time was spent.");
        if (!entry.Stretch.Overlaps(active))
            return (TimeState.Excluded, TimeReason.NoConsent, entry.Start < active.Start
                ? "This time was spent before consent was given."
                : "This time was spent after the consent had ended.");
        return entry.Start < active.Start || entry.End > active.End
            ? (TimeState.Counted, TimeReason.Linked, "Linked; only the part while consent was active counts.")
            : (TimeState.Counted, TimeReason.Linked, "Linked to the patient's conditions or care plan; consent was active.");
    }
}
