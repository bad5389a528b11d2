using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Endpoints;

/// <summary><c>GET /api/work/notes</c>: this nurse's calls that are over and whose note she has not signed, oldest first.</summary>
internal static class NotesToSignEndpoint
{
    private const int Most = 100;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/work/notes", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, Database database, ICalls calls, IPractices practices, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        var open = await db.Set<TriageSession>().Where(s => s.SignedNote == null).OrderBy(s => s.OpenedAt).Select(s => new { s.Id, s.CallId }).Take(Most).ToListAsync(cancel);
        var notes = new List<NoteToSign>();
        foreach (var session in open)
            if (await calls.GetAsync(db, session.CallId, cancel) is { EndedAt: { } ended } call && call.NurseId == person.StaffId
                && await practices.GetAsync(db, call.PracticeId, cancel) is { } practice)
                notes.Add(new NoteToSign(call.CallId, session.Id, practice.Name, practice.TimeZone, call.CallerLabel, ended));
        return Results.Ok(notes);
    }
}
