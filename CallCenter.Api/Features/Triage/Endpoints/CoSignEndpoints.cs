using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Triage.Endpoints;

/// <summary>Leaving a locked level with a second clinician.</summary>
internal static class CoSignEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/co-signs", ListAsync);
        api.MapPost("/triage/{id:guid}/co-signs", (HttpContext http, Guid id, AskCoSignRequest ask, HttpCommands commands, CoSignDesk desk) =>
            commands.RunAsync<CoSignView>(http, "ask-co-sign", (work, person, cancel) => desk.AskAsync(work, person, id, ask, cancel)));
        api.MapPost("/co-signs/{id:guid}/withdraw", (HttpContext http, Guid id, HttpCommands commands, CoSignDesk desk) =>
            commands.RunAsync<CoSignView>(http, "withdraw-co-sign", (work, person, cancel) => desk.WithdrawAsync(work, person, id, cancel)));
        api.MapPost("/co-signs/{id:guid}/open", (HttpContext http, Guid id, HttpCommands commands, CoSignDesk desk) =>
            commands.RunAsync<CoSignSession>(http, "open-co-sign", (work, person, cancel) => desk.OpenAsync(work, person, id, cancel)));
        api.MapPost("/co-signs/{id:guid}/answer", (HttpContext http, Guid id, AnswerCoSignRequest answer, HttpCommands commands, CoSignDesk desk) =>
            commands.RunAsync<CoSignView>(http, "answer-co-sign", (work, person, cancel) => desk.AnswerAsync(work, person, id, answer, cancel)));
    }

    private static async Task<IResult> ListAsync(HttpContext http, Database database, CoSignDesk desk, TimeProvider clock, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        return Results.Ok(await desk.ForAsync(db, person, clock.GetUtcNow(), cancel));
    }
}
