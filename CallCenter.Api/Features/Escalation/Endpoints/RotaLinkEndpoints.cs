using System.Globalization;
using System.Net;
using System.Text;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Endpoints;

/// <summary>The page behind a notice's link. Opening it does nothing (previewers open links too); a button with the right PIN answers.</summary>
internal static class RotaLinkEndpoints
{
    private const int LargestForm = 2048;

    public static void Map(WebApplication app)
    {
        app.MapGet("/h/{token}", async (string token, RotaLinkDesk desk, CancellationToken cancel) => Html(await desk.LookAsync(token, cancel)))
            .AllowAnonymous().RequireRateLimiting(PageLinkEndpoints.RateLimit);
        app.MapPost("/h/{token}", AnswerAsync).AllowAnonymous().RequireRateLimiting(PageLinkEndpoints.RateLimit);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string token, RotaLinkDesk desk, CancellationToken cancel)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LargestForm) return Html(new(400, PageLinkHtml.Message("The form could not be read. Open the link again.")));
        var form = await http.Request.ReadFormAsync(cancel);
        return Html(await desk.AnswerAsync(token, form["pin"].ToString().Trim(), form["answer"].ToString() != "no", cancel));
    }

    private static IResult Html(PageLinkAnswer answer) => Results.Content(answer.Html, "text/html; charset=utf-8", Encoding.UTF8, answer.Status);
}

/// <summary>Finds the notice by the digest of its token; proof is the PIN of the contact it was sent to.</summary>
internal sealed class RotaLinkDesk(Database database, CommandWriter writer, TimeProvider clock, IPractices practices, IClinicianPins pins, RotaAnswers answers, RotaSwaps swaps)
{
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.PageLink);

    public async Task<PageLinkAnswer> LookAsync(string token, CancellationToken cancel)
    {
        await using var db = database.Read(Scope);
        var (notice, no) = await UsableAsync(db, token, cancel);
        return notice is null ? no! : new(200, await FormAsync(db, notice, null, cancel));
    }

    public async Task<PageLinkAnswer> AnswerAsync(string token, string pin, bool yes, CancellationToken cancel)
    {
        RotaNotice notice;
        await using (var db = database.Read(Scope))
        {
            var (found, no) = await UsableAsync(db, token, cancel);
            if (found is null) return no!;
            notice = found;
            // Checked outside the writer: a PIN's hash is slow on purpose.
            if (!await pins.VerifyAsync(db, notice.PracticeId, notice.ContactId, pin, cancel))
                return await writer.RunAsync(Scope, (work, c) => WrongAsync(work, notice.Id, c), cancel);
        }

        return await writer.RunAsync(Scope, (work, c) => RightAsync(work, notice.Id, yes, c), cancel);
    }

    private async Task<(RotaNotice? Notice, PageLinkAnswer? No)> UsableAsync(CallCenterDbContext db, string token, CancellationToken cancel)
    {
        var hash = RotaSecrets.HashOf(token);
        if (await db.Set<RotaNotice>().FirstOrDefaultAsync(n => n.LinkHash == hash, cancel) is not { } notice) return (null, Say(404, PageLinkHtml.Unknown));
        if (notice.State is RotaNoticeState.Acknowledged or RotaNoticeState.Declined) return (null, Say(410, PageLinkHtml.Used));
        if (notice.WrongPins >= PageLinks.MostWrongPins) return (null, Say(410, "The PIN was wrong too often; this link no longer works. Call the nurse line."));
        return RotaAnswers.MayAnswer(notice, clock.GetUtcNow()) ? (notice, null) : (null, Say(410, "This no longer waits for an answer: the shift has changed or has passed. Look at the newest message, or call the nurse line."));
    }

    private async Task<PageLinkAnswer> RightAsync(UnitOfWork work, Guid id, bool yes, CancellationToken cancel)
    {
        if (await work.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) is not { } notice || !RotaAnswers.MayAnswer(notice, work.Now)) return Say(410, PageLinkHtml.Used);
        if (notice.Kind is RotaNoticeKind.OnCall)
        {
            await answers.ConfirmAsync(work, notice, "link", cancel);
            return Say(200, "Thank you. You have confirmed that you are on call, and that we reach you here.");
        }

        // Ended first: what follows calls off the questions that still wait, and this one has been answered.
        RotaPost.End(work, notice, yes ? RotaNoticeState.Acknowledged : RotaNoticeState.Declined, "link");
        await answers.ProveAsync(work, notice, cancel);
        if (await swaps.AnswerAsync(work, notice, yes, cancel) is { } refusal) return Say(409, refusal.Detail);
        return Say(200, yes ? "Thank you. The shifts are swapped." : "Thank you. Nothing is swapped; your colleague's nurse line is told.");
    }

    private async Task<PageLinkAnswer> WrongAsync(UnitOfWork work, Guid id, CancellationToken cancel)
    {
        if (await work.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) is not { } notice) return Say(404, PageLinkHtml.Unknown);
        (notice.WrongPins, notice.Version) = (notice.WrongPins + 1, notice.Version + 1);
        return notice.WrongPins >= PageLinks.MostWrongPins
            ? Say(410, "The PIN was wrong too often; this link no longer works. Call the nurse line.")
            : new(403, await FormAsync(work.Db, notice, "That PIN is not right. Try again.", cancel));
    }

    private async Task<string> FormAsync(CallCenterDbContext db, RotaNotice notice, string? problem, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(db, notice.PracticeId, cancel);
        var (name, zone) = (practice?.Name ?? "your practice", practice?.Zone ?? DateTimeZone.Utc);
        string Times(DateTimeOffset from, DateTimeOffset to) => $"{RotaWords.At(from, zone)} to {RotaWords.At(to, zone)}";
        if (notice.Kind is RotaNoticeKind.OnCall)
            return PageLinkHtml.Ask("You are on call", [$"For {name}, {Times(notice.TurnStart, notice.TurnEnd)} ({zone.Id})."], problem, ("yes", "I am on call"));
        var deal = await db.Set<RotaChange>().Where(c => c.DealId == notice.DealId).ToListAsync(cancel);
        var gives = deal.FirstOrDefault(c => c.Remove == notice.ContactId);
        return PageLinkHtml.Ask("A colleague asks to swap",
            [$"For {name}. You would be on call {Times(notice.TurnStart, notice.TurnEnd)},", $"and off {(gives is null ? "" : Times(gives.StartsAt, gives.EndsAt))} ({zone.Id})."],
            problem, ("yes", "I agree to swap"), ("no", "No, I keep my shift"));
    }

    private static PageLinkAnswer Say(int status, string text) => new(status, PageLinkHtml.Message(text));
}
