using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>Pushes to consoles. A console joins its person, its practices and, for a supervisor, the practices' supervisors.</summary>
[Authorize]
public sealed class ConsoleHub(IEnumerable<IPresenceListener> presence, ConsoleScopes scopes) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var person = Context.User!.Person();
        await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Person(person.StaffId));
        await Groups.AddToGroupAsync(Context.ConnectionId, scopes.Join(person.Scope));
        foreach (var practice in person.Scope.Practices)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Practice(practice));
            if (person.IsSupervisor) await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Supervisors(practice));
        }

        foreach (var listener in presence) listener.Seen(person.StaffId, Context.ConnectionId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        var person = Context.User!.Person();
        scopes.Leave(person.Scope);
        foreach (var listener in presence) listener.Gone(person.StaffId, Context.ConnectionId);
        return Task.CompletedTask;
    }

    [HubMethodName(HubMethods.Heartbeat)]
    public void Heartbeat()
    {
        foreach (var listener in presence) listener.Seen(Context.User!.Person().StaffId, Context.ConnectionId);
    }
}

/// <summary>A slice that wants to know whose console is alive.</summary>
public interface IPresenceListener
{
    void Seen(Guid staffId, string connection);

    void Gone(Guid staffId, string connection);
}

public static class ConsoleGroups
{
    public static string Person(Guid staffId) => $"person:{staffId:N}";
    public static string Practice(string practiceId) => $"practice:{practiceId}";
    public static string Supervisors(string practiceId) => $"supervisors:{practiceId}";
}
