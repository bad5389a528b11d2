using Microsoft.JSInterop;

namespace CallCenter.Agent.Shell;

/// <summary>
/// Keys that act outside text fields. The last part to claim a key has it, until it lets go: an offer's D is
/// "decline" while the offer stands. Single letters can be switched off or changed (WCAG 2.1.4); F2 and Escape stay.
/// </summary>
public sealed class Shortcuts(Settings settings)
{
    private readonly List<KeyClaim> _claims = [];

    /// <summary>Claims a key by the name it was delivered with.</summary>
    public IDisposable On(string key, Func<Task> act)
    {
        if (key.Length == 1) key = key.ToUpperInvariant();
        if (key.Length == 1 && KeyMap.All.All(k => k.Delivered != key))
            throw new ArgumentException($"'{key}' is not in the list of single keys, so nobody could change it.", nameof(key));
        var claim = new KeyClaim(this, key, act);
        _claims.Add(claim);
        return claim;
    }

    [JSInvokable]
    public Task OnKey(string key)
    {
        if (key.Length == 1 && !settings.SingleKeys) return Task.CompletedTask;
        var meant = settings.Keys.Meant(key);
        return _claims.FindLast(c => c.Key == meant)?.Act() ?? Task.CompletedTask;
    }

    internal void Release(KeyClaim claim) => _claims.Remove(claim);
}

internal sealed class KeyClaim(Shortcuts shortcuts, string key, Func<Task> act) : IDisposable
{
    public string Key => key;
    public Func<Task> Act => act;
    public void Dispose() => shortcuts.Release(this);
}
