using System.Collections.Concurrent;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>The distinct practice scopes of the connected consoles: one push serves all consoles that may see the same.</summary>
public sealed class ConsoleScopes(IConfiguration configuration)
{
    // With a backplane the watching console may be connected to another host.
    private readonly string _host = Guid.NewGuid().ToString("N")[..8];
    private readonly bool _alone = string.IsNullOrEmpty(configuration.GetConnectionString("Redis"));

    private readonly ConcurrentDictionary<string, (PracticeScope Scope, int Consoles)> _connected = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Group, PracticeScope Scope)> Connected => [.. _connected.Select(c => (c.Key, c.Value.Scope))];

    /// <summary>False: certainly no console that may see this practice is connected, so nothing need be worked out for one.</summary>
    public bool MayBeWatched(string practiceId) => !_alone || _connected.Values.Any(c => c.Scope.Allows(practiceId));

    public string Join(PracticeScope scope)
    {
        var group = Group(scope);
        _connected.AddOrUpdate(group, _ => (scope, 1), (_, known) => (known.Scope, known.Consoles + 1));
        return group;
    }

    public void Leave(PracticeScope scope)
    {
        var group = Group(scope);
        var left = _connected.AddOrUpdate(group, _ => (scope, 0), (_, known) => (known.Scope, known.Consoles - 1));
        if (left.Consoles <= 0) ((ICollection<KeyValuePair<string, (PracticeScope, int)>>)_connected).Remove(new(group, left));
    }

    // Named by host: with a backplane each host tells its own consoles, under its own sequence numbers.
    private string Group(PracticeScope scope) => $"scope:{_host}:" + string.Join(',', scope.Practices.Order(StringComparer.Ordinal));
}
