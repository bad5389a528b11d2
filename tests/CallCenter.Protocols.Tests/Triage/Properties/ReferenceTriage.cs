using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage.Properties;

/// <summary>
/// The rules of triage as plainly as they can be written, to hold the fast engine against: the result is the highest rank of
/// anything, over every protocol that has joined.
/// </summary>
internal static class ReferenceTriage
{
    public static int Result(TriagePackage package, Dictionary<string, FactValue> known, IEnumerable<string> joined, Dictionary<(string, string), Answer> answers)
    {
        var protocols = joined.Append(package.Gate.Id).Concat(answers.Keys.Select(a => a.Item1)).ToHashSet();
        while (Opened(package, known, protocols, answers).FirstOrDefault(p => !protocols.Contains(p)) is { } more) protocols.Add(more);
        var ranks = package.Floors.Where(f => f.When.Over(known) == Truth.Yes).Select(f => package.Rank(f.To)).ToList();
        foreach (var protocol in protocols.Select(package.FindProtocol).OfType<Protocol>())
        {
            ranks.AddRange(Raised(package, protocol.Else, protocol.ElseRaises, known));
            if (protocol.NeverBelow is { } floor) ranks.Add(package.Rank(floor));
            foreach (var (tier, q) in protocol.Questions)
                ranks.AddRange(Said(q, known, answers.GetValueOrDefault((protocol.Id, q.Id), Answer.Absent)) switch
                {
                    Answer.Present => Raised(package, tier.Go, q.Raises, known),
                    Answer.Unsure when q.Unknown.Kind == UnknownKind.Act => Raised(package, tier.Go, q.Raises, known),
                    Answer.Unsure when q.Unknown.Kind == UnknownKind.AtLeast => [package.Rank(q.Unknown.AtLeast ?? "")],
                    _ => [0],
                });
        }
        return ranks.Max();
    }

    private static IEnumerable<string> Opened(TriagePackage package, Dictionary<string, FactValue> known, HashSet<string> protocols, Dictionary<(string, string), Answer> answers) =>
        from p in protocols.Select(package.FindProtocol).OfType<Protocol>()
        from q in p.Questions.Select(q => q.Question)
        let said = Said(q, known, answers.GetValueOrDefault((p.Id, q.Id), Answer.Absent))
        where q.Link is not null && (said == Answer.Present || said == Answer.Unsure && q.Unknown.Kind != UnknownKind.Clear)
        select q.Link;

    private static Answer Said(Question q, Dictionary<string, FactValue> known, Answer answered) =>
        q.When?.Over(known) == Truth.No ? Answer.Absent : q.From?.Over(known) == Truth.Yes ? Answer.Present : answered;

    private static IEnumerable<int> Raised(TriagePackage package, string go, IReadOnlyList<Raise> raises, Dictionary<string, FactValue> known) =>
        raises.Where(r => r.When.Over(known) != Truth.No).Select(r => package.Rank(r.To)).Append(package.Rank(go));
}
