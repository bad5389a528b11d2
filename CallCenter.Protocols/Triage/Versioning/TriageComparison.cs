using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>
/// Compares a candidate with the approved package, exhaustively over the facts of each question. A red flag
/// moved one tier down, or a question deleted, leaves a well-formed protocol that no other check can fault.
/// </summary>
public static class TriageComparison
{
    public static ComparisonResult Compare(TriagePackage approved, TriagePackage candidate)
    {
        var lowerings = new ScaleComparison(approved, candidate).Lowerings().ToList();
        var rewordings = Wordings.Changed(approved.Dispositions, candidate).Concat(Wordings.Changed(approved.Facts, candidate)).ToList();
        // The same bytes on the same scale are the same protocol.
        var sameScale = approved.Dispositions.Select(d => (d.Code, d.Rank)).SequenceEqual(candidate.Dispositions.Select(d => (d.Code, d.Rank)));
        foreach (var old in CompiledPackage.Of(approved).Protocols)
            if (CompiledPackage.Of(candidate).Find(old.Id) is { } now)
            {
                if (sameScale && now.Protocol.Digest == old.Protocol.Digest) continue;
                lowerings.AddRange(new ProtocolComparison(approved, old, candidate, now).Lowerings());
                rewordings.AddRange(Wordings.Changed(old.Protocol, now.Protocol));
            }
            else lowerings.Add(new(old.Id, "protocol", "always", null, old.Protocol.Else, "nothing", "the protocol is removed"));
        var added = candidate.Protocols.Where(p => approved.FindProtocol(p.Id) is null).Select(p => p.Id);
        return new(lowerings, rewordings, [.. added]);
    }
}
