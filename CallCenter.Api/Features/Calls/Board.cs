using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>The supervisors' board, within the scope of the context that is handed in.</summary>
public sealed class Board(IPractices practices, IStaff staff, INurseDesk desk, TimeProvider clock)
{
    /// <summary>The longest a day of any zone can reach back.</summary>
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25);

    private static readonly CallState[] WithANurse = [CallState.Offered, CallState.Connected, CallState.OnHold, CallState.WrapUp];

    public async Task<BoardView> NowAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var known = (await practices.AllAsync(db, cancel)).ToDictionary(p => p.Id);
        var since = now - LongestDay;
        // Whoever rang again is one caller; a clinician who asks for her nurse is none.
        var waits = await db.Set<Call>().Where(c => c.QueuedAt >= since && c.EndReason != CallBook.RangAgain && c.VerifiedBy != CallBook.ByPin)
            .Select(c => new CallerWait(c.PracticeId, c.QueuedAt!.Value, c.ConnectedAt, c.EndedAt, c.State == CallState.Abandoned || c.EndReason == CallBook.NotReached) { LeftLineAt = c.LeftLineAt })
            .ToListAsync(cancel);
        var today = waits.Where(w => known.TryGetValue(w.PracticeId, out var p) && p.DateAt(w.QueuedAt) == p.DateAt(now)).ToList();
        return new BoardView(
            now, (int)WaitFigures.Within.TotalSeconds, WaitFigures.Of(today, now),
            [.. known.Values.OrderBy(p => p.Name).Select(p => new PracticeServiceView(p.Id, p.Name, WaitFigures.Of([.. today.Where(w => w.PracticeId == p.Id)], now)))],
            WaitFigures.Hours(waits, now), await NursesAsync(db, cancel), await CallsAsync(db, known, cancel));
    }

    private async Task<IReadOnlyList<NurseOnBoard>> NursesAsync(CallCenterDbContext db, CancellationToken cancel)
    {
        var nurses = new List<NurseOnBoard>();
        foreach (var presence in await desk.OnDutyAsync(db, cancel))
            if (await staff.GetAsync(db, presence.StaffId, cancel) is { Active: true } nurse)
                nurses.Add(new NurseOnBoard(presence.StaffId, nurse.Name, nurse.Credential, presence.State, presence.Since, presence.AwayNext));
        return [.. nurses.OrderBy(n => n.Name)];
    }

    private async Task<IReadOnlyList<CallOnBoard>> CallsAsync(CallCenterDbContext db, Dictionary<string, PracticeProfile> known, CancellationToken cancel)
    {
        var calls = await db.Set<Call>().Where(c => WithANurse.Contains(c.State) && c.NurseId != null).OrderBy(c => c.StartedAt).ToListAsync(cancel);
        var names = await staff.NamesAsync(db, [.. calls.Select(c => c.NurseId!.Value).Distinct()], cancel);
        var ids = calls.ConvertAll(c => c.Id);
        var listeners = (await db.Set<Party>().Where(p => ids.Contains(p.CallId) && p.Role == PartyRole.Supervisor && p.State != PartyState.Over).ToListAsync(cancel)).ToLookup(p => p.CallId, CallViews.Listener);
        return [.. calls.Select(c => new CallOnBoard(c.Id, c.PracticeId, known.GetValueOrDefault(c.PracticeId)?.Name ?? c.PracticeId, c.Urgency, CallLabels.Of(c),
            CallViews.StateName(c.State), names.GetValueOrDefault(c.NurseId!.Value), c.WrapUpStartedAt ?? c.ConnectedAt ?? c.QueuedAt ?? c.StartedAt)
            { Listeners = [.. listeners[c.Id]] })];
    }
}
