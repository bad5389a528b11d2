using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Tests.Escalation;
using CallCenter.Protocols.Tests.Triage;
using CallCenter.Protocols.Triage.Loading;

namespace CallCenter.Protocols.Tests.Loading;

/// <summary>
/// However a file is broken, its writer is told where; nothing is thrown. The parser itself throws exceptions of its own internals at
/// some of these texts.
/// </summary>
public class BrokenTextTests
{
    private const int Texts = 1500;
    private const string Marks = "{}[]:,-&*!|>'\"#%@`\t\n ?<";

    [Fact]
    public void A_broken_escalation_file_is_findings_with_places_and_never_an_exception()
    {
        foreach (var broken in Broken(Practices.Text("lakeside")))
        {
            var load = EscalationFileLoader.Load("escalation.yaml", broken);
            Assert.Equal(load.File is null, load.Findings.Any(f => f.Severity is Protocols.Escalation.Checking.Severity.Error));
            Assert.All(load.Findings, f => Assert.True(f is { Line: > 0, Column: > 0 }, f.ToString()));
        }
    }

    [Fact]
    public void A_broken_protocol_is_findings_with_places_and_never_an_exception()
    {
        // A protocol without links, so that the others need not be read 1,500 times beside it.
        const string file = "triage/stroke-signs.yaml";
        string[] beside = ["dispositions.yaml", "facts.yaml", "floors.yaml", "approvals.yaml"];
        var files = beside.ToDictionary(name => name, name => Shipped.Files[name]);
        files["danger-words.yaml"] = "schema: triage-danger-words/1\nversion: \"1.0.0\"\nwords: []\n";
        var whole = files[file] = Shipped.Files[file].Replace("population:", "role: gate\npopulation:", StringComparison.Ordinal);
        Assert.Empty(TriageLoader.Load(files).Findings);
        foreach (var broken in Broken(whole))
        {
            files[file] = broken;
            var load = TriageLoader.Load(files);
            Assert.True(load.Package is not null || load.Findings.Count > 0);
            Assert.All(load.Findings, f => Assert.True(f is { Line: > 0, Column: > 0 }, f.ToString()));
        }
    }

    /// <summary>The same texts in every run: marks put in, taken out or exchanged, and every third text cut off.</summary>
    private static IEnumerable<string> Broken(string whole)
    {
        var random = new Random(7);
        for (var n = 0; n < Texts; n++)
        {
            var text = whole.ToList();
            for (var k = random.Next(1, 6); k > 0; k--)
            {
                var (at, mark) = (random.Next(text.Count), Marks[random.Next(Marks.Length)]);
                if (random.Next(3) is var how && how == 0) text.RemoveAt(at);
                else if (how == 1) text[at] = mark;
                else text.Insert(at, mark);
            }

            yield return new string([.. random.Next(3) == 0 ? text.Take(random.Next(text.Count)) : text]);
        }
    }
}
