using System.Globalization;
using System.Text;

namespace CallCenter.Protocols.Tests.Triage.Properties;

/// <summary>
/// Protocols written by chance and sound by construction, in the words of the shipped facts and scale: every kind of question,
/// links in any direction, raises, floors of their own, embedded tests for every rung. The same for the same seed.
/// </summary>
public static class GeneratedProtocols
{
    /// <summary>Links stay among so many, as complaints that belong together do.</summary>
    private const int Family = 20;

    private static readonly string[] Lower = ["ed_now", "provider_now", "see_4h", "see_24h", "see_3d", "see_2w", "provider_msg"];
    private static readonly string[] Risks = ["anticoagulant", "immunosuppressed", "diabetes", "heart_disease", "lung_disease", "kidney_disease", "dialysis", "cancer", "alone_or_frail", "surgery_4w"];
    private static readonly (string Fact, string Sign, decimal Limit, decimal Step)[] Measures =
        [("temp_f", ">=", 103, -0.1m), ("spo2", "<", 90, 1), ("pulse", ">", 130, -1), ("sys", ">=", 180, -1), ("glucose", ">=", 400, -1), ("gain_24h_lb", ">=", 3, -1), ("pain_0_10", ">=", 8, -1)];

    /// <summary>Files of a whole package, to be put beside the shared ones.</summary>
    public static Dictionary<string, string> Files(int protocols, int seed)
    {
        var random = new Random(seed);
        var files = new Dictionary<string, string> { ["triage/gate.yaml"] = Gate };
        for (var i = 0; i < protocols; i++) files[$"triage/p{i:0000}.yaml"] = new Writing(random, i, protocols).Text();
        return files;
    }

    private const string Gate =
        """
        schema: triage/1
        id: gate
        version: "1.0.0"
        status: draft
        title: Gate
        role: gate
        population: "age_years >= 0"
        definition: Danger signs.
        search: [emergency]
        ladder:
          - go: ems
            ask:
              - {id: out_cold, q: "Are they out cold?", unknown: act}
              - {id: no_breath, q: "Do they fight for air?", unknown: act, link: p0000}
          - go: ed_now
            ask:
              - {id: mixed_up, q: "Are they mixed up?", unknown: provider_now}
        else: info
        call_back: ["Call again at any time."]
        tests:
          - {name: out, present: [out_cold], expect: ems}
          - {name: mixed up, present: [mixed_up], expect: ed_now}
          - {name: clear, expect: info}
        """;

    private sealed class Writing(Random random, int index, int protocols)
    {
        private readonly StringBuilder _ladder = new(), _tests = new();
        private readonly List<(string Fact, string Sign, decimal Limit, decimal Step)> _measures = [.. Measures];
        private int _questions;

        public string Text()
        {
            var tiers = Lower.Where(_ => random.Next(2) == 0).Append("see_24h").Distinct().OrderBy(t => Array.IndexOf(Lower, t)).ToList();
            foreach (var tier in tiers.Prepend("ems")) Tier(tier);
            var (nothing, neverBelow) = Below(tiers[^1]);
            _tests.AppendLine($"  - {{name: nothing, facts: {{age_years: 40}}, expect: {neverBelow ?? nothing}}}");
            return $"""
                schema: triage/1
                id: p{index:0000}
                version: "1.0.0"
                status: draft
                title: Complaint {index}
                population: "age_years >= 18"
                definition: A complaint made up by chance.
                search: [complaint{index}]
                ladder:
                {_ladder.ToString().TrimEnd()}
                else: {nothing}
                {(neverBelow is null ? "" : $"never_below: {neverBelow}")}
                {(neverBelow is null && tiers[^1] != "provider_msg" && random.Next(2) == 0 ? $"else_raise: [{{when: \"{Risk()}\", to: provider_msg}}]" : "")}
                home_advice: ["Rest."]
                call_back: ["Call again if it gets worse."]
                tests:
                {_tests}
                """;
        }

        private (string Else, string? NeverBelow) Below(string lowest) =>
            (random.Next(2) == 0 ? "home" : "info", lowest != "provider_msg" && random.Next(4) == 0 ? "provider_msg" : null);

        private void Tier(string go)
        {
            _ladder.AppendLine($"  - go: {go}\n    ask:");
            // The first of a tier is plain, so that a test reaches the rung.
            Question(go, "", isPlain: true);
            for (var more = random.Next(1, 6); more > 0; more--) Question(go, Extra(go), isPlain: false);
        }

        private void Question(string go, string extra, bool isPlain)
        {
            var id = $"q{_questions++}";
            var unknown = random.Next(4) == 0 && go != "provider_msg" ? Lower.Last(l => Array.IndexOf(Lower, l) >= Array.IndexOf(Lower, go)) : random.Next(5) == 0 ? "clear, why_clear: \"Asked elsewhere.\"" : "act";
            _ladder.AppendLine($"      - {{id: {id}, q: \"Is sign {index} {id} there?\", unknown: {unknown}{extra}}}");
            if (isPlain) _tests.AppendLine($"  - {{name: {id}, facts: {{age_years: 40}}, present: [{id}], expect: {go}}}");
        }

        private string Extra(string go) => random.Next(7) switch
        {
            0 => $", when: \"{Condition()}\"",
            1 when _measures.Count > 0 => Measure(go),
            2 when go is not ("ems" or "ed_now") => $", raise: [{{when: \"{Condition()}\", to: ed_now}}]",
            3 when random.Next(2) == 0 => $", link: p{Math.Min(index / Family * Family + random.Next(Family), protocols - 1):0000}",
            4 => ", do: help_911",
            _ => "",
        };

        /// <summary>Each measure once, so that no other question takes its effect.</summary>
        private string Measure(string go)
        {
            var at = random.Next(_measures.Count);
            var (fact, sign, limit, step) = _measures[at];
            _measures.RemoveAt(at);
            var (on, off) = sign is ">=" ? (limit, limit + step) : (limit - step, limit);
            _tests.AppendLine(string.Create(CultureInfo.InvariantCulture, $"  - {{name: {fact} on, facts: {{age_years: 40, {fact}: {on}}}, expect: {go}}}"));
            return string.Create(CultureInfo.InvariantCulture, $", from: \"{fact} {sign} {limit}\"");
        }

        private string Condition() => random.Next(4) switch
        {
            0 => $"{Risk()} or age_years >= {random.Next(50, 90)}",
            1 => $"({Risk()} or {Risk()}) and age_years >= {random.Next(20, 60)}",
            _ => Risk(),
        };

        private string Risk() => Risks[random.Next(Risks.Length)];
    }
}
