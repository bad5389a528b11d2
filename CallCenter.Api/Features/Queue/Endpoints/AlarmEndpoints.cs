using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Queue.Endpoints;

/// <summary>What the supervisors must know, and that one of them knows it.</summary>
internal static class AlarmEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alarms", OpenAsync);
        api.MapPost("/alarms/{id:guid}/seen", (HttpContext http, Guid id, HttpCommands commands, Alarms alarms) =>
            commands.RunAsync<AlarmSeen>(http, "see-alarm", (work, person, _) => Task.FromResult(alarms.See(work, id, person))));
    }

    private static async Task<IResult> OpenAsync(HttpContext http, Database database, CancellationToken cancel)
    {
        var person = http.User.Person();
        if (!person.IsSupervisor) return QueueRefusals.SupervisorsOnly.ToResult();
        await using var db = database.Read(person.Scope);
        return Results.Ok(await Alarms.OpenAsync(db, cancel));
    }
}
