using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Protocols.Escalation.Lifecycle;

namespace CallCenter.Api.Features.Escalation;

/// <summary>What an escalation's due timer means: a trigger under the version it was set for. An old one changes nothing.</summary>
internal sealed class DueEscalations(EscalationDesk desk, NoteBook notes) : ITimerOwner
{
    /// <summary>Later than this is not the loop's tolerance but an outage, and the record says so.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(60);

    public string Owner => EffectWriter.TimerOwner;

    public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        if (!Enum.TryParse<TimerKind>(timer.Kind, out var kind) || await EscalationDesk.FindAsync(work, timer.OwnerId, cancel) is not { } escalation) return;
        if (work.Now - timer.DueAt is { } late && late > Noticeable && timer.Version == escalation.StateVersion)
            notes.Write(work, escalation, $"The service was away: this comes {PracticeClock.Length(late)} late.", Deed.Engine with { Evidence = $"timer={timer.Kind}" });
        await desk.ApplyAsync(work, escalation, new EscalationTrigger.TimerDue(kind, timer.Version), Deed.Engine with { Evidence = $"timer={timer.Kind}" }, cancel);
    }
}
