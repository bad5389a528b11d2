using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>E21: a dose, a strength or a drug order in what is read to the caller.</summary>
internal static partial class AdviceChecks
{
    public static void Run(Examination examination, Protocol protocol)
    {
        foreach (var (kind, key) in ((AdviceKind, string)[])[(AdviceKind.FirstAid, "first_aid"), (AdviceKind.Home, "home_advice"), (AdviceKind.CallBack, "call_back")])
            foreach (var line in protocol.Advice.Of(kind))
                foreach (var text in line.Translations.Values.Append(line.Text))
                    if (Dose().Match(text) is { Success: true } dose) Add(examination, $"{protocol.Id}/{key}", text, dose.Value);
                    else if (Order().Match(text) is { Success: true } order && !ByLabel().IsMatch(text)) Add(examination, $"{protocol.Id}/{key}", text, order.Value);
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
