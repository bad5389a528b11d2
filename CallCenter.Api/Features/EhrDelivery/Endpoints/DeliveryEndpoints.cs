using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.EhrDelivery.Endpoints;

internal static class DeliveryEndpoints
{
    private const int LongestList = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization();
        api.MapGet("/calls/{callId:guid}/deliveries", OfCallAsync);
        var practiceToo = routes.MapGroup("/api").RequireAuthorization(ConsoleSecurity.PracticeToo);
        practiceToo.MapGet("/deliveries", InStateAsync);
        practiceToo.MapPost("/deliveries/{deliveryId:guid}/retry", RetryAsync);
    }

    private static async Task<IResult> OfCallAsync(Guid callId, HttpContext http, Database database, IPractices practices, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        var rows = await db.Set<Delivery>().Where(d => d.CallId == callId).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync(cancel);
        return Results.Ok(await ViewsAsync(db, practices, rows, cancel));
    }

    private static async Task<IResult> InStateAsync(string? state, HttpContext http, Database database, IPractices practices, CancellationToken cancel)
    {
        if (state is not null && DeliveryWords.State(state) is null)
            return Refusal.Invalid("unknown-state", "Ask for one of: queued, sending, acknowledged, confirmed, unknown, failed, needs-person, voided.").ToResult();
        await using var db = database.Read(http.User.Person().Scope);
        var all = db.Set<Delivery>().AsQueryable();
        if (state is not null && DeliveryWords.State(state) is { } wanted) all = all.Where(d => d.State == wanted);
        var rows = await all.OrderByDescending(d => d.CreatedAt).Take(LongestList).ToListAsync(cancel);
        return Results.Ok(await ViewsAsync(db, practices, rows, cancel));
    }

    private static Task<IResult> RetryAsync(Guid deliveryId, HttpContext http, HttpCommands commands, DeliveryDispatch dispatch, IPractices practices, IAudit audit) =>
        commands.RunAsync<DeliveryView>(http, $"delivery-retry:{deliveryId:N}", async (work, person, cancel) =>
        {
            var delivery = await work.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == deliveryId, cancel);
            if (delivery is null) return Refusal.NotFound("delivery-not-found", "There is no such delivery.");
            if (delivery.IsFiled) return Refusal.Conflict("delivery-filed", "This document is in the practice's record already.");
            if (delivery.State is DeliveryState.Sending) return Refusal.Conflict("delivery-under-way", "This document is being sent at this moment. Wait for the answer.");
            if (delivery.ReasonCode == DeliveryReason.CallerNotIdentified.Code) return Refusal.Conflict("caller-not-identified", DeliveryReason.CallerNotIdentified.Text);
            await dispatch.SendAgainAsync(work, delivery, cancel);
            audit.Write(work, person.StaffId, delivery.PracticeId, "delivery-sent-again", "delivery", delivery.Id, $"round={delivery.Round}");
            var practice = await practices.GetAsync(work.Db, delivery.PracticeId, cancel);
            return DeliveryNews.View(delivery, practice?.Name ?? delivery.PracticeId);
        });

    private static async Task<IReadOnlyList<DeliveryView>> ViewsAsync(CallCenterDbContext db, IPractices practices, List<Delivery> rows, CancellationToken cancel)
    {
        var names = (await practices.AllAsync(db, cancel)).ToDictionary(p => p.Id, p => p.Name);
        return [.. rows.Select(d => DeliveryNews.View(d, names.GetValueOrDefault(d.PracticeId, d.PracticeId)))];
    }
}
