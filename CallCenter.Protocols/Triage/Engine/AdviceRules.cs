using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Which lines are read to the caller at a result.</summary>
internal static class AdviceRules
{
    /// <summary>
    /// First aid while help is on its way, home advice while it is not, when to call back always; but at the most urgent level only the gate
    /// says when to call back: "…: 911" of another protocol would read as if 911 were not decided.
    /// </summary>
    public static bool IsReadAt(AdviceKind kind, TriagePackage package, Protocol protocol, Disposition result) => kind switch
    {
        AdviceKind.FirstAid => result.Urgency >= Urgency.Urgent,
        AdviceKind.Home => result.Urgency < Urgency.Urgent,
        AdviceKind.CallBack => protocol.IsGate || result != package.MostUrgent,
    };

    /// <summary>Whether it is worth saying. Doubt silences no line, and brings every line that a yes would bring.</summary>
    public static bool Fits(CompiledAdvice advice, Disposition result, IReadOnlyDictionary<string, FactValue> known, Ladders ladders) =>
        advice.Line.For?.Contains(result.Code) is not false
        && advice.When?.Over(known) is not Truth.No
        && (advice.After is null || Array.Exists(advice.After, q => ladders.StandingOf(q) is Standing.Present or Standing.Unsure))
        && !Array.Exists(advice.Unless, q => ladders.StandingOf(q) is Standing.Present);
}
