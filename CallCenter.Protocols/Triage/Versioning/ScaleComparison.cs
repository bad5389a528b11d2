using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>What every protocol rests on: the scale, and the practice's floors.</summary>
internal static class ScaleComparison
{
    public static IEnumerable<Lowering> Compare(TriagePackage approved, TriagePackage candidate) => Levels(approved, candidate).Concat(Floors(approved, candidate));

    private static IEnumerable<Lowering> Levels(TriagePackage approved, TriagePackage candidate)
    {
        foreach (var was in approved.Dispositions)
        {
            var now = candidate.FindDisposition(was.Code);
            if (now is null || now.Rank < was.Rank) yield return new("dispositions", was.Code, "always", null, $"rank {was.Rank}", now is null ? "removed" : $"rank {now.Rank}", "the level lost its rank");
            else if (was.Lock && !now.Lock) yield return new("dispositions", was.Code, "always", null, "locked", "open", "one person may now lower it");
        }
    }

    private static IEnumerable<Lowering> Floors(TriagePackage approved, TriagePackage candidate)
    {
        foreach (var was in approved.Floors)
        {
            var now = candidate.Floors.FirstOrDefault(f => f.Id == was.Id);
            foreach (var known in FactSpace.Of(approved, now is null ? [was.When] : [was.When, now.When]) ?? [])
            {
                if (was.When.Over(known) != Truth.Yes) continue;
                if (now is not null && now.When.Over(known) == Truth.Yes && candidate.Rank(now.To) >= approved.Rank(was.To)) continue;
                yield return new("floors", was.Id, FactSpace.Shown(known), null, was.To, now is not null && now.When.Over(known) == Truth.Yes ? now.To : "nothing", "the floor holds less");
                break;
            }
        }
    }
}
