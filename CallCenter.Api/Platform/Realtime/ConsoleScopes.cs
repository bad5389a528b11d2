using System.Collections.Concurrent;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>The distinct practice scopes of the connected consoles: one push serves all consoles that may see the same.</summary>
public sealed class ConsoleScopes(IConfiguration configuration)
{
    // With a backplane the watching console may be connected to another host.
    private readonly string _host = Guid.NewGuid().ToString("N")[..8];
    private readonly bool _alone = string.IsNullOrEmpty(configuration.GetConnectionString("Redis"));

    private readonly ConcurrentDictionary<string, Watching> _connected = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Connected => [.. _connected.Keys];

    /// <summary>Of the nurse line's consoles; a practice's manager has no queue.</summary>
    public IReadOnlyList<(string Group, PracticeScope Scope)> WithQueue => [.. _connected.Where(c => c.Value.SeesQueue).Select(c => (c.Key, c.Value.Scope))];

    /// <summary>False: certainly no console that may see this practice is connected, so nothing need be worked out for one.</summary>
    public bool MayBeWatched(string practiceId) => !_alone || _connected.Values.Any(c => c.Scope.Allows(practiceId));

    /// <summary>False: certainly no supervisor of this practice is connected.</summary>
    public bool MayBeSupervised(string practiceId) => !_alone || _connected.Values.Any(c => c.Supervisors > 0 && c.Scope.Allows(practiceId));

    public string Join(Person person)
    {
        var group = Group(person);
        _connected.AddOrUpdate(group, _ => new Watching(person.Scope, person.IsOnNurseLine).With(person, 1), (_, known) => known.With(person, 1));
        return group;
    }

    public void Leave(Person person)
    {
        var group = Group(person);
        var left = _connected.AddOrUpdate(group, _ => new Watching(person.Scope, person.IsOnNurseLine), (_, known) => known.With(person, -1));
        if (left.Consoles <= 0) ((ICollection<KeyValuePair<string, Watching>>)_connected).Remove(new(group, left));
    }

    // Named by host: with a backplane each host tells its own consoles, under its own sequence numbers.
    private string Group(Person person) => $"scope:{_host}:{(person.IsOnNurseLine ? "" : "practice:")}" + string.Join(',', person.Scope.Practices.Order(StringComparer.Ordinal));

    /// <summary>Those who may see the same, and how many of their consoles are connected.</summary>
    private sealed record Watching(PracticeScope Scope, bool SeesQueue, int Consoles = 0, int Supervisors = 0)
    {
        public Watching With(Person person, int more) => this with { Consoles = Consoles + more, Supervisors = Supervisors + (person.IsSupervisor ? more : 0) };
    }
}
