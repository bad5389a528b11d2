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
        var lowerings = new List<Lowering>(ScaleComparison.Compare(approved, candidate));
        var rewordings = new List<Rewording>();
        foreach (var old in CompiledPackage.Of(approved).Protocols)
            if (CompiledPackage.Of(candidate).Find(old.Id) is { } now)
            {
                lowerings.AddRange(new ProtocolComparison(approved, old, candidate, now).Lowerings());
                rewordings.AddRange(Rewordings(old.Protocol, now.Protocol));
            }
            else lowerings.Add(new(old.Id, "protocol", "always", null, old.Protocol.Else, "nothing", "the protocol is removed"));
        var added = candidate.Protocols.Where(p => approved.FindProtocol(p.Id) is null).Select(p => p.Id);
        return new(lowerings, rewordings, [.. added]);
    }

    private static IEnumerable<Rewording> Rewordings(Protocol old, Protocol now)
    {
        var questions = now.Questions.ToDictionary(q => q.Question.Id, q => q.Question);
        foreach (var (_, was) in old.Questions)
            if (questions.TryGetValue(was.Id, out var q))
            {
                if (q.Q.Text != was.Q.Text) yield return new(old.Id, was.Id, "en", was.Q.Text, q.Q.Text);
                foreach (var (language, text) in was.Q.Translations)
                    if (q.Q.In(language) != text) yield return new(old.Id, was.Id, language, text, q.Q.In(language));
            }
    }
}
