using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Escalation.Endpoints;

internal static class EscalationEndpoints
{
    private const int LongestText = 300;
    private const int LongestHistory = 366;

    public static void MapReading(RouteGroupBuilder api)
    {
        api.MapGet("/escalations", ListAsync);
        api.MapGet("/escalations/history", HistoryAsync);
        api.MapGet("/escalations/texts-stopped", TextsStoppedAsync);
    }

    public static void MapActs(RouteGroupBuilder api)
    {
        Command<EscalationCommand>(api, "acknowledge", (acts, work, person, id, said, cancel) => acts.AcknowledgeAsync(work, person, id, Clean(said.Reason), cancel));
        Command<EscalationCommand>(api, "cancel", (acts, work, person, id, said, cancel) => acts.CancelAsync(work, person, id, Clean(said.Reason), cancel));
        Command<EscalationCommand>(api, "close", (acts, work, person, id, said, cancel) => acts.CloseAsync(work, person, id, Clean(said.Reason), cancel));
        Command<EscalationCommand>(api, "note", (acts, work, person, id, said, cancel) => acts.NoteAsync(work, person, id, Clean(said.Reason), cancel));
        Command<EscalationJump>(api, "jump", (acts, work, person, id, said, cancel) => acts.JumpAsync(work, person, id, said with { Reason = Clean(said.Reason) }, cancel));
        Command<EscalationTakeOver>(api, "take-over", (acts, work, person, id, said, cancel) => acts.TakeOverAsync(work, person, id, said with { Reason = Clean(said.Reason) }, cancel));
        api.MapPost("/escalations/{id:guid}/ring-now", (HttpContext http, Guid id, HttpCommands commands, EscalationActs acts) =>
            commands.RunAsync<EscalationView>(http, "ring-now-escalation", (work, person, cancel) => acts.RingNowAsync(work, person, id, cancel)));
    }

    private static void Command<T>(RouteGroupBuilder api, string act, Func<EscalationActs, UnitOfWork, Person, Guid, T, CancellationToken, Task<Outcome<EscalationView>>> body) =>
        api.MapPost($"/escalations/{{id:guid}}/{act}", (HttpContext http, Guid id, T said, HttpCommands commands, EscalationActs acts) =>
            commands.RunAsync<EscalationView>(http, $"{act}-escalation", (work, person, cancel) => body(acts, work, person, id, said, cancel)));

    private static async Task<IResult> ListAsync(HttpContext http, Guid? callId, Database database, EscalationViews views, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(callId is { } call ? await views.OfCallAsync(db, call, cancel) : await views.OpenAsync(db, cancel));
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, int? days, Database database, PastEscalations past, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await past.OfAsync(db, Math.Clamp(days ?? 30, 1, LongestHistory), cancel));
    }

    private static async Task<IResult> TextsStoppedAsync(HttpContext http, Database database, OptOuts optOuts, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await optOuts.AllAsync(db, cancel));
    }

    private static string Clean(string? text) => (text ?? "").Trim() is var clean && clean.Length <= LongestText ? clean : clean[..LongestText];
}
