using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Endpoints;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// Whether a call is recorded: only for practices that want it, by the stricter state of both ends, decided before the first second. Where one party's
/// knowledge is enough it begins with the talk, announced to the caller; elsewhere it waits for her yes.
/// </summary>
public sealed class RecordingDesk(CallBook book, CallsOptions options, IPatients patients, IAudit audit) : IListenTo<CallConnected>
{
    public async Task HandleAsync(UnitOfWork work, CallConnected fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is not { } call || !options.RecordingPractices.Contains(call.PracticeId) || Recordings.OpenOf(work, call.Id) is not null) return;
        var (rule, states) = await RuleAsync(work, call, cancel);
        if (rule is ConsentRule.OneParty) await BeginAsync(work, call, "announced", states, AuditActor.Engine, cancel);
    }

    public async Task<Outcome<Call>> ChangeAsync(UnitOfWork work, Call call, Guid nurse, RecordingRequest wanted, CancellationToken cancel)
    {
        if (!options.RecordingPractices.Contains(call.PracticeId)) return RecordingRefusals.Off;
        if (call.State is not (CallState.Connected or CallState.OnHold)) return CallRefusals.NotConnected;
        var open = Recordings.OpenOf(work, call.Id);
        switch (wanted.Status)
        {
            case "running" when open is null:
                var (rule, states) = await RuleAsync(work, call, cancel);
                if (rule is ConsentRule.AllParties && !wanted.CallerAgreed) return RecordingRefusals.AskHer;
                await BeginAsync(work, call, wanted.CallerAgreed ? "caller agreed" : "announced", states, nurse.ToString("D"), cancel);
                return call;
            case "running":
                await WantAsync(work, call, nurse, "in-progress", "The recording goes on.", cancel);
                return call;
            case "paused" when open is not null:
                await WantAsync(work, call, nurse, "paused", "The recording is paused.", cancel);
                return call;
            case "stopped" when open is not null:
                await WantAsync(work, call, nurse, "stopped", "The recording has been ended.", cancel);
                return call;
            case "paused" or "stopped":
                return RecordingRefusals.NotRunning;
            default:
                return RecordingRefusals.StatusUnknown;
        }
    }

    private async Task BeginAsync(UnitOfWork work, Call call, string consent, string states, string actor, CancellationToken cancel)
    {
        if (await CallBook.CallerLegAsync(work, call.Id, cancel) is not { EndedAt: null } leg) return;
        var recording = new CallRecording
        {
            Id = Guid.CreateVersion7(work.Now), CallId = call.Id, PracticeId = call.PracticeId, CallSid = leg.CallSid, Consent = consent, States = states, AskedAt = work.Now,
        };
        work.Add(recording);
        audit.Write(work, actor, call.PracticeId, "recording-asked", "call", call.Id.ToString("D"), $"recording={recording.Id:N} consent={consent} states={states} table={RecordingRules.AsOf.ToString("O", System.Globalization.CultureInfo.InvariantCulture)}");
        book.Note(work, call, "recording-asked", $"The recording begins ({consent}); the caller hears so.", Guid.TryParse(actor, out _) ? actor : "system");
        await Recordings.SendAsync(work, call, recording, CallActions.StartRecording, $"recording-{recording.Id:N}", null, cancel);
    }

    private async Task WantAsync(UnitOfWork work, Call call, Guid nurse, string status, string words, CancellationToken cancel)
    {
        audit.Write(work, nurse, call.PracticeId, "recording-changed", "call", call.Id, $"status={status}");
        book.Note(work, call, $"recording-{status}", words, nurse.ToString("D"));
        await Recordings.WantAsync(work, call, status, cancel);
    }

    private async Task<(ConsentRule Rule, string States)> RuleAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        var lives = call.PatientId is { } id ? (await patients.GetAsync(work.Db, id, cancel))?.State : null;
        var (caller, nurse) = (RecordingRules.CallerState(call.PatientLocation, lives), options.NurseState is "" ? null : options.NurseState);
        // Words may be misread ("she is OK"): where she lives counts too when it is stricter.
        var rule = lives is null || RecordingRules.Of(lives, nurse) is ConsentRule.OneParty ? RecordingRules.Of(caller, nurse) : ConsentRule.AllParties;
        return (rule, $"{caller ?? "?"}/{nurse ?? "?"}");
    }
}

internal static class RecordingRefusals
{
    public static readonly Refusal Off = Refusal.Conflict("recording-off", "This practice does not record its calls.");
    public static readonly Refusal AskHer = Refusal.Conflict("recording-needs-consent", "Everybody on the line must agree where the caller is, or it is not known where she is. Ask: “May I record this call?” and say what she answered.");
    public static readonly Refusal NotRunning = Refusal.Conflict("recording-not-running", "Nothing is being recorded.");
    public static readonly Refusal StatusUnknown = Refusal.Invalid("recording-status-unknown", "Choose running, paused or stopped.");
    public static readonly Refusal Unknown = Refusal.NotFound("recording-unknown", "There is no such recording for you: it is heard by the call's nurse and by supervisors.");
    public static readonly Refusal NotReady = Refusal.Conflict("recording-not-ready", "The recording is not ready yet. It comes a little after the call; try again in a minute.");
}
