using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Endpoints;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Features.Calls;

/// <summary>
/// Whether a call is recorded: only for practices that want it, by the stricter state of both ends, decided before the first second. Where one party's
/// knowledge is enough it begins with the talk, announced to the caller; elsewhere it waits for her yes. What is learned later can only make it stricter.
/// </summary>
public sealed class RecordingDesk(CallBook book, CallsOptions options, IPatients patients, IAudit audit) : IListenTo<CallConnected>
{
    public async Task HandleAsync(UnitOfWork work, CallConnected fact, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, fact.CallId, cancel) is not { } call || !options.RecordingPractices.Contains(call.PracticeId)) return;
        if (Recordings.Of(work, call.Id).Any(r => r.IsOpen || r.Withdrawn)) return;
        var (rule, states) = await RuleAsync(work, call, cancel);
        if (rule is ConsentRule.OneParty) await BeginAsync(work, call, CallRecording.Announced, states, AuditActor.Engine, cancel);
    }

    /// <summary>Who speaks, or where she is, has become known: an announced recording goes on only where that is still enough.</summary>
    public async Task RejudgeAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (Recordings.OpenOf(work, call.Id) is not { Consent: CallRecording.Announced } recording) return;
        var (rule, states) = await RuleAsync(work, call, cancel);
        if (rule is ConsentRule.OneParty) return;
        audit.Write(work, AuditActor.Engine, call.PracticeId, "recording-needs-consent", "call", call.Id.ToString("D"), $"recording={recording.Id:N} states={states}");
        book.Note(work, call, "recording-ends", "The recording ends: where the caller is, everybody must agree. Ask her, then record anew.", "system");
        await Recordings.StopAsync(work, call, cancel);
    }

    /// <summary>The network says what a recording or a message is now. Late, repeated, or asked for by us.</summary>
    public async Task HeardAsync(UnitOfWork work, CallRecording recording, NetworkRecording said, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, recording.CallId, cancel) is not { } call || !await Recordings.HeardAsync(work, recording, said, cancel)) return;
        call.Version++;
        book.Note(work, call, "recording", $"{(recording.IsMessage ? "Message" : "Recording")}: {recording.State.ToString().ToLowerInvariant()}.", "telephone");
        if (recording.IsMessage) await book.MessageHeardAsync(work, call, recording, cancel);
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
                // Who has taken her yes back is not recorded for being where one party's knowledge is enough.
                if (!wanted.CallerAgreed && (rule is ConsentRule.AllParties || Recordings.Of(work, call.Id).Any(r => r.Withdrawn))) return RecordingRefusals.AskHer;
                await BeginAsync(work, call, wanted.CallerAgreed ? CallRecording.Agreed : CallRecording.Announced, states, nurse.ToString("D"), cancel);
                return call;
            case "running" or "paused" when open is not null:
                open.PausedByNurse = wanted.Status == "paused";
                Write(work, call, nurse, wanted.Status, open.PausedByNurse ? "The nurse pauses the recording." : "The nurse lets the recording go on.");
                await Recordings.FollowAsync(work, call, cancel);
                return call;
            case "stopped" when open is not null:
                open.Withdrawn = true;
                Write(work, call, nurse, wanted.Status, "The caller does not want to be recorded any more: the nurse ends the recording.");
                await Recordings.StopAsync(work, call, cancel);
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
        book.Note(work, call, "recording-asked", $"The recording is to begin ({consent}); the caller hears so first.", Guid.TryParse(actor, out _) ? actor : "system");
        await Recordings.SendAsync(work, call, recording, CallActions.StartRecording, "start", null, cancel);
        await Recordings.FollowAsync(work, call, cancel);
    }

    private void Write(UnitOfWork work, Call call, Guid nurse, string status, string words)
    {
        audit.Write(work, nurse, call.PracticeId, "recording-changed", "call", call.Id, $"status={status}");
        book.Note(work, call, $"recording-{status}", words, nurse.ToString("D"));
    }

    /// <summary>
    /// The patient's place is the caller's only when she speaks herself; of anybody else nobody has asked. Where she lives counts beside what was said:
    /// it is the stricter of what is known.
    /// </summary>
    private async Task<(ConsentRule Rule, string States)> RuleAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        var caller = call.CallerKind is CallerKind.Patient ? call.PatientState : null;
        var nurse = options.NurseState is "" ? null : options.NurseState;
        var lives = call.PatientId is { } id ? (await patients.GetAsync(work.Db, id, cancel))?.State : null;
        return (RecordingRules.Of(caller, nurse, lives ?? caller), $"{caller ?? "?"}/{nurse ?? "?"}");
    }
}

internal static class RecordingRefusals
{
    public static readonly Refusal Off = Refusal.Conflict("recording-off", "This practice does not record its calls.");
    public static readonly Refusal AskHer = Refusal.Conflict("recording-needs-consent", "Everybody on the line must agree where the caller is, or it is not known who speaks or where she is, or she did not want it before. Ask: “May I record this call?” and say what she answered.");
    public static readonly Refusal NotRunning = Refusal.Conflict("recording-not-running", "Nothing is being recorded.");
    public static readonly Refusal StatusUnknown = Refusal.Invalid("recording-status-unknown", "Choose running, paused or stopped.");
    public static readonly Refusal Unknown = Refusal.NotFound("recording-unknown", "There is no such recording for you: it is heard by the call's nurse and by supervisors.");
    public static readonly Refusal Nothing = Refusal.NotFound("recording-absent", "Nothing was recorded. Ring the caller back.");
    public static readonly Refusal NotReady = Refusal.Conflict("recording-not-ready", "The recording is not there yet. It comes a little after the call; try again in a minute.");
}
