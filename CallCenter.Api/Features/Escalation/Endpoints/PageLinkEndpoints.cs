using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Lifecycle;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Endpoints;

/// <summary>The page behind a text's link. Opening it does nothing (previewers open links too); the button with the right PIN acknowledges.</summary>
internal static class PageLinkEndpoints
{
    public const string RateLimit = "page-link";
    private const int RequestsPerMinute = 20;
    private const int LargestForm = 2048;

    public static void Map(WebApplication app)
    {
        app.MapGet("/p/{token}", OpenAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
        app.MapPost("/p/{token}", AnswerAsync).AllowAnonymous().RequireRateLimiting(RateLimit);
    }

    public static void Limit(RateLimiterOptions limiter) => limiter.AddPolicy(RateLimit, http =>
        RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    private static async Task<IResult> OpenAsync(string token, PageLinkDesk desk, CancellationToken cancel) => Html(await desk.LookAsync(token, cancel));

    private static async Task<IResult> AnswerAsync(HttpContext http, string token, PageLinkDesk desk, CancellationToken cancel)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LargestForm) return Html(new(400, PageLinkHtml.Message("The form could not be read. Open the link again.")));
        var form = await http.Request.ReadFormAsync(cancel);
        return Html(await desk.AnswerAsync(token, form["pin"].ToString().Trim(), cancel));
    }

    private static IResult Html(PageLinkAnswer answer) => Results.Content(answer.Html, "text/html; charset=utf-8", Encoding.UTF8, answer.Status);
}

internal sealed record PageLinkAnswer(int Status, string Html);

/// <summary>Finds the page by the hash of its token; proof is the PIN of the contact the text was sent to.</summary>
internal sealed class PageLinkDesk(
    Database database, CommandWriter writer, TimeProvider clock, IPractices practices, IClinicianPins pins, EscalationDesk desk, PageDesk pages, PageSummaries summaries, NoteBook notes)
{
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.PageLink);

    public async Task<PageLinkAnswer> LookAsync(string token, CancellationToken cancel)
    {
        await using var db = database.Read(Scope);
        var (page, no) = await UsableAsync(db, token, cancel);
        if (page is null) return no!;
        var practice = await practices.GetAsync(db, page.PracticeId, cancel);
        return new(200, PageLinkHtml.Form(practice?.Name ?? "your practice", null));
    }

    public async Task<PageLinkAnswer> AnswerAsync(string token, string pin, CancellationToken cancel)
    {
        Page page;
        string practice;
        bool right;
        await using (var db = database.Read(Scope))
        {
            var (found, no) = await UsableAsync(db, token, cancel);
            if (found is null) return no!;
            page = found;
            practice = (await practices.GetAsync(db, page.PracticeId, cancel))?.Name ?? "your practice";
            // Checked outside the writer: a PIN's hash is slow on purpose.
            right = await pins.VerifyAsync(db, page.PracticeId, page.ContactId, pin, cancel);
        }

        return right
            ? await writer.RunAsync(Scope, (work, c) => TakeAsync(work, page.Id, c), cancel)
            : await writer.RunAsync(Scope, (work, c) => WrongAsync(work, page.Id, practice, c), cancel);
    }

    private async Task<(Page? Page, PageLinkAnswer? No)> UsableAsync(CallCenterDbContext db, string token, CancellationToken cancel)
    {
        var hash = PageLinks.HashOf(token);
        if (await db.Set<Page>().FirstOrDefaultAsync(p => p.LinkHash == hash, cancel) is not { } page) return (null, Say(404, PageLinkHtml.Unknown));
        if (page.LinkUsedAt is not null) return (null, Say(410, PageLinkHtml.Used));
        if (page.WrongPins >= PageLinks.MostWrongPins) return (null, Say(410, PageLinkHtml.Locked));
        if (clock.GetUtcNow() - page.CreatedAt > PageLinks.Life) return (null, Say(410, PageLinkHtml.Expired));
        var open = await db.Set<EscalationCase>().AnyAsync(e => e.Id == page.EscalationId && (e.Phase == EscalationPhase.Paging || e.Phase == EscalationPhase.Held || e.Phase == EscalationPhase.LastResort
            || (e.Phase == EscalationPhase.Acknowledged && e.TakenHow == AckHow.Asking)), cancel);
        return open ? (page, null) : (null, Say(410, PageLinkHtml.Over));
    }

    private async Task<PageLinkAnswer> TakeAsync(UnitOfWork work, Guid pageId, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, pageId, cancel) is not { LinkUsedAt: null } page || page.WrongPins >= PageLinks.MostWrongPins) return Say(410, PageLinkHtml.Used);
        if (await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return Say(404, PageLinkHtml.Unknown);
        page.LinkUsedAt = work.Now;
        var plan = await desk.PlanAsync(work, escalation, cancel);
        var reply = await pages.TakeAsync(work, escalation, page, AckHow.Link, $"{PageDesk.Evidence(page)} link", cancel);
        var by = reply.TakenBy is { } person ? await notes.NameAsync(work.Db, plan, person, cancel) : null;
        var said = PageWords.AfterChoice(reply, reply.TakenBy == page.ContactId, by, reply.TakenAt is { } at ? PracticeClock.Spoken(at.ToDateTimeOffset(), escalation.TimeZone) : null);
        var has = reply.TakenBy == page.ContactId;
        return new(200, PageLinkHtml.Message(has ? [said, PageWords.Summary(await summaries.TellAsync(work, escalation, plan, page.ContactId, cancel))] : [said]));
    }

    private async Task<PageLinkAnswer> WrongAsync(UnitOfWork work, Guid pageId, string practice, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, pageId, cancel) is not { } page || await EscalationDesk.FindAsync(work, page.EscalationId, cancel) is not { } escalation) return Say(404, PageLinkHtml.Unknown);
        (page.WrongPins, page.Version) = (page.WrongPins + 1, page.Version + 1);
        notes.Write(work, escalation, $"A wrong PIN was entered behind the link ({page.WrongPins} of {PageLinks.MostWrongPins}).", Deed.Telephone(PageDesk.Evidence(page)));
        return page.WrongPins >= PageLinks.MostWrongPins ? Say(410, PageLinkHtml.Locked) : new(403, PageLinkHtml.Form(practice, "That PIN is not right. Try again."));
    }

    private static PageLinkAnswer Say(int status, string text) => new(status, PageLinkHtml.Message(text));
}
