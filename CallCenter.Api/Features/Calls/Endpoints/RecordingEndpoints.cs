using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>Recording a call, and hearing it afterwards: through us only, each time on the audit trail before the first byte leaves.</summary>
internal static class RecordingEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/calls/{id:guid}/recording", (HttpContext http, Guid id, RecordingRequest wanted, HttpCommands commands, RecordingDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "recording", async (work, person, cancel) =>
            {
                if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
                var done = await desk.ChangeAsync(work, call, person.StaffId, wanted, cancel);
                return done.Succeeded ? await CallEndpoints.ViewAsync(work, call, views, cancel) : done.Refusal;
            }));
        api.MapGet("/calls/{id:guid}/recordings", ListAsync);
        api.MapGet("/calls/{id:guid}/recordings/{recordingId:guid}/sound", SoundAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Guid id, Database database, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        if (await MayHearAsync(db, http.User.Person(), id, cancel) is null) return CallRefusals.Unknown.ToResult();
        var views = new List<RecordingView>();
        foreach (var r in await db.Set<CallRecording>().Where(r => r.CallId == id).OrderBy(r => r.AskedAt).ToListAsync(cancel))
            views.Add(new RecordingView(r.Id, r.State.ToString().ToLowerInvariant(), r.Consent, r.States, r.Seconds,
                await db.Set<RecordingSegment>().Where(s => s.RecordingId == r.Id).OrderBy(s => s.Start).Select(s => new RecordedStretch(s.Start, s.End)).ToListAsync(cancel), r.IsMessage));
        return Results.Ok(views);
    }

    private static async Task<IResult> SoundAsync(HttpContext http, Guid id, Guid recordingId, Database database, CommandWriter writer, ICallRecorder recorder, IAudit audit, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        if (await MayHearAsync(db, person, id, cancel) is not { } call
            || await db.Set<CallRecording>().FirstOrDefaultAsync(r => r.Id == recordingId && r.CallId == id, cancel) is not { } recording) return RecordingRefusals.Unknown.ToResult();
        if (recording.State is RecordingState.Absent) return RecordingRefusals.Nothing.ToResult();
        if (recording is not { State: RecordingState.Ready, RecordingSid: { } sid }) return RecordingRefusals.NotReady.ToResult();
        await writer.RunAsync(person.Scope, (work, _) =>
        {
            audit.Write(work, person.StaffId, call.PracticeId, recording.IsMessage ? "message-heard" : "recording-heard", "call", call.Id, $"recording={recording.Id:N}");
            return Task.CompletedTask;
        }, cancel);
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await recorder.SoundAsync(sid, cancel) is { } sound ? Results.Stream(sound, "audio/wav") : RecordingRefusals.NotReady.ToResult();
        }
        catch (TelephonyException)
        {
            return RecordingRefusals.NotReady.ToResult();
        }
    }

    private static async Task<Call?> MayHearAsync(CallCenterDbContext db, Person person, Guid id, CancellationToken cancel) =>
        await CallEndpoints.ReadAsync(db, id, cancel) is { } call && (person.IsSupervisor || call.NurseId == person.StaffId) ? call : null;
}
