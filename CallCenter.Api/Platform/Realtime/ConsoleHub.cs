using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>
/// Pushes to consoles. A console joins its person and its practices; on the nurse line also the queue, for a supervisor the practices' supervisors,
/// and for whoever answers for a practice's people its overseers.
/// </summary>
[Authorize(Policy = ConsoleSecurity.PracticeToo)]
public sealed class ConsoleHub(IEnumerable<IPresenceListener> presence, ConsoleScopes scopes) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var person = Context.User!.Person();
        await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Person(person.StaffId));
        await Groups.AddToGroupAsync(Context.ConnectionId, scopes.Join(person));
        foreach (var practice in person.Scope.Practices)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Practice(practice));
            if (person.IsSupervisor) await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Supervisors(practice));
            if (person.RunsRotas) await Groups.AddToGroupAsync(Context.ConnectionId, ConsoleGroups.Overseers(practice));
        }

        Seen(person);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        var person = Context.User!.Person();
        scopes.Leave(person);
        foreach (var listener in presence) listener.Gone(person.StaffId, Context.ConnectionId);
        return Task.CompletedTask;
    }

    [HubMethodName(HubMethods.Heartbeat)]
    public void Heartbeat() => Seen(Context.User!.Person());

    private void Seen(Person person)
    {
        if (!person.IsOnNurseLine) return;
        foreach (var listener in presence) listener.Seen(person.StaffId, Context.ConnectionId);
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
    public static string Overseers(string practiceId) => $"overseers:{practiceId}";
}
