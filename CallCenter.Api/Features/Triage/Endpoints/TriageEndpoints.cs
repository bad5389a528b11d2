using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Endpoints;

internal static class TriageEndpoints
{
    private const int LongestDraft = 20_000;

    /// <summary>What calls are worked by, as text: nothing of a caller.</summary>
    public static void MapReading(RouteGroupBuilder api) => api.MapGet("/triage/packages/{digest}", PackageAsync);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/calls/{callId:guid}/triage", (HttpContext http, Guid callId, HttpCommands commands, TriageSessions sessions) =>
            commands.RunAsync<TriageSessionView>(http, "open-triage", async (work, person, cancel) =>
            {
                var opened = await sessions.OpenAsync(work, person, callId, cancel);
                if (!opened.Succeeded) return opened.Refusal;
                await work.Db.SaveChangesAsync(cancel);
                return TriageSessions.View(opened.Value, await sessions.LogOfAsync(work.Db, opened.Value.Id, cancel));
            }));
        api.MapGet("/triage/{id:guid}", GetAsync);
        api.MapPost("/triage/{id:guid}/events", (HttpContext http, Guid id, TriageEventsRequest request, HttpCommands commands, TriageSessions sessions) =>
            commands.RunAsync<TriageEventsResult>(http, "triage-events", (work, person, cancel) => sessions.TakeAsync(work, person, id, request.EventsJson ?? "", cancel)));
        api.MapPut("/triage/{id:guid}/draft", (HttpContext http, Guid id, DraftRequest draft, HttpCommands commands, TriageSessions sessions) =>
            commands.RunAsync<object>(http, "save-draft", (work, person, cancel) => SaveDraftAsync(work, person, id, draft.Text ?? "", sessions, cancel)));
        api.MapGet("/triage/{id:guid}/note", NoteAsync);
        api.MapPost("/triage/{id:guid}/sign", (HttpContext http, Guid id, SignNoteRequest sign, HttpCommands commands, NoteDesk notes) =>
            commands.RunAsync<TriageSessionView>(http, "sign-note", (work, person, cancel) => notes.SignAsync(work, person, id, sign.FreeText ?? "", cancel)));
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, Database database, TriageSessions sessions, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return await db.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == id, cancel) is { } session
            ? Results.Ok(TriageSessions.View(session, await sessions.LogOfAsync(db, id, cancel)))
            : SessionRefusals.Unknown.ToResult();
    }

    private static async Task<IResult> PackageAsync(HttpContext http, string digest, Database database, ProtocolShelf shelf, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        if (await shelf.FindAsync(db, digest, cancel) is not { } package) return SessionRefusals.PackageUnknown.ToResult();
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Text(TriagePackageJson.Write(package), "application/json");
    }

    private static async Task<IResult> NoteAsync(HttpContext http, Guid id, Database database, NoteDesk notes, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return await db.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == id, cancel) is { } session
            ? Results.Ok(await notes.PreviewAsync(db, session, cancel))
            : SessionRefusals.Unknown.ToResult();
    }

    private static async Task<Outcome<object>> SaveDraftAsync(UnitOfWork work, Person person, Guid id, string text, TriageSessions sessions, CancellationToken cancel)
    {
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == id, cancel) is not { } session) return SessionRefusals.Unknown;
        if (session.SignedNote is not null) return SessionRefusals.Signed;
        if (await sessions.NotHersAsync(work, person, session, cancel) is not null) return SessionRefusals.NotYourCall;
        if (text.Length > LongestDraft) return Refusal.Invalid("draft-too-long", $"Keep the text under {LongestDraft} characters.");
        session.DraftNote = text;
        session.Version++;
        return new { saved = true };
    }
}
