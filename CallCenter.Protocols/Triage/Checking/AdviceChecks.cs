using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>E21: a dose, a strength or a drug order in what is read to the caller. E11: a line that is never read. E18, E22: somebody to whom nothing is read.</summary>
internal static partial class AdviceChecks
{
    public static void Run(Examination examination, Protocol protocol)
    {
        foreach (var (element, kind, line) in protocol.Advice.Lines(protocol.Id))
        {
            foreach (var text in line.Translations.Values.Append(line.Text))
                if (Dose().Match(text) is { Success: true } dose) Add(examination, element, text, dose.Value);
                else if (Order().Match(text) is { Success: true } order && !ByLabel().IsMatch(text)) Add(examination, element, text, order.Value);
            foreach (var code in line.For ?? [])
                if (!AdviceRules.IsReadAt(kind, examination.Package, protocol, examination.Package.Disposition(code)))
                    examination.Add("E11", element, $"\"{line.Text}\" is never read at {code}", "At that result these lines are not shown", "Name another result, or move the line");
        }

        if (!protocol.Advice.CallBack.Any(l => l.IsAlwaysRead))
            examination.Add("E18", protocol.Id, $"{protocol.Id} has no call-back advice{(protocol.Advice.CallBack.Count > 0 ? " without a limit" : "")}", "Every caller is told when to call again", "Add a line to call_back that fits everybody");
        if (LadderChecks.HomeIsReachable(examination.Package, protocol) && !protocol.Advice.Home.Any(l => l.IsAlwaysRead))
            examination.Add("E22", protocol.Id, $"{protocol.Id} can end at home without home advice{(protocol.Advice.Home.Count > 0 ? " that fits everybody" : "")}", "Nobody stays at home without being told what to do", "Add home_advice");
    }

    private static void Add(Examination examination, string element, string text, string found) =>
        examination.Add("E21", element, $"\"{found}\" in \"{text}\" is a dose or a drug order", "A nurse reads advice aloud to anybody; doses belong to the prescriber and the label", "Refer to the label or to the person's own plan");

    // Sugar by mouth is food, not a drug.
    [GeneratedRegex(@"\b(\d+([.,/]\d+)?|half|one|two|three|four|an? extra|media|una|dos|tres|cuatro)\s*(of )?(an? |the |another |more )?(mg|mcg|µg|ug|ml|milligrams?|micrograms?|miligramos|units?|unidades|iu|meq|puffs?|drops?|gotas|tablets?|tabletas?|pills?|pastillas?|capsules?|cápsulas?|g(?!\s+fast sugar))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dose();

    [GeneratedRegex(@"^\s*(take|give|start|stop|double|increase|reduce|lower|halve|skip|hold|chew|swallow|inject|add|tome|dé|doble|aumente|reduzca|suspenda|mastique)\b[^.;]*\b(aspirin|aspirina|ibuprofen|ibuprofeno|naproxen|acetaminophen|acetaminofén|paracetamol|(blood )?pressure pills?|insulin|insulina|warfarin|warfarina|apixaban|furosemide|furosemida|prednisone|prednisona|steroids?|esteroides?|antibiotics?|antibióticos?|water pills?|diuretics?|diuréticos?|nitroglycerin|nitroglicerina|metformin|metformina|lisinopril|blood thinners?|anticoagulantes?|dose|dosis|medicines?|medicinas?|pain pills?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(as labell?ed|as the label|as prescribed|their own|your own|written plan|plan escrito|only if|solo si|only as|como dice la etiqueta|como dice su plan)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ByLabel();
}
