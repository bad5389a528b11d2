using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary><c>GET /api/work</c>: what this nurse is in the middle of. A reload or a second tab resumes from it.</summary>
internal static class WorkEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/work", GetAsync);

    private static async Task<IResult> GetAsync(HttpContext http, Database database, INurseDesk desk, CallViews views, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        var (presence, offer) = await desk.OfAsync(db, person.StaffId, cancel);
        var callId = await db.Set<Call>()
            .Where(c => c.NurseId == person.StaffId && (c.State == CallState.Offered || c.State == CallState.Dialling || c.State == CallState.Connected || c.State == CallState.OnHold
                || (c.State == CallState.Transferred && c.WrapUpFinishedAt == null) || (c.State == CallState.WrapUp && c.WrapUpFinishedAt == null)))
            .OrderBy(c => c.State == CallState.WrapUp || c.State == CallState.Transferred).ThenByDescending(c => c.StartedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        if (callId is not { } id) return Results.Ok(new CurrentWork(presence, offer, null));
        return Results.Ok(new CurrentWork(presence, offer, await views.ForAsync(db, id, cancel, all: person.IsSupervisor), await desk.HeldOfferAsync(db, person.StaffId, id, cancel)));
    }
}
