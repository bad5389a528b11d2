using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Agent.Triage;

/// <summary>
/// The session's log as this console sees it: what the server holds, then what it has not confirmed yet, in the
/// order it happened. The server's part always wins; a refused event is gone and its reason stays to be read.
/// </summary>
public sealed class EventLog
{
    private List<TriageEvent> _held = [];
    private List<TriageEvent> _pending = [];

    public IReadOnlyList<TriageEvent> All => [.. _held, .. _pending];
    public IReadOnlyList<TriageEvent> Pending => _pending;

    public void Add(TriageEvent happened) => _pending.Add(happened);

    /// <summary>Adopts the server's log; pending events it has, or has refused, are no longer pending.</summary>
    public void Adopt(IReadOnlyList<TriageEvent> held, IEnumerable<Guid> refused)
    {
        var settled = held.Select(e => e.Id).Concat(refused).ToHashSet();
        _held = [.. held];
        _pending = [.. _pending.Where(e => !settled.Contains(e.Id))];
    }

    /// <summary>Brings back what an earlier page of this tab had not sent.</summary>
    public void Restore(IReadOnlyList<TriageEvent> pending)
    {
        var known = All.Select(e => e.Id).ToHashSet();
        _pending = [.. pending.Where(e => !known.Contains(e.Id)), .. _pending];
    }
}
