using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary><c>GET /api/board</c>: for supervisors, within their practices.</summary>
internal static class BoardEndpoint
{
    private static readonly Refusal SupervisorsOnly = Refusal.Forbidden("supervisors-only", "The board is for supervisors. Your own queue is on the console.");

    public static void Map(RouteGroupBuilder api) => api.MapGet("/board", async (HttpContext http, Database database, Board board, CancellationToken cancel) =>
    {
        var person = http.User.Person();
        if (!person.IsSupervisor) return SupervisorsOnly.ToResult();
        await using var db = database.Read(person.Scope);
        return Results.Ok(await board.NowAsync(db, cancel));
    });
}
