using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>The call's nurse, or a supervisor, gives 911 help.</summary>
internal static class Help911Endpoint
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/calls/{id:guid}/help-911", (HttpContext http, Guid id, HttpCommands commands, Help911 help, CallViews views) =>
            commands.RunAsync<CallView>(http, "help-911", (work, person, cancel) => GiveAsync(work, person, id, help, views, cancel)));

    private static async Task<Outcome<CallView>> GiveAsync(UnitOfWork work, Person person, Guid id, Help911 help, CallViews views, CancellationToken cancel)
    {
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        var given = await help.GiveAsync(work, call, person.StaffId, cancel);
        return given.Succeeded ? await CallEndpoints.ViewAsync(work, call, views, cancel) : given.Refusal;
    }
}
