using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>
/// A small sound package to seed faults into: the shipped scale, facts and floors, a gate and one protocol
/// that uses every part of the format.
/// </summary>
internal static class Demo
{
    public const string GateFile = "triage/gate.yaml";
    public const string File = "triage/cough.yaml";

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
        else: info
        call_back: ["Call again at any time."]
        tests:
          - {name: out, present: [out_cold], expect: ems}
          - {name: clear, expect: info}
        """;

    private const string Cough =
        """
        schema: triage/1
        id: cough
        version: "1.0.0"
        status: draft
        title: Cough
        population: "age_years >= 18"
        definition: A cough.
        search: [cough, phlegm]
        ladder:
          - go: ems
            ask:
              - {id: blue, q: "Are the lips blue?", unknown: act, link: gate}
          - go: ed_now
            ask:
              - {id: oxygen, q: "Is it below 92?", from: "spo2 < 92", unknown: clear, why_clear: "Few have a meter."}
              - {id: blood, q: "Do they cough blood?", unknown: provider_now, when: "anticoagulant", do: help_911}
          - go: see_4h
            ask:
              - {id: worse, q: "Is it worse today?", unknown: act, raise: [{when: "lung_disease", to: ed_now}]}
        else: home
        else_raise: [{when: "age_years >= 75", to: see_24h}]
        first_aid: ["Sit up."]
        home_advice: ["Drink warm tea."]
        call_back: ["Call again if it gets worse."]
        tests:
          - {name: blue lips, facts: {age_years: 40}, present: [blue], expect: ems}
          - {name: ninety-one, facts: {age_years: 40, spo2: 91}, expect: ed_now}
          - {name: ninety-two, facts: {age_years: 40, spo2: 92}, expect: home}
          - {name: worse, facts: {age_years: 40}, present: [worse], expect: see_4h}
          - {name: worse with bad lungs, facts: {age_years: 40, lung_disease: true}, present: [worse], expect: ed_now}
          - {name: old, facts: {age_years: 75}, expect: see_24h}
          - {name: not old, facts: {age_years: 74}, expect: home}
        """;

    public static Dictionary<string, string> Files() => new()
    {
        ["dispositions.yaml"] = Shipped.Files["dispositions.yaml"],
        ["facts.yaml"] = Shipped.Files["facts.yaml"],
        ["floors.yaml"] = Shipped.Files["floors.yaml"],
        ["approvals.yaml"] = Shipped.Files["approvals.yaml"],
        ["danger-words.yaml"] = "schema: triage-danger-words/1\nversion: \"1.0.0\"\nwords:\n  - {id: blue, say: [blue lips], say.es: [labios azules], protocol: cough, question: blue}\n",
        [GateFile] = Gate,
        [File] = Cough,
    };

    public static TriagePackage Package() => Load(Files());

    public static TriagePackage Load(Dictionary<string, string> files) =>
        TriageLoader.Load(files) is { Package: { } package } ? package : throw new InvalidOperationException(string.Join('\n', TriageLoader.Load(files).Findings));

    /// <summary>The package with one text changed; the text must be there, or the fault was not seeded.</summary>
    public static Dictionary<string, string> With(string file, string find, string replace)
    {
        var files = Files();
        var text = files[file];
        var at = text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"\"{find}\" is not in {file}");
        files[file] = string.Concat(text.AsSpan(0, at), replace, text.AsSpan(at + find.Length));
        return files;
    }

    public static IReadOnlyList<Finding> Findings(Dictionary<string, string> files, int callers = 5, params TriagePackage[] earlier) =>
        TriageVerifier.Verify(files, new VerifierInput { AsOf = new DateOnly(2026, 11, 23), Callers = callers, Earlier = earlier }).Findings;
}
