using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Triage.Publishing;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Triage.Endpoints;

/// <summary>Everyone may read what she works by; a clinical lead publishes, recalls and reviews.</summary>
internal static class ProtocolEndpoints
{
    public static void MapReading(RouteGroupBuilder api)
    {
        api.MapGet("/protocols", ViewAsync);
        api.MapGet("/protocols/replay", ReplayAsync);
    }

    public static void MapActs(RouteGroupBuilder api)
    {
        var all = api.MapGroup("/protocols");
        all.MapGet("/reviews", ReviewsAsync);
        var lead = all.MapGroup("/").RequireAuthorization(ConsoleSecurity.ClinicalLeadOnly);
        lead.MapPost("/read", ReadAsync);
        lead.MapPost("/replay", (HttpContext http, ReplayRequest request, HttpCommands commands, ReplayJob job) =>
            commands.RunAsync<ReplayView>(http, "replay-protocols", (work, person, cancel) => job.StartAsync(work, person, request.Days, cancel)));
        lead.MapPost("/publications", (HttpContext http, PublishRequest request, HttpCommands commands, PublishDesk desk, CandidateDesk candidates) =>
            ThenFollowAsync(candidates, commands.RunAsync<Published>(http, "publish-protocols", (work, person, cancel) => desk.PublishAsync(work, person, Whole(request), cancel))));
        lead.MapPost("/packages/{digest}/recall", (HttpContext http, string digest, RecallRequest request, HttpCommands commands, RecallDesk desk, CandidateDesk candidates) =>
            ThenFollowAsync(candidates, commands.RunAsync<PackageRecalled>(http, "recall-protocols", (work, person, cancel) => desk.RecallAsync(work, person, digest, request, cancel))));
        lead.MapPost("/reviews/{id:guid}", (HttpContext http, Guid id, ReviewRequest request, HttpCommands commands, ReviewDesk desk) =>
            commands.RunAsync<ReviewRequest>(http, "review-recalled", (work, person, cancel) => desk.ReviewAsync(work, person, id, request, cancel)));
    }

    private static async Task<IResult> ViewAsync(HttpContext http, Database database, ProtocolViews views, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await views.ViewAsync(db, cancel));
    }

    private static async Task<IResult> ReadAsync(HttpContext http, Database database, ProtocolViews views, CandidateDesk candidates, CancellationToken cancel)
    {
        await candidates.LookAsync(cancel);
        return await ViewAsync(http, database, views, cancel);
    }

    private static async Task<IResult> ReplayAsync(HttpContext http, Database database, CandidateDesk candidates, TimeProvider clock, CancellationToken cancel)
    {
        var scope = http.User.Person().Scope;
        await using var db = database.Read(scope);
        return candidates.Reading.Package is { } candidate && await ReplayJob.LastAsync(db, candidate.Digest, cancel) is { } run
            ? Results.Ok(ReplayJob.View(run, clock.GetUtcNow(), scope))
            : Results.NoContent();
    }

    private static async Task<IResult> ReviewsAsync(HttpContext http, Database database, ReviewDesk desk, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await desk.ListAsync(db, cancel));
    }

    /// <summary>Whoever published sees it in service in her very next question to this host.</summary>
    private static async Task<IResult> ThenFollowAsync(CandidateDesk candidates, Task<IResult> command)
    {
        var answer = await command;
        await candidates.FollowAsync(CancellationToken.None);
        return answer;
    }

    private static PublishRequest Whole(PublishRequest request) => request with
    {
        Approves = request.Approves ?? [], Reasons = request.Reasons ?? [], SameMeaning = request.SameMeaning ?? [],
    };
}
