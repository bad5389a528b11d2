using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls;

/// <summary>A call as the console shows it.</summary>
public sealed class CallViews(IPractices practices, IPatients patients, IStaff staff, IQueue queue, CallsOptions options, NurseFit fit, TimeProvider clock, IServiceProvider services)
{
    /// <param name="all">For a supervisor. A nurse is not shown what the site keeps from her.</param>
    public async Task<CallView?> ForAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel, bool all = false) =>
        await WholeAsync(db, callId, cancel) is { } view ? all ? view : ForNurse(view) : null;

    /// <summary>Whoever listens in silence is shown to the nurse or not, as the site has decided. Whoever is heard always is.</summary>
    public CallView ForNurse(CallView view) => options.ShowsListening ? view : view with
    {
        Listeners = [.. view.Listeners.Where(l => l.Mode != "listen")],
        Timeline = [.. view.Timeline.Where(e => !CallBook.SilentListening.Contains(e.Kind))],
    };

    private async Task<CallView?> WholeAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel)
    {
        if (await db.Set<Call>().FirstOrDefaultAsync(c => c.Id == callId, cancel) is not { } call) return null;
        var practice = await practices.GetAsync(db, call.PracticeId, cancel);
        // Put in order here: SQL Server has an order of its own for ids.
        var events = (await db.Set<CallEvent>().Where(e => e.CallId == callId).ToListAsync(cancel)).OrderBy(e => e.At).ThenBy(e => e.Id).ToList();
        var staffIds = events.Select(e => Guid.TryParse(e.Actor, out var id) ? id : (Guid?)null).Append(call.NurseId).OfType<Guid>().Distinct().ToList();
        var names = await staff.NamesAsync(db, staffIds, cancel);
        var triage = services.GetService<ICallTriage>();
        var session = triage is null ? null : await triage.SessionOfAsync(db, callId, cancel);
        var lost = call.State is CallState.WrapUp && call.Urgency <= UrgencyName.Urgent && call.EndReason is { } why && (why.StartsWith("caller hung up", StringComparison.Ordinal) || why.StartsWith("line ", StringComparison.Ordinal))
            && (triage is null || !await triage.IsToldAsync(db, callId, cancel));
        var handOver = call.State is CallState.Connected or CallState.OnHold ? await queue.HandOverOfAsync(db, callId, cancel) : null;
        if (handOver?.OfferedTo is { } asked) names = names.Concat((await staff.NamesAsync(db, [asked], cancel)).Where(n => !names.ContainsKey(n.Key))).ToDictionary();
        // With her earlier call's message: she rang again, and this call's nurse has it.
        var recordings = await db.Set<CallRecording>().Where(r => r.CallId == callId || (r.IsMessage && r.CallId == call.EarlierCallId)).OrderBy(r => r.AskedAt).ToListAsync(cancel);
        var recording = recordings.LastOrDefault(r => !r.IsMessage);
        var (licence, language) = await fit.OfAsync(db, call, clock.GetUtcNow(), cancel);
        return new CallView(call.Id, call.PracticeId, practice?.Name ?? call.PracticeId, practice?.TimeZone ?? "Etc/UTC", StateName(call.State), call.Urgency, call.Language,
            call.Reason, call.NurseId, call.NurseId is { } n ? names.GetValueOrDefault(n) : null, call.StartedAt, call.ConnectedAt, call.EndedAt, call.EndReason,
            call.NurseJoined, call.CallerJoined, call.State is CallState.OnHold, Recording: recording?.State is RecordingState.Running, call.WrapUpEndsAt,
            await CallerAsync(db, call, cancel), session,
            [.. events.Select(e => new CallEventView(e.At, e.Kind, e.What, Guid.TryParse(e.Actor, out var id) ? names.GetValueOrDefault(id, e.Actor) : e.Actor))],
            handOver is null ? null : new HandOverView(names.GetValueOrDefault(handOver.From, ""), handOver.OfferedTo is { } to ? names.GetValueOrDefault(to) : null, handOver.Deadline, handOver.Accepted, handOver.Text))
        {
            Parties = await PartiesAsync(db, callId, cancel),
            PracticeOpensAt = practice?.OpensAt(clock.GetUtcNow()),
            RecordingState = !options.RecordingPractices.Contains(call.PracticeId) ? "off" : recording is null ? "none" : recording.State.ToString().ToLowerInvariant(),
            Message = recordings.LastOrDefault(r => r is { IsMessage: true, EndedAt: not null }) is { } m ? new MessageView(m.Id, m.IsSettled ? m.State.ToString().ToLowerInvariant() : "coming", m.AskedAt, m.Seconds) : null,
            Listeners = [.. (await db.Set<Party>().Where(p => p.CallId == callId && p.Role == PartyRole.Supervisor && p.State != PartyState.Over).OrderBy(p => p.Place).ToListAsync(cancel)).Select(Listener)],
            Help911At = call.Help911At,
            Comment = call.Comment,
            LicenceNotice = licence,
            LanguageNotice = language,
            PlaceKnown = call.PatientState is not null || !NurseFit.HasHer(call),
            HeldSince = call.HeldSince,
            HoldOverdue = call.HoldOverdue,
            CallBackNumbers = call.State is CallState.WrapUp ? await CountNumbersAsync(db, call, cancel) : 0,
            DroppedUrgent = lost,
        };
    }

    // Asked for late: what a nurse may ring comes from slices that stand on calls.
    private async Task<int> CountNumbersAsync(CallCenterDbContext db, Call call, CancellationToken cancel) =>
        (await services.GetRequiredService<RingingDesk>().NumbersAsync(db, call, cancel)).Count;

    private static async Task<IReadOnlyList<PartyView>> PartiesAsync(CallCenterDbContext db, Guid callId, CancellationToken cancel) =>
        [.. (await db.Set<Party>().Where(p => p.CallId == callId && p.Role != PartyRole.Supervisor).OrderBy(p => p.Place).ToListAsync(cancel)).Select(p => new PartyView(
            p.Id, p.Name, p.Role.ToString().ToLowerInvariant(), p.Plan.ToString().ToLowerInvariant(), p.State is PartyState.InCall ? "in-call" : p.State.ToString().ToLowerInvariant(), p.Result))];

    internal static ListenerView Listener(Party listener) => new(
        listener.Id, listener.AskedBy, listener.Name, listener.Plan.ToString().ToLowerInvariant(),
        listener.State switch
        {
            PartyState.InCall => "in-call",
            PartyState.Answered => "changing",
            PartyState.Ringing or PartyState.Waiting or PartyState.Over => "coming",
        });

    private async Task<CallerView> CallerAsync(CallCenterDbContext db, Call call, CancellationToken cancel)
    {
        var ids = call.CandidateIds.Concat(call.PatientId is { } p ? [p] : []).Distinct().ToList();
        var names = await patients.NamesAsync(db, ids, cancel);
        return new CallerView(call.CallerKind.ToString().ToLowerInvariant(), call.CallerName, call.Relation, call.MayBeSpokenTo, call.VerifiedBy is not null,
            call.PatientId, call.PatientId is { } id ? names.GetValueOrDefault(id)?.Name : null, [.. names.Values.OrderBy(n => n.Name)],
            call.CallerNumber.StartsWith('+') ? call.CallerNumber : null, call.PatientLocation, call.PatientSaid);
    }

    /// <summary>The state's name on the wire: <c>on-hold</c>, <c>wrap-up</c>.</summary>
    public static string StateName(CallState state) => state switch
    {
        CallState.OnHold => "on-hold",
        CallState.WrapUp => "wrap-up",
        CallState.CallBack => "call-back",
        CallState.Ringing or CallState.Greeting or CallState.Identifying or CallState.Queued or CallState.Offered or CallState.Dialling or CallState.Connected or CallState.Transferred
            or CallState.Closed or CallState.Abandoned or CallState.Voicemail or CallState.Failed => state.ToString().ToLowerInvariant(),
    };
}
