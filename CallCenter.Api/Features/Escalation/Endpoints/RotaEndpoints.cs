using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Endpoints;

internal static class RotaEndpoints
{
    private const int LongestText = 300, UsualWeeks = 4;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rotas/{practiceId}", ShowAsync);
        Change<RotaChangeRequest>(api, "take", (s, w, p, id, said, c) => s.Desk.TakeAsync(w, p, id, said with { Reason = Clean(said.Reason) }, c));
        Change<RotaChangeRequest>(api, "override", (s, w, p, id, said, c) => s.Desk.OverrideAsync(w, p, id, said with { Reason = Clean(said.Reason) }, c));
        Change<RotaSwapRequest>(api, "swaps", (s, w, p, id, said, c) => s.Swaps.OfferAsync(w, p, id, said with { Reason = Clean(said.Reason) }, c));
        Answer(api, "agree", (s, w, p, id, deal, said, c) => s.Swaps.AgreeAsync(w, p, id, deal, said, c));
        Answer(api, "decline", (s, w, p, id, deal, said, c) => s.Swaps.DeclineAsync(w, p, id, deal, said, c));
        Answer(api, "withdraw", (s, w, p, id, deal, said, c) => s.Desk.WithdrawAsync(w, p, id, deal, said, c));
        api.MapPost("/rotas/{practiceId}/feeds", (HttpContext http, string practiceId, RotaFeedRequest asked, HttpCommands commands, RotaFeeds feeds) =>
            // Without the key: the kept answer would be the secret.
            commands.RunAsync<RotaFeedMade>(WithoutKey(http), "make-rota-feed", (work, person, cancel) => feeds.MakeAsync(work, person, practiceId, asked, cancel)));
        api.MapPost("/rotas/{practiceId}/feeds/{feedId:guid}/revoke", (HttpContext http, string practiceId, Guid feedId, HttpCommands commands, RotaFeeds feeds) =>
            commands.RunAsync<RotaFeedView>(http, "revoke-rota-feed", (work, person, cancel) => feeds.RevokeAsync(work, person, practiceId, feedId, cancel)));
        api.MapPost("/rotas/{practiceId}/imports/{scheduleId}/{layerId}", (HttpContext http, string practiceId, string scheduleId, string layerId, RotaUpload upload, HttpCommands commands, RotaActs acts) =>
            commands.RunAsync(http, "import-rota", acts.ThenShow(practiceId, (w, p, c) => acts.Imports.UploadAsync(w, p, practiceId, scheduleId, layerId, upload, c))));
        api.MapPost("/rotas/{practiceId}/imports/{scheduleId}/{layerId}/source", (HttpContext http, string practiceId, string scheduleId, string layerId, RotaSource source, HttpCommands commands, RotaActs acts) =>
            commands.RunAsync(http, "set-rota-source", acts.ThenShow(practiceId, (w, p, c) => acts.Imports.SourceAsync(w, p, practiceId, scheduleId, layerId, source, c))));
    }

    private static void Change<T>(RouteGroupBuilder api, string act, Func<RotaActs, UnitOfWork, Person, string, T, CancellationToken, Task<Outcome<RotaChange>>> body) =>
        api.MapPost($"/rotas/{{practiceId}}/{act}", (HttpContext http, string practiceId, T said, HttpCommands commands, RotaActs acts) =>
            commands.RunAsync(http, $"rota-{act}", acts.ThenShow(practiceId, (w, p, c) => body(acts, w, p, practiceId, said, c))));

    private static void Answer(RouteGroupBuilder api, string act, Func<RotaActs, UnitOfWork, Person, string, Guid, RotaReason, CancellationToken, Task<Outcome<RotaChange>>> body) =>
        api.MapPost($"/rotas/{{practiceId}}/changes/{{dealId:guid}}/{act}", (HttpContext http, string practiceId, Guid dealId, RotaReason said, HttpCommands commands, RotaActs acts) =>
            commands.RunAsync(http, $"rota-{act}", acts.ThenShow(practiceId, (w, p, c) => body(acts, w, p, practiceId, dealId, said with { Reason = Clean(said.Reason) }, c))));

    private static async Task<IResult> ShowAsync(HttpContext http, string practiceId, DateOnly? from, int? weeks, Database database, RotaViews views, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        return (await views.OfAsync(db, person, practiceId, from is { } day ? new LocalDate(day.Year, day.Month, day.Day) : null, weeks ?? UsualWeeks, cancel)).ToResult();
    }

    private static HttpContext WithoutKey(HttpContext http)
    {
        http.Request.Headers.Remove("Idempotency-Key");
        return http;
    }

    private static string Clean(string? text) => (text ?? "").Trim() is var clean && clean.Length <= LongestText ? clean : clean[..LongestText];
}

/// <summary>The acts of a console on a rota; each answers with the rota as it is afterwards.</summary>
internal sealed class RotaActs(RotaDesk desk, RotaSwaps swaps, RotaImports imports, RotaViews views)
{
    private const int WeeksShown = 4;

    public RotaDesk Desk => desk;

    public RotaSwaps Swaps => swaps;

    public RotaImports Imports => imports;

    public Func<UnitOfWork, Person, CancellationToken, Task<Outcome<RotaView>>> ThenShow<T>(string practiceId, Func<UnitOfWork, Person, CancellationToken, Task<Outcome<T>>> act) => async (work, person, cancel) =>
    {
        var done = await act(work, person, cancel);
        if (!done.Succeeded) return done.Refusal;
        await work.Db.SaveChangesAsync(cancel);
        return await views.OfAsync(work.Db, person, practiceId, null, WeeksShown, cancel);
    };
}

/// <summary>The calendar behind a secret address, for programs that cannot sign in.</summary>
internal static class RotaFeedEndpoint
{
    public static void Map(WebApplication app) => app.MapGet("/calendar/{token}.ics", ReadAsync).AllowAnonymous().RequireRateLimiting(PageLinkEndpoints.RateLimit);

    private static async Task<IResult> ReadAsync(string token, Database database, CommandWriter writer, RotaFeeds feeds, CancellationToken cancel)
    {
        await using var db = database.Read(PracticeScope.Everything(ScopeBypass.PageLink));
        if (await feeds.ReadAsync(db, token, cancel) is not { } feed) return Results.Text("This calendar address is not known, or was revoked. Ask the practice for a new one.", "text/plain", statusCode: 404);
        await writer.RunAsync(PracticeScope.Everything(ScopeBypass.PageLink), async (work, c) =>
        {
            if (await work.Set<RotaFeed>().FirstOrDefaultAsync(f => f.Id == feed.FeedId, c) is { } row) row.LastReadAt = work.Now;
        }, cancel);
        return Results.Text(feed.Text, "text/calendar; charset=utf-8");
    }
}
