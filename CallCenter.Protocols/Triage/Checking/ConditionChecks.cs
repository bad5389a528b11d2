using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>E11: conditions that can never be true or are always true. E09 for floors and populations.</summary>
internal static class ConditionChecks
{
    public static void Floor(Examination examination, Floor floor)
    {
        Reachable(examination, "floors/" + floor.Id, floor.When, "The floor's condition");
        RiskTurnsOff(examination, "floors/" + floor.Id, floor.When, $"The floor {floor.Id}");
    }

    public static void Protocol(Examination examination, Protocol protocol)
    {
        Reachable(examination, protocol.Id + "/population", protocol.Population, "The population", mayBeAll: true);
        RiskTurnsOff(examination, protocol.Id + "/population", protocol.Population, $"The protocol {protocol.Id}");
        if (protocol.OfferWhen is { } offer) Reachable(examination, protocol.Id + "/offer_when", offer, "offer_when");
        foreach (var raise in protocol.ElseRaises) Reachable(examination, protocol.Id + "/else_raise", raise.When, "The condition of else_raise");
        foreach (var (element, _, line) in protocol.Advice.Lines(protocol.Id))
            if (line.When is { } when) Reachable(examination, element, when, "when");
        foreach (var (_, q) in protocol.Questions)
        {
            var element = $"{protocol.Id}/{q.Id}";
            if (q.When is { } when) Reachable(examination, element + "/when", when, "when");
            if (q.From is { } from) Reachable(examination, element + "/from", from, "from");
            foreach (var raise in q.Raises) Reachable(examination, element + "/raise", raise.When, "The condition of raise");
        }
    }

    private static void Reachable(Examination examination, string element, Condition condition, string what, bool mayBeAll = false)
    {
        if (FactSpace.Of(examination.Package, [condition], withUnknown: false) is not { } space) return;
        var truths = space.Select(condition.Over).ToHashSet();
        if (!truths.Contains(Truth.Yes))
            examination.Add("E11", element, $"{what} \"{condition}\" can never be true", "What stands under it would never happen", "Mend the condition");
        else if (!truths.Contains(Truth.No) && !mayBeAll)
            examination.Add("E11", element, $"{what} \"{condition}\" is always true", "A condition that is always true is a slip or needless", "Mend the condition, or remove it");
    }

    /// <summary>A risk that is on must not take away what applies when it is off.</summary>
    private static void RiskTurnsOff(Examination examination, string element, Condition condition, string what)
    {
        if (examination.Space(element, what, [condition]) is null) return;
        foreach (var (off, on, risk) in Risks.Pairs(examination.Package, [condition]))
            if (condition.Over(off) > condition.Over(on))
                examination.Add("E09", element, $"{what} stops applying when {risk} is on", "A risk may raise a result and must never lower one", "Turn the condition around, or remove the \"not\"");
    }
}
