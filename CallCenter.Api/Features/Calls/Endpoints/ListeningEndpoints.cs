using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>A supervisor in a call of her practices. Each answers with the call; her own place in it is among its listeners.</summary>
internal static class ListeningEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/calls/{id:guid}/listeners", (HttpContext http, Guid id, HttpCommands commands, ListeningDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "listen", (work, person, cancel) => OnCallAsync(work, person, id, views, call => desk.BeginAsync(work, call, person, cancel), cancel)));
        api.MapPut("/calls/{id:guid}/listeners/{listener:guid}", (HttpContext http, Guid id, Guid listener, ListeningRequest wanted, HttpCommands commands, ListeningDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "listening-mode", (work, person, cancel) => OnOwnAsync(work, person, id, listener, views, (call, hers) => desk.ChangeAsync(work, call, hers, wanted.Mode, cancel), cancel)));
        api.MapPost("/calls/{id:guid}/listeners/{listener:guid}/take-over", (HttpContext http, Guid id, Guid listener, HttpCommands commands, ListeningDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "take-over", (work, person, cancel) => OnOwnAsync(work, person, id, listener, views, (call, hers) => desk.TakeOverAsync(work, call, hers, cancel), cancel)));
        api.MapPost("/calls/{id:guid}/listeners/{listener:guid}/stop", (HttpContext http, Guid id, Guid listener, HttpCommands commands, ListeningDesk desk, CallViews views) =>
            commands.RunAsync<CallView>(http, "stop-listening", (work, person, cancel) => OnOwnAsync(work, person, id, listener, views, (call, hers) => desk.StopAsync(work, call, hers, cancel), cancel)));
    }

    /// <summary>Her own listening and nobody else's.</summary>
    private static Task<Outcome<CallView>> OnOwnAsync(
        UnitOfWork work, Person person, Guid id, Guid listener, CallViews views, Func<Call, Party, Task<Outcome<Party>>> deed, CancellationToken cancel) =>
        OnCallAsync(work, person, id, views, async call =>
            work.Find<Party>(listener) is { Role: PartyRole.Supervisor } hers && hers.CallId == call.Id && hers.AskedBy == person.StaffId ? await deed(call, hers) : ListeningRefusals.NotThere, cancel);

    private static async Task<Outcome<CallView>> OnCallAsync(UnitOfWork work, Person person, Guid id, CallViews views, Func<Call, Task<Outcome<Party>>> deed, CancellationToken cancel)
    {
        if (!person.IsSupervisor) return ListeningRefusals.SupervisorsOnly;
        if (await CallBook.FindAsync(work, id, cancel) is not { } call) return CallRefusals.Unknown;
        var done = await deed(call);
        if (!done.Succeeded) return done.Refusal;
        await work.Db.SaveChangesAsync(cancel);
        return (await views.ForAsync(work.Db, id, cancel, all: true))!;
    }
}
