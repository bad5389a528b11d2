using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue;

/// <summary>What supervisors must know. It stands in each of their consoles until one of them has seen it, and is kept for ever.</summary>
public sealed class Alarms(IAudit audit, ConsolePush push)
{
    /// <summary>The two alarms that end by themselves; their rows are known by these words.</summary>
    public const string NobodyAnswers = "Nobody answers this call. Take it yourself, or call a nurse in.",
        DangerWaits = "A caller in danger waits and no nurse is free. Take it yourself, or call a nurse in.";

    /// <param name="what">What happened and what to do, without personal data; at most 200 characters.</param>
    public void Raise(UnitOfWork work, Guid callId, string practiceId, UrgencyName urgency, string what)
    {
        var alarm = new SupervisorAlarm { Id = Guid.CreateVersion7(work.Now), PracticeId = practiceId, CallId = callId, Urgency = urgency, What = what, RaisedAt = work.Now };
        work.Add(alarm);
        work.AfterCommit(() => push.ToSupervisors(practiceId, HubMethods.QueueAlarm, View(alarm)));
    }

    /// <summary>Once while it lasts: what nobody has seen yet is not said again.</summary>
    public async Task RaiseNobodyAnswersAsync(UnitOfWork work, WaitingCall row, string what, CancellationToken cancel)
    {
        if ((await NobodyAnswersAsync(work, row, cancel)).Count == 0) Raise(work, row.CallId, row.PracticeId, row.Urgency, what);
    }

    /// <summary>The call has a nurse, or has ended.</summary>
    public async Task EndNobodyAnswersAsync(UnitOfWork work, WaitingCall row, CancellationToken cancel)
    {
        foreach (var alarm in await NobodyAnswersAsync(work, row, cancel)) End(work, alarm, null);
    }

    /// <summary>Her second press, or another supervisor's later one, changes nothing.</summary>
    public Outcome<AlarmSeen> See(UnitOfWork work, Guid id, Person person)
    {
        if (!person.IsSupervisor) return QueueRefusals.SupervisorsOnly;
        if (work.Find<SupervisorAlarm>(id) is not { } alarm) return QueueRefusals.AlarmUnknown;
        if (alarm.SeenAt is not null) return new AlarmSeen(id);
        audit.Write(work, person.StaffId, alarm.PracticeId, "alarm-seen", "call", alarm.CallId, $"alarm={alarm.Id:N} urgency={alarm.Urgency}");
        End(work, alarm, person.StaffId);
        return new AlarmSeen(id);
    }

    /// <summary>The most urgent first, then the oldest.</summary>
    public static async Task<IReadOnlyList<QueueAlarm>> OpenAsync(CallCenterDbContext db, CancellationToken cancel) =>
        [.. (await db.Set<SupervisorAlarm>().Where(a => a.SeenAt == null).ToListAsync(cancel)).OrderBy(a => a.Urgency).ThenBy(a => a.RaisedAt).ThenBy(a => a.Id).Select(View)];

    private void End(UnitOfWork work, SupervisorAlarm alarm, Guid? by)
    {
        (alarm.SeenAt, alarm.SeenBy) = (work.Now, by);
        var seen = new AlarmSeen(alarm.Id);
        work.AfterCommit(() => push.ToSupervisors(alarm.PracticeId, HubMethods.AlarmSeen, seen));
    }

    private static Task<List<SupervisorAlarm>> NobodyAnswersAsync(UnitOfWork work, WaitingCall row, CancellationToken cancel) =>
        work.Set<SupervisorAlarm>().Where(a => a.PracticeId == row.PracticeId && a.SeenAt == null && a.CallId == row.CallId && (a.What == NobodyAnswers || a.What == DangerWaits)).ToListAsync(cancel);

    private static QueueAlarm View(SupervisorAlarm alarm) => new(alarm.Id, alarm.CallId, alarm.PracticeId, alarm.Urgency, alarm.What, alarm.RaisedAt);
}
