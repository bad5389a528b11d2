using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>
/// The practice's floors over the known facts. A risk that was asked and is still not known counts as on here: not knowing is
/// not "no".
/// </summary>
internal sealed class FloorRules
{
    private readonly CompiledPackage _package;
    private readonly Dictionary<string, FactValue> _cautious;
    private readonly List<CompiledFloor> _applied = [];

    public FloorRules(CompiledPackage package, SessionLog log)
    {
        (_package, _cautious) = (package, Cautious(package, log));
        foreach (var floor in package.Floors)
            if (floor.When.Over(_cautious) == Truth.Yes)
            {
                _applied.Add(floor);
                Highest = Math.Max(Highest, floor.To);
            }
    }

    public IReadOnlyList<CompiledFloor> Applied => _applied;
    public int Highest { get; }

    /// <summary>Floors above a result that nobody can say apply or not.</summary>
    public IEnumerable<CompiledFloor> InDoubtAbove(int result)
    {
        foreach (var floor in _package.Floors)
            if (floor.To > result && floor.When.Over(_cautious) == Truth.Unknown) yield return floor;
    }

    private static Dictionary<string, FactValue> Cautious(CompiledPackage package, SessionLog log)
    {
        var known = log.Known;
        foreach (var (name, fact) in log.Facts)
            if (fact.Reading.Value is null && package.Package.FindFact(name)?.RiskUp == true)
            {
                if (ReferenceEquals(known, log.Known)) known = new(log.Known);
                known[name] = FactValue.Of(true);
            }
        return known;
    }
}
