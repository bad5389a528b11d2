using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Gathers findings while reading goes on, so that an author sees all of a file's faults at once.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => _all;
    public bool HasErrors => _all.Exists(f => f.Severity == Severity.Error);

    /// <summary>A value that two readings look at is reported once.</summary>
    public void Add(Finding finding)
    {
        if (!_all.Contains(finding)) _all.Add(finding);
    }

    public void Add(Place place, string code, string what, string why, string whatToDo) =>
        _all.Add(Finding.At(place, code, what, why, whatToDo));
}
