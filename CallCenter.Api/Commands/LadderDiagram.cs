using System.Text;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Api.Commands;

/// <summary>A ladder as a Mermaid flowchart: tiers from the most urgent down, yes to the right, what joins by a dotted line.</summary>
internal static class LadderDiagram
{
    public static string Of(TriagePackage package, Protocol protocol)
    {
        var text = new StringBuilder("flowchart TD\n");
        Line(text, $"start([{Quoted($"{protocol.Title.Text} · {protocol.Version}")}])");
        var before = "start";
        foreach (var tier in protocol.Ladder)
        {
            var step = $"tier_{tier.Go}";
            Line(text, $"subgraph {step}[{Quoted(Title(package, tier.Go))}]");
            foreach (var question in tier.Questions) Line(text, $"  q_{Id(question.Id)}[{Quoted(question.Q.Text)}]");
            Line(text, "end");
            Line(text, before == "start" ? $"start --> {step}" : $"{before} -- none of these --> {step}");
            Line(text, $"{step} -- any yes --> go_{tier.Go}{{{{{Quoted(Title(package, tier.Go))}}}}}");
            foreach (var question in tier.Questions) Branches(text, package, question);
            before = step;
        }

        Line(text, $"{before} -- none of these --> else_{protocol.Else}{{{{{Quoted(Title(package, protocol.Else))}}}}}");
        foreach (var raise in protocol.ElseRaises) Line(text, $"else_{protocol.Else} -. {Quoted($"raised: {raise.When}")} .-> raised_{raise.To}{{{{{Quoted(Title(package, raise.To))}}}}}");
        return text.ToString().TrimEnd();
    }

    private static void Branches(StringBuilder text, TriagePackage package, Question question)
    {
        foreach (var raise in question.Raises)
            Line(text, $"q_{Id(question.Id)} -. {Quoted($"raised: {raise.When}")} .-> raised_{raise.To}{{{{{Quoted(Title(package, raise.To))}}}}}");
        if (question.Link is { } link)
            Line(text, $"q_{Id(question.Id)} -. yes opens too .-> p_{Id(link)}[[{Quoted(package.FindProtocol(link)?.Title.Text ?? link)}]]");
    }

    private static string Title(TriagePackage package, string code) => package.FindDisposition(code)?.Title.Text ?? code;

    private static void Line(StringBuilder text, string line) => text.Append("  ").Append(line).Append('\n');

    private static string Id(string id) => id.Replace('-', '_');

    /// <summary>Mermaid's own entities: nothing in a wording can end the label or become markup.</summary>
    private static string Quoted(string words) =>
        '"' + words.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal) + '"';
}
