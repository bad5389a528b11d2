using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>
/// The people and addresses of the practice's newest published file. An escalation pins its steps but reads these live:
/// a swapped shift or a corrected number must help tonight.
/// </summary>
public sealed class LiveRota(EscalationFile newest)
{
    private readonly Dictionary<string, IReadOnlyList<OnCallShift>> _laidOut = new(StringComparer.Ordinal);

    /// <summary>The same answers for this time, from schedules laid out once: for playing many escalations through.</summary>
    public static LiveRota LaidOut(EscalationFile newest, Interval over)
    {
        var rota = new LiveRota(newest);
        foreach (var schedule in newest.Schedules)
            rota._laidOut[schedule.Id] = OnCallTimeline.Build(newest, schedule, over);
        return rota;
    }

    /// <summary>Whom this target means at this instant.</summary>
    public IReadOnlyList<Contact> Recipients(TargetKind kind, string target, Instant at) => kind switch
    {
        TargetKind.Schedule => [.. PeopleAt(target, at).Select(newest.Contact).OfType<Contact>()],
        TargetKind.Contact => newest.Contact(target) is { } contact ? [contact] : [],
    };

    /// <summary>When the quiet hours that hold this urgency back from the contact end; null when none do.</summary>
    public Instant? QuietUntil(Contact contact, Urgency urgency, Instant at) =>
        contact.QuietHours.Where(q => urgency < q.HoldBelow)
            .SelectMany(q => WindowDates.Within(newest, q.Window, new(at, at + Duration.Epsilon)))
            .Select(w => (Instant?)w.End).Max();

    private IReadOnlyList<string> PeopleAt(string schedule, Instant at) =>
        _laidOut.GetValueOrDefault(schedule) is { } shifts && shifts[0].Start <= at && at < shifts[^1].End ? OnCallTimeline.At(shifts, at).People : OnCall.PeopleAt(newest, schedule, at);

    /// <summary>Now, or when the practice opens.</summary>
    public Instant CopyDue(CopyTime when, Instant now) => when switch
    {
        CopyTime.Now => now,
        CopyTime.NextOpen => OfficeClock.NextOpen(newest, now),
    };
}
