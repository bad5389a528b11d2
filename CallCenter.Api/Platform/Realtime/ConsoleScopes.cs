using System.Collections.Concurrent;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>The distinct practice scopes of the connected consoles: one push serves all consoles that may see the same.</summary>
public sealed class ConsoleScopes
{
    private readonly ConcurrentDictionary<string, (PracticeScope Scope, int Consoles)> _connected = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Group, PracticeScope Scope)> Connected => [.. _connected.Select(c => (c.Key, c.Value.Scope))];

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

    private static string Group(PracticeScope scope) => "scope:" + string.Join(',', scope.Practices.Order(StringComparer.Ordinal));
}
