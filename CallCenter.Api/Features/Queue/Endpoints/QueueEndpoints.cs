using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Queue.Endpoints;

internal static class QueueEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        AlarmEndpoints.Map(api);
        api.MapGet("/queue", (HttpContext http, QueueFeed feed, CancellationToken cancel) => feed.SnapshotAsync(http.User.Person().Scope, cancel));
        api.MapGet("/calls/{id:guid}/routing", RoutingAsync);
        api.MapGet("/presence", PresenceAsync);
        api.MapPut("/presence", (HttpContext http, PresenceRequest wanted, HttpCommands commands, Presence presence, OfferDesk offers) =>
            commands.RunAsync<PresenceView>(http, "set-presence", async (work, person, cancel) =>
            {
                var outcome = await presence.ChooseAsync(work, person.StaffId, wanted.State, cancel);
                if (outcome.Succeeded) await offers.RouteAsync(work, cancel);
                return outcome;
            }));
        api.MapPost("/offers/{id:guid}/accept", (HttpContext http, Guid id, HttpCommands commands, OfferDesk offers) =>
            commands.RunAsync<OfferAccepted>(http, "accept-offer", async (work, person, cancel) =>
            {
                var outcome = await offers.AcceptAsync(work, id, person.StaffId, cancel);
                return outcome.Succeeded ? new OfferAccepted(outcome.Value.OfferId, outcome.Value.CallId) : outcome.Refusal;
            }));
        api.MapPost("/offers/{id:guid}/decline", (HttpContext http, Guid id, HttpCommands commands, OfferDesk offers) =>
            commands.RunAsync<OfferEnded>(http, "decline-offer", (work, person, cancel) => offers.DeclineAsync(work, id, person.StaffId, cancel)));
    }

    private static async Task<IResult> RoutingAsync(HttpContext http, Guid id, Database database, IStaff staff, CancellationToken cancel)
    {
        var person = http.User.Person();
        if (!person.IsSupervisor) return QueueRefusals.SupervisorsOnly.ToResult();
        await using var db = database.Read(person.Scope);
        var rows = await db.Set<RoutingRecord>().Where(r => r.CallId == id).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancel);
        var names = await staff.NamesAsync(db, [.. rows.Select(r => r.NurseId).OfType<Guid>().Distinct()], cancel);
        return Results.Ok(rows.Select(r => new RoutingView(r.At, r.NurseId is { } nurse ? names.GetValueOrDefault(nurse, nurse.ToString("D")) : null, r.Reasons, r.WhyNot)));
    }

    private static async Task<IResult> PresenceAsync(HttpContext http, Database database, IStaff staff, TimeProvider clock, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        var row = await db.Set<NursePresence>().FirstOrDefaultAsync(p => p.StaffId == person.StaffId, cancel)
            ?? new NursePresence { StaffId = person.StaffId, State = PresenceState.Offline, Since = clock.GetUtcNow(), IdleSince = clock.GetUtcNow() };
        return Results.Ok(Presence.View(row, await staff.GetAsync(db, person.StaffId, cancel)));
    }
}
