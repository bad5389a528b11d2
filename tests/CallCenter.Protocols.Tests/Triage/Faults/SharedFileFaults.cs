using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Tests.Triage.Faults;

/// <summary>Slips in the files that all protocols rest on.</summary>
internal static class SharedFileFaults
{
    public static IEnumerable<Fault> In(IReadOnlyDictionary<string, string> files) =>
        from f in ((string Kind, string File, string Find, string Replace)[])
        [
            ("scale edited", "dispositions.yaml", @"rank: (\d+)\b", "rank: 5"),
            ("scale edited", "dispositions.yaml", @", lock: true", ""),
            ("scale edited", "dispositions.yaml", @"urgency: (emergent|urgent|today|routine)", "urgency: planned"),
            ("scale edited", "dispositions.yaml", @", if_missed: \w+", ""),
            ("scale edited", "dispositions.yaml", @"within: (\d+) (min|h|d)\b", "within: ${1}0 $2"),
            ("scale edited", "dispositions.yaml", @"code: (\w+),", "code: x$1,"),
            ("scale edited", "dispositions.yaml", @"title: ""[^""]+""", "title: \"Wait and see\""),
            ("fact edited", "facts.yaml", @", risk: up", ""),
            ("fact edited", "facts.yaml", @", ask: ""[^""]+"", ask.es: ""[^""]+""", ""),
            ("fact edited", "facts.yaml", @", max: (\d+)", ", max: 90"),
            ("fact edited", "facts.yaml", @"unit: (\S+),", "unit: kPa,"),
            ("fact edited", "facts.yaml", @"type: bool", "type: choice"),
            ("fact edited", "facts.yaml", @"(?m)^  (\w+):$", "  ${1}x:"),
            ("floor edited", "floors.yaml", @"  - \{id: [^\n]+\}\n", ""),
            ("floor edited", "floors.yaml", @"to: (ed_now|provider_now|see_24h)", "to: see_3d"),
            ("floor edited", "floors.yaml", @">= (\d+)", ">= 1$1"),
            ("floor edited", "floors.yaml", @"< 18", "< 8"),
            ("floor edited", "floors.yaml", @"when: ""([^""]+)""", "when: \"($1) and aneurysm\""),
            ("floor edited", "floors.yaml", @"when: ""([^""]+)""", "when: \"not ($1)\""),
            ("danger word edited", "danger-words.yaml", @"  - \{id: [^\n]+\}\n", ""),
            ("danger word edited", "danger-words.yaml", @"question: (\w+)", "question: ${1}s"),
            ("danger word edited", "danger-words.yaml", @"say: \[""[^""]+"", ", "say: ["),
            ("approval edited", "approvals.yaml", @"digest: ""\w{8}", "digest: \"00000000"),
            ("approval edited", "approvals.yaml", @"protocol: ([\w-]+)", "protocol: $1s"),
            ("approval edited", "approvals.yaml", @", approver: ""[^""]+""", ""),
            ("approval edited", "approvals.yaml", @"review_by: ""2027", "review_by: \"2026"),
            ("approval edited", "approvals.yaml", @"approved_on: ""(\d+)-(\d+)-(\d+)""", "approved_on: \"$2/$3/$1\""),
            ("approval edited", "approvals.yaml", @"approver: ""A. Okafor, MD""", "approver: \"B. Nobody\""),
        ]
        let text = files[f.File]
        from match in Regex.Matches(text, f.Find)
        let edited = string.Concat(text.AsSpan(0, match.Index), match.Result(f.Replace), text.AsSpan(match.Index + match.Length))
        where edited != text
        select new Fault(f.Kind, f.File, $"{match.Value.Trim()} → {match.Result(f.Replace).Trim()}", edited);
}
