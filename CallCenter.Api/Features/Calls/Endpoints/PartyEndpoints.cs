using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>Who is rung for a call, the caller rung back, a patient called from her card.</summary>
internal static class PartyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/calls/{id:guid}/directory", DirectoryAsync);
        api.MapPost("/calls/{id:guid}/parties", (HttpContext http, Guid id, RingPartyRequest wanted, HttpCommands commands, RingingDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "ring-party", (work, person, cancel) => OnCallAsync(work, person, id, views, call => desk.RingPartyAsync(work, call, person.StaffId, wanted, cancel), cancel)));
        OnParty(api, "bring-in", (work, call, party, _, desk, _, cancel) => desk.BringInAsync(work, call, party, cancel));
        OnParty(api, "transfer", (work, call, party, person, desk, _, cancel) => desk.TransferAsync(work, call, party, person.StaffId, cancel));
        OnParty(api, "dismiss", (work, call, party, _, desk, parties, cancel) => desk.DismissAsync(work, call, party, parties, cancel));
        api.MapPost("/calls/{id:guid}/call-back", (HttpContext http, Guid id, HttpCommands commands, RingingDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "call-back", (work, person, cancel) => OnCallAsync(work, person, id, views, call => desk.CallBackAsync(work, call, person.StaffId, cancel), cancel)));
        api.MapPost("/patients/{id:guid}/call", (HttpContext http, Guid id, CallPatientRequest wanted, HttpCommands commands, RingingDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "call-patient", (work, person, cancel) => CallPatientAsync(work, person, id, wanted, desk, views, cancel)));
    }

    private delegate Task<Outcome<Party>> PartyDeed(UnitOfWork work, Call call, Party party, Person person, RingingDesk desk, PartyDesk parties, CancellationToken cancel);

    private static void OnParty(RouteGroupBuilder api, string deed, PartyDeed act) =>
        api.MapPost($"/calls/{{id:guid}}/parties/{{partyId:guid}}/{deed}", (HttpContext http, Guid id, Guid partyId, HttpCommands commands, RingingDesk desk, PartyDesk parties, CallViews views) =>
            commands.RunAsync<CallView>(http, $"party-{deed}", (work, person, cancel) => OnCallAsync(work, person, id, views, async call =>
                work.Find<Party>(partyId) is { } party && party.CallId == call.Id && party.Role is not PartyRole.Supervisor ? await act(work, call, party, person, desk, parties, cancel) : RingingRefusals.NotThere, cancel)));

    private static async Task<Outcome<CallView>> OnCallAsync<T>(UnitOfWork work, Person person, Guid id, CallViews views, Func<Call, Task<Outcome<T>>> deed, CancellationToken cancel)
    {
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        var done = await deed(call);
        return done.Succeeded ? await CallEndpoints.ViewAsync(work, call, views, cancel) : done.Refusal;
    }

    private static async Task<Outcome<CallView>> CallPatientAsync(UnitOfWork work, Person person, Guid id, CallPatientRequest wanted, RingingDesk desk, CallViews views, CancellationToken cancel)
    {
        var called = await desk.CallPatientAsync(work, id, person.StaffId, wanted.Number, cancel);
        return called.Succeeded ? await CallEndpoints.ViewAsync(work, called.Value, views, cancel) : called.Refusal;
    }

    private static async Task<IResult> DirectoryAsync(HttpContext http, Guid id, Database database, RingingDesk desk, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        if (await CallEndpoints.ReadAsync(db, id, cancel) is not { } call) return CallRefusals.Unknown.ToResult();
        var entries = await desk.DirectoryAsync(db, call.PracticeId, cancel);
        return Results.Ok(entries.Select(e => new DirectoryLineView(e.Id, e.Name, e.Role, e.Language is { } spoken && spoken[..2] == call.Language[..2])));
    }
}
