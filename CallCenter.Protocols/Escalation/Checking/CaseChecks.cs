using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C09, C24: which case goes where.</summary>
internal static class CaseChecks
{
    public static IEnumerable<TriageCase> Product =>
        from disposition in DispositionCodes.All
        from urgency in Enum.GetValues<Urgency>()
        select new TriageCase(disposition, urgency);

    public static IEnumerable<Finding> Uncovered(CheckContext c) =>
        CatchAll(c).Concat(Doubled(c)).Concat(Unheard(c));

    private static IEnumerable<Finding> CatchAll(CheckContext c)
    {
        var all = c.File.Protocols.Where(p => p.AppliesWhen.IsCatchAll).ToList();
        if (all.Count == 0)
            yield return c.Error("C09", c.File.Protocols[^1].At, "No protocol takes what matches nothing else.", "Add one with 'applies_when: any' as the last.");
        else if (all.Count > 1 || !c.File.Protocols[^1].AppliesWhen.IsCatchAll)
            yield return c.Error("C09", all[0].At, "The protocol with 'applies_when: any' must be the only one of its kind, and the last.", "Move it to the end.");
        if (all.Find(p => !p.AnswerRequired) is { } silent)
            yield return c.Error("C09", silent.At, "The protocol for what matches nothing else asks nobody.", "Let it page somebody.");
    }

    private static IEnumerable<Finding> Doubled(CheckContext c)
    {
        var named = c.File.Protocols.Where(p => !p.AppliesWhen.IsCatchAll).ToList();
        foreach (var pair in Cases(c).Select(x => (Case: x, Takers: named.FindAll(p => p.AppliesWhen.Matches(x.Disposition, x.Urgency))))
            .Where(x => x.Takers.Count > 1).DistinctBy(x => (x.Takers[0].Id, x.Takers[1].Id)))
            yield return c.Error("C09", pair.Takers[1].AppliesWhen.At,
                $"'{pair.Takers[0].Id}' and '{pair.Takers[1].Id}' both take {pair.Case.Disposition} ({pair.Case.Urgency}).", "Let exactly one protocol take each case.");
    }

    // The one disposition that tells a caller a clinician will ring may never end in a message nobody must answer.
    private static IEnumerable<Finding> Unheard(CheckContext c) =>
        Cases(c).Where(x => x.Disposition == DispositionCodes.ProviderNow)
            .Select(x => c.File.Protocols.FirstOrDefault(p => p.AppliesWhen.Matches(x.Disposition, x.Urgency)))
            .Where(p => p is { AnswerRequired: false }).Distinct()
            .Select(p => c.Error("C09", p!.AppliesWhen.At, $"'{p.Id}' takes {DispositionCodes.ProviderNow} and asks nobody for an answer.", "Remove 'answer: not-needed', or take the disposition out."));

    private static IEnumerable<TriageCase> Cases(CheckContext c) => c.Registry.Emitted ?? Product;

    public static IEnumerable<Finding> LongerThanPromised(CheckContext c)
    {
        var landed = Cases(c).Select(x => (x.Disposition, Protocol: c.File.Protocols.FirstOrDefault(p => p.AppliesWhen.Matches(x.Disposition, x.Urgency)))).Distinct();
        foreach (var (disposition, protocol) in landed)
            if (protocol is { AnswerRequired: true } && DispositionCodes.TimeFrame(disposition) is { } frame && protocol.NotLaterThan > frame)
                yield return c.Error("C24", protocol.At, $"'{protocol.Id}' waits {protocol.NotLaterThan.TotalMinutes} min, longer than the {frame.TotalMinutes} min that {disposition} promises.", "Lower 'not_later_than'.");
    }
}
