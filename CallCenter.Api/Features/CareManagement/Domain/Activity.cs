using System.Collections.Frozen;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>What a stretch of time was spent on.</summary>
public enum Activity
{
    CallLive,
    AfterCallWork,
    ChartReview,
    CareCoordination,
    CarePlan,
    MedicationReconciliation,
    ClinicianConsult,
    Documentation,
    Voicemail,
    QueueWait,
    Scheduling,
    BillingAdministration,
    EnrolmentAndConsent,
    Training,
}

/// <summary>Which activities are care management at all: work for the patient's conditions, by sheet 3.2; the rest never counts, whoever does it.</summary>
public static class Activities
{
    private static readonly FrozenSet<Activity> Countable = new[]
    {
        Activity.CallLive, Activity.AfterCallWork, Activity.ChartReview, Activity.CareCoordination, Activity.CarePlan,
        Activity.MedicationReconciliation, Activity.ClinicianConsult, Activity.Documentation,
    }.ToFrozenSet();

    public static bool Counts(Activity activity) => Countable.Contains(activity);

    /// <summary>As it is written on the wire: <c>call-live</c>.</summary>
    public static string Name(Activity activity) => Words.Kebab(activity.ToString());
}

internal static class Words
{
    public static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : c.ToString()));
}
