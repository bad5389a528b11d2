using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Publishing;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Escalation.Endpoints;

/// <summary>Supervisors, clinical leads and the practice's manager see and try a practice's file; a clinical lead or the manager puts it into force.</summary>
internal static class PracticeFileEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var seen = api.MapGroup("/practice-files").RequireAuthorization(ConsoleSecurity.RunsPracticeFile);
        seen.MapGet("/", RowsAsync);
        seen.MapGet("/{practiceId}", ViewAsync);
        seen.MapGet("/{practiceId}/publications/{number:int}", TextAsync);
        seen.MapPost("/{practiceId}/check", CheckAsync);
        seen.MapPost("/{practiceId}/simulate", Simulate);
        seen.MapPut("/{practiceId}/candidate", (HttpContext http, string practiceId, KeepCandidate asked, HttpCommands commands, FileDesk desk) =>
            Refused(http, practiceId, asked.Text) is { } refused ? Task.FromResult(refused.ToResult())
            : commands.RunAsync<FileCandidate>(http, "keep-escalation-file", (work, person, cancel) => desk.KeepAsync(work, person, practiceId, asked, cancel)));
        seen.MapPost("/{practiceId}/publications", PublishAsync).RequireAuthorization(ConsoleSecurity.PublishesPracticeFile);
    }

    private static async Task<IResult> RowsAsync(HttpContext http, Database database, FileViews views, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await views.RowsAsync(db, cancel));
    }

    private static async Task<IResult> ViewAsync(HttpContext http, string practiceId, Database database, FileViews views, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return await views.ViewAsync(db, practiceId, cancel) is { } view ? Results.Ok(view) : FileRefusals.UnknownPractice.ToResult();
    }

    private static async Task<IResult> TextAsync(HttpContext http, string practiceId, int number, Database database, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        return await FileViews.TextAsync(db, practiceId, number, cancel) is { } text ? Results.Text(text) : FileRefusals.NoSuchPublication.ToResult();
    }

    private static async Task<IResult> CheckAsync(HttpContext http, string practiceId, CheckFile asked, Database database, FileDesk desk, CancellationToken cancel)
    {
        if (Refused(http, practiceId, asked.Text) is { } refused) return refused.ToResult();
        await using var db = database.Read(http.User.Person().Scope);
        return Results.Ok(await desk.CheckAsync(db, practiceId, asked, cancel));
    }

    private static IResult Simulate(HttpContext http, string practiceId, SimulateFile asked) =>
        Refused(http, practiceId, asked.Text) is { } refused ? refused.ToResult() : FileSimulation.Run(practiceId, asked).ToResult();

    private static async Task<IResult> PublishAsync(HttpContext http, string practiceId, PublishFile asked, Database database, HttpCommands commands, FileDesk desk, EscalationFiles files, CancellationToken cancel)
    {
        if ((Refused(http, practiceId, asked.Text) ?? desk.Refuses(practiceId, asked)) is { } refused) return refused.ToResult();
        JudgedFile judged;
        await using (var db = database.Read(http.User.Person().Scope)) judged = await desk.JudgeAsync(db, practiceId, asked.Text, cancel);
        var whole = asked with { Accepts = asked.Accepts ?? [] };
        var answer = await commands.RunAsync<FilePublished>(http, "publish-escalation-file", (work, person, c) => desk.PublishAsync(work, person, practiceId, whole, judged, c));
        // Whoever published finds it in force in her very next question to this host.
        files.Follow();
        return answer;
    }

    private static Refusal? Refused(HttpContext http, string practiceId, string? text) =>
        !http.User.Person().Scope.Allows(practiceId) ? FileRefusals.UnknownPractice : text is null || text.Length > FileRefusals.LongestText ? FileRefusals.TooLong : null;
}
