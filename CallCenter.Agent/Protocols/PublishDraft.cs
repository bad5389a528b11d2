using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Protocols;

/// <summary>What an approver has filled in for one candidate so far, and what is still missing.</summary>
public sealed class PublishDraft
{
    private readonly Dictionary<string, string> _reasons = [];
    private readonly HashSet<string> _sameMeaning = [];
    private readonly HashSet<string> _approves = [];
    private (string? Candidate, string InService) _for;

    public string Name { get; set; } = "";
    public DateOnly? ReviewBy { get; set; }

    public string Reason(string key) => _reasons.GetValueOrDefault(key, "");
    public void Give(string key, string reason) => _reasons[key] = reason;

    public bool IsSame(string key) => _sameMeaning.Contains(key);
    public void Confirm(string key, bool same) => Put(_sameMeaning, key, same);

    public bool Approves(string protocol) => _approves.Contains(protocol);
    public void Approve(string protocol, bool approved) => Put(_approves, protocol, approved);
    public int Approved => _approves.Count;

    /// <summary>Another candidate, or another package in service: what was written for the old comparison does not count for the new one.</summary>
    public void For(ProtocolsView view)
    {
        if (_for == (view.Candidate.Digest, view.InService.Digest)) return;
        _for = (view.Candidate.Digest, view.InService.Digest);
        _reasons.Clear();
        _sameMeaning.Clear();
        _approves.Clear();
        Name = "";
    }

    public IEnumerable<string> Missing(ProtocolsView view, ReplayView? replay, string ownName)
    {
        if (view.Candidate.Findings.Any(f => f.Severity == "error")) yield return "The folder has errors";
        if (view.Candidate.Matters.Count(m => Reason(m.Key).Trim().Length == 0) is var reasons and > 0) yield return reasons == 1 ? "1 finding lacks your reason" : $"{reasons} findings lack your reason";
        if (view.Candidate.Rewordings.Count(r => !IsSame(r.Key)) is var words and > 0) yield return words == 1 ? "1 changed wording is not confirmed" : $"{words} changed wordings are not confirmed";
        if (replay is not { State: "done" }) yield return "Past calls are not replayed yet";
        if (_approves.Count > 0 && ReviewBy is null) yield return "The approval has no review date";
        if (!string.Equals(Name.Trim(), ownName, StringComparison.OrdinalIgnoreCase)) yield return $"Type your full name: {ownName}";
    }

    public PublishRequest Request(ProtocolsView view) => new(
        view.Candidate.Digest ?? "", view.InService.Digest, Name.Trim(), [.. _approves], _approves.Count > 0 ? ReviewBy : null,
        [.. view.Candidate.Matters.Select(m => new GivenReason(m.Key, Reason(m.Key).Trim()))], [.. _sameMeaning]);

    private static void Put(HashSet<string> set, string key, bool isIn)
    {
        if (isIn) set.Add(key);
        else set.Remove(key);
    }
}
