using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>Collects what is wrong, so that a writer sees everything at once and not one mistake at a time.</summary>
internal sealed class FindingSink(string file)
{
    /// <summary>Everything about spelling and shape has one code.</summary>
    public const string ShapeCode = "C15";

    private readonly List<Finding> _all = [];

    public string File => file;
    public IReadOnlyList<Finding> All => _all;
    public bool HasErrors => _all.Exists(f => f.Severity == Severity.Error);

    public void Error(SourceMark at, string what, string whatToDo, string code = ShapeCode) =>
        _all.Add(new(code, Severity.Error, file, at.Line, at.Column, what, whatToDo));
}
