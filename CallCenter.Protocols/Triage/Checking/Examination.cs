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
}
