using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>A loaded package under examination; a check adds what it finds at the element's own line.</summary>
internal sealed class Examination(TriagePackage package, SourceMap sources)
{
    private readonly List<Finding> _found = [];

    public TriagePackage Package => package;
    public IReadOnlyList<Finding> Found => _found;

    public void Add(string code, string element, string what, string why, string whatToDo)
    {
        var finding = Finding.At(sources.Of(element), code, what, why, whatToDo);
        if (!_found.Contains(finding)) _found.Add(finding);
    }

    /// <summary>Every combination of facts these conditions can tell apart; too many to look at is a finding, not a pass.</summary>
    public IEnumerable<Dictionary<string, FactValue>>? Space(string element, string what, IEnumerable<Condition> conditions)
    {
        var space = FactSpace.Of(package, conditions);
        if (space is null) Add("E09", element, $"{what} depends on too many facts to be proved safe", "What cannot be enumerated cannot be checked", "Use fewer facts, or split it");
        return space;
    }
}
