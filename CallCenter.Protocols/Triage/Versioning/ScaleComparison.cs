using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>What every protocol rests on: the scale and its promises, the facts, the practice's floors, the danger words.</summary>
internal sealed class ScaleComparison(TriagePackage approved, TriagePackage candidate)
{
    public IEnumerable<Lowering> Lowerings() => Levels().Concat(Facts()).Concat(Floors()).Concat(DangerWords());

    private IEnumerable<Lowering> Levels()
    {
        foreach (var was in approved.Dispositions)
        {
            Lowering Less(string from, string to, string what) => new("dispositions", was.Code, "always", null, from, to, what);
            var now = candidate.FindDisposition(was.Code);
            if (now is null || now.Rank < was.Rank) yield return Less($"rank {was.Rank}", now is null ? "removed" : $"rank {now.Rank}", "the level lost its rank");
            if (now is null) continue;
            if (was.Lock && !now.Lock) yield return Less("locked", "open", "one person may now lower it");
            if (now.Urgency < was.Urgency) yield return Less($"{was.Urgency}", $"{now.Urgency}", "it waits longer in every queue");
            if (!Promise.KeepsUp(now.Within, was.Within)) yield return Less(was.Within, now.Within, "the promise to the caller is another");
            if (was.IfMissed is not null && now.IfMissed != was.IfMissed) yield return Less(was.IfMissed, now.IfMissed ?? "nothing", "what follows a missed promise is another");
        }
    }

    private IEnumerable<Lowering> Facts()
    {
        foreach (var was in approved.Facts)
        {
            Lowering Less(string from, string to, string what) => new("facts", was.Name, "always", null, from, to, what);
            var now = candidate.FindFact(was.Name);
            if (now is null || now.Type != was.Type) yield return Less($"{was.Type}", now is null ? "removed" : $"{now.Type}", "the fact is another");
            if (now is null) continue;
            if (was.RiskUp && !now.RiskUp) yield return Less("risk up", "no risk", "asked and not known no longer counts as on");
            if (was.Ask is not null && now.Ask is null) yield return Less("asked", "not asked", "nobody asks for it when the chart does not say");
            if ((now.Min, now.Max) != (was.Min, was.Max)) yield return Less($"{was.Min} to {was.Max}", $"{now.Min} to {now.Max}", "what counts as a slip of the hand is another");
            if (was.Choices.Except(now.Choices).Any()) yield return Less(string.Join(", ", was.Choices), string.Join(", ", now.Choices), "a choice is gone");
            if (now.Unit != was.Unit) yield return Less(was.Unit ?? "no unit", now.Unit ?? "no unit", "every limit on it means something else");
        }
    }

    private IEnumerable<Lowering> Floors()
    {
        foreach (var was in approved.Floors)
        {
            var now = candidate.Floors.FirstOrDefault(f => f.Id == was.Id);
            Lowering Less(string when, string to, string what) => new("floors", was.Id, when, null, was.To, to, what);
            if (FactSpace.Of(approved, now is null ? [was.When] : [was.When, now.When]) is not { } space)
                yield return Less("unknown", "unknown", "too many facts to compare");
            else if (space.FirstOrDefault(known => was.When.Over(known) == Truth.Yes && Held(now, known) < approved.Rank(was.To)) is { } known)
                yield return Less(FactSpace.Shown(known), now is not null && now.When.Over(known) == Truth.Yes ? now.To : "nothing", "the floor holds less");
        }
    }

    private int Held(Floor? floor, IReadOnlyDictionary<string, FactValue> known) => floor?.When.Over(known) == Truth.Yes ? candidate.Rank(floor.To) : 0;

    private IEnumerable<Lowering> DangerWords()
    {
        foreach (var was in approved.DangerWords)
        {
            var now = candidate.DangerWords.FirstOrDefault(w => w.Id == was.Id);
            var asks = $"{was.Protocol}/{was.Question}";
            if (now is null || (now.Protocol, now.Question) != (was.Protocol, was.Question))
                yield return new("danger-words", was.Id, "heard", null, asks, now is null ? "nothing" : $"{now.Protocol}/{now.Question}", "the words prompt another question");
            else if (was.Terms.ByLanguage.SelectMany(t => t.Value.Except(now.Terms.In(t.Key))).FirstOrDefault() is { } term)
                yield return new("danger-words", was.Id, $"\"{term}\" is heard", null, asks, "nothing", "the words prompt nothing");
        }
    }
}
