using System.Reflection;

namespace CallCenter.Bench.Mutation;

/// <summary>The switch dotnet-stryker builds into the assembly: which mutant acts, and which were passed by.</summary>
internal sealed class Switch
{
    private const int None = -1;
    private readonly FieldInfo _active;
    private readonly FieldInfo _capture;
    private readonly MethodInfo _reset;
    private readonly MethodInfo _covered;

    public Switch(Assembly mutated)
    {
        var control = mutated.GetTypes().Single(t => t.Name == "MutantControl");
        (_active, _capture) = (Field("ActiveMutant"), Field("CaptureCoverage"));
        (_reset, _covered) = (Method("ResetCoverage"), Method("GetCoverageData"));
        FieldInfo Field(string name) => control.GetField(name) ?? throw new InvalidOperationException(name);
        MethodInfo Method(string name) => control.GetMethod(name) ?? throw new InvalidOperationException(name);
    }

    public void On(int mutant) => _active.SetValue(null, mutant);

    public void Off() => On(None);

    /// <summary>The mutants passed by while something runs.</summary>
    public HashSet<int> Covered(Action run)
    {
        _reset.Invoke(null, null);
        _capture.SetValue(null, true);
        run();
        _capture.SetValue(null, false);
        return [.. ((System.Collections.IEnumerable)(_covered.Invoke(null, null) ?? Array.Empty<object>())).Cast<IEnumerable<int>>().SelectMany(ids => ids)];
    }
}
