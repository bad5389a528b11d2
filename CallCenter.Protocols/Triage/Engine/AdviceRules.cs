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

    /// <summary>Whether it is still worth saying: doubt does not silence a line, only a result it is not for, people it is not for, or a yes that came before it.</summary>
    public static bool Fits(CompiledAdvice advice, Disposition result, IReadOnlyDictionary<string, FactValue> known, Ladders ladders) =>
        advice.Line.For?.Contains(result.Code) is not false
        && advice.When?.Over(known) is not Truth.No
        && !Array.Exists(advice.LateAfter, late => ladders.IsPresent(late));
}
