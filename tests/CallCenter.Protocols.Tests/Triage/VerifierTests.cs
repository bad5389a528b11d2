using CallCenter.Protocols.Triage.Checking;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>Single faults seeded into a sound package; each must be found under its own code. (Loader codes: LoaderTests.)</summary>
public class VerifierTests
{
    [Theory]
    // E06: a yes that can never matter
    [InlineData("E06", "else: home", "else: ed_now")]
    [InlineData("E06", "else_raise: [{when: \"age_years >= 75\", to: see_24h}]", "never_below: ed_now")]
    [InlineData("E06", "- {id: blood, q:", "- {id: low, q: \"Is it below 90?\", from: \"spo2 < 90\", unknown: clear, why_clear: \"x\"}\n      - {id: blood, q:")]
    // E07: finding nothing is worse than finding something
    [InlineData("E07", "else: home", "else: ed_now")]
    [InlineData("E07", "else: home", "else: provider_now")]
    [InlineData("E07", "else: home", "never_below: ed_now\nelse: home")]
    // E08: a doubt counts for more than a yes
    [InlineData("E08", "q: \"Is it worse today?\", unknown: act", "q: \"Is it worse today?\", unknown: ed_now")]
    [InlineData("E08", "unknown: provider_now", "unknown: ems")]
    [InlineData("E08", "unknown: clear", "unknown: ems")]
    // E20: the same faults break absent ≤ unsure ≤ present
    [InlineData("E20", "q: \"Is it worse today?\", unknown: act", "q: \"Is it worse today?\", unknown: ems")]
    [InlineData("E20", "unknown: provider_now", "unknown: ems")]
    [InlineData("E20", "unknown: clear", "unknown: ems")]
    // E09: a risk that lowers
    [InlineData("E09", "when: \"anticoagulant\"", "when: \"not anticoagulant\"")]
    [InlineData("E09", "when: \"lung_disease\"", "when: \"not lung_disease\"")]
    [InlineData("E09", "when: \"age_years >= 75\"", "when: \"not alone_or_frail\"")]
    [InlineData("E09", "from: \"spo2 < 92\"", "from: \"spo2 < 92 and not lung_disease\"")]
    [InlineData("E09", "population: \"age_years >= 18\"", "population: \"age_years >= 18 and not dialysis\"")]
    // E11: conditions that are never or always true
    [InlineData("E11", "from: \"spo2 < 92\"", "from: \"spo2 < 80 and spo2 > 90\"")]
    [InlineData("E11", "when: \"anticoagulant\"", "when: \"age_years >= 0\"")]
    [InlineData("E11", "when: \"lung_disease\"", "when: \"lung_disease and not lung_disease\"")]
    [InlineData("E11", "when: \"age_years >= 75\"", "when: \"age_years > 120\"")]
    [InlineData("E11", "population: \"age_years >= 18\"", "population: \"age_years > 90 and age_years < 18\"")]
    // E11: a line that is never read
    [InlineData("E11", "first_aid: [\"Sit up.\"]", "first_aid: [\"Sit up.\", {say: \"Stay warm.\", for: [home]}]")]
    [InlineData("E11", "home_advice: [\"Drink warm tea.\"]", "home_advice: [\"Drink warm tea.\", {say: \"Go now.\", for: [see_24h, ed_now]}]")]
    [InlineData("E11", "call_back: [\"Call again if it gets worse.\"]", "call_back: [\"Call again.\", {say: \"Lips turn blue.\", for: [ems]}]")]
    [InlineData("E11", "call_back: [\"Call again if it gets worse.\"]", "call_back: [\"Call again.\", {say: \"Lips turn blue.\", when: \"age_years > 120\"}]")]
    // E14: a test that fails
    [InlineData("E14", "present: [blue], expect: ems", "present: [blue], expect: ed_now")]
    [InlineData("E14", "from: \"spo2 < 92\"", "from: \"spo2 <= 92\"")]
    [InlineData("E14", "age_years >= 75", "age_years > 75")]
    [InlineData("E14", "to: see_24h", "to: see_3d")]
    // E15: a rung no test reaches
    [InlineData("E15", "  - {name: blue lips, facts: {age_years: 40}, present: [blue], expect: ems}\n", "")]
    [InlineData("E15", "  - {name: worse, facts: {age_years: 40}, present: [worse], expect: see_4h}\n", "")]
    [InlineData("E15", "  - go: see_4h", "  - go: provider_now\n    ask:\n      - {id: sick, q: \"Do they feel sick?\", unknown: act}\n  - go: see_4h")]
    // E17: no 911 tier
    [InlineData("E17", "  - go: ems\n    ask:\n      - {id: blue, q: \"Are the lips blue?\", unknown: act, link: gate}\n  - go: ed_now\n    ask:", "  - go: ed_now\n    ask:\n      - {id: blue, q: \"Are the lips blue?\", unknown: act, link: gate}")]
    // E18: no call-back advice
    [InlineData("E18", "call_back: [\"Call again if it gets worse.\"]", "call_back: []")]
    [InlineData("E18", "call_back: [\"Call again if it gets worse.\"]\n", "")]
    [InlineData("E18", "call_back: [\"Call again if it gets worse.\"]", "first_aid.es: [\"Siéntese.\"]")]
    [InlineData("E18", "call_back: [\"Call again if it gets worse.\"]", "call_back: [{say: \"Call again if it gets worse.\", for: [home]}]")]
    [InlineData("E18", "call_back: [\"Call again if it gets worse.\"]", "call_back: [{say: \"Call again if it gets worse.\", unless: [worse]}, {say: \"Call again.\", when: \"lung_disease\"}]")]
    // E19: a raise that does not raise
    [InlineData("E19", "raise: [{when: \"lung_disease\", to: ed_now}]", "raise: [{when: \"lung_disease\", to: see_4h}]")]
    [InlineData("E19", "raise: [{when: \"lung_disease\", to: ed_now}]", "raise: [{when: \"lung_disease\", to: home}]")]
    [InlineData("E19", "to: see_24h", "to: home")]
    // E21: doses and drug orders
    [InlineData("E21", "Sit up.", "Chew one aspirin at once.")]
    [InlineData("E21", "Sit up.", "Use 2 puffs of the inhaler.")]
    [InlineData("E21", "Drink warm tea.", "Acetaminophen 500 mg is fine.")]
    [InlineData("E21", "Drink warm tea.", "Double the water pills for three days.")]
    [InlineData("E21", "first_aid: [\"Sit up.\"]", "first_aid: [\"Sit up.\"]\nfirst_aid.es: [\"Tome aspirina.\"]")]
    [InlineData("E21", "call_back: [\"Call again if it gets worse.\"]", "call_back: [\"Call again.\", {say: \"Take 600 mg of ibuprofen.\", for: [see_4h]}]")]
    // E22: home without advice
    [InlineData("E22", "home_advice: [\"Drink warm tea.\"]\n", "")]
    [InlineData("E22", "home_advice: [\"Drink warm tea.\"]", "home_advice: []")]
    [InlineData("E22", "home_advice: [\"Drink warm tea.\"]", "home_advice: [{say: \"Drink warm tea.\", when: \"age_years < 75\"}]")]
    [InlineData("E22", "else: home\nelse_raise: [{when: \"age_years >= 75\", to: see_24h}]\nfirst_aid: [\"Sit up.\"]\nhome_advice: [\"Drink warm tea.\"]", "else: home")]
    // A34, A35
    [InlineData("A34", "status: draft", "status: draft\nreview_by: \"2026-11-22\"")]
    [InlineData("A34", "status: draft", "status: approved\nreview_by: \"2025-01-01\"")]
    [InlineData("A35", "definition: A cough.", "definition: A cough in a child.")]
    [InlineData("A35", "definition: A cough.", "definition: A cough when pregnant.")]
    [InlineData("A35", "title: Cough", "title: Cough and thoughts of self-harm")]
    // A33: the gate's red flag counts for less elsewhere
    [InlineData("A33", "{id: blood, q: \"Do they cough blood?\"", "{id: out_cold, q: \"Did they faint?\"")]
    [InlineData("A33", "Is it worse today?", "Are they out cold?")]
    [InlineData("A33", "q: \"Do they cough blood?\"", "q: \"Are they, out cold\"")]
    // W01–W10
    [InlineData("W01", "Is it worse today?", "Are they experiencing significantly deteriorating respiratory difficulties?")]
    [InlineData("W01", "Do they cough blood?", "Is expectoration accompanied by considerable haemorrhagic material?")]
    [InlineData("W01", "Are the lips blue?", "Has noticeable discoloration developed around the circumoral region?")]
    [InlineData("W02", "Is it worse today?", "Do they have edema?")]
    [InlineData("W02", "Is it worse today?", "Is it acute?")]
    [InlineData("W02", "Is it worse today?", "Does it look like coffee ground?")]
    [InlineData("W03", "Is it worse today?", "Is it worse? Is it new? Is it red?")]
    [InlineData("W03", "Is it worse today?", "Is it worse today than it was on the day on which they first saw that it was bad, or on the day on which they last saw us for it or for a thing like it?")]
    [InlineData("W03", "Do they cough blood?", "Is there blood? Is it red?")]
    [InlineData("W04", "Is it worse today?", "Are they able to lie flat?")]
    [InlineData("W04", "Is it worse today?", "Can they walk?")]
    [InlineData("W04", "Is it worse today?", "Is it better?")]
    [InlineData("W05", "Is it worse today?", "Do they cough blood?")]
    [InlineData("W05", "Is it worse today?", "Are the lips blue?")]
    [InlineData("W05", "Is it worse today?", "Are they out cold?")]
    [InlineData("W06", "  - {name: ninety-two, facts: {age_years: 40, spo2: 92}, expect: home}\n", "")]
    [InlineData("W06", "\n  - {name: not old, facts: {age_years: 74}, expect: home}", "")]
    [InlineData("W06", "when: \"anticoagulant\"", "when: \"age_years >= 50\"")]
    [InlineData("W07", "search: [cough, phlegm]\n", "")]
    [InlineData("W07", "search: [cough, phlegm]", "search: []")]
    [InlineData("W07", "search: [cough, phlegm]", "search.es: [tos]")]
    [InlineData("W07", "search: [cough, phlegm]", "search: [emergency]")]
    [InlineData("W07", "search: [cough, phlegm]", "search: [Emergency, emergency]")]
    [InlineData("W09", "q: \"Is it worse today?\"", "q: \"Is it worse today?\", q.es: \"¿Está peor hoy?\"")]
    [InlineData("W09", "q: \"Are the lips blue?\"", "q: \"Are the lips blue?\", q.es: \"¿Tiene los labios azules?\"")]
    [InlineData("W09", "q: \"Do they cough blood?\"", "q: \"Do they cough blood?\", q.vi: \"Có ho ra máu không?\"")]
    [InlineData("W10", "Is it worse today?", "Are they pale?")]
    [InlineData("W10", "Is it worse today?", "Is the skin blotchy?")]
    [InlineData("W10", "Do they cough blood?", "Is the belly tender?")]
    // E23: a doubt that counts above a yes is skipped when asking stops early
    [InlineData("E23", "q: \"Is it worse today?\", unknown: act", "q: \"Is it worse today?\", unknown: ems")]
    [InlineData("E23", "unknown: provider_now", "unknown: ems")]
    [InlineData("E23", "unknown: act, raise: [{when: \"lung_disease\", to: ed_now}]", "unknown: ems")]
    public void A_seeded_fault_is_found(string code, string find, string replace)
    {
        var found = Demo.Findings(Demo.With(Demo.File, find, replace), callers: code == "E23" ? 400 : 5);
        Assert.True(found.Any(f => f.Code == code && f.File.StartsWith("triage/", StringComparison.Ordinal) && f.Line > 0), $"expected {code}, got:\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData(26)]
    [InlineData(30)]
    [InlineData(60)]
    public void W08_a_ladder_too_long_for_a_call_is_shown(int questions)
    {
        var more = string.Concat(Enumerable.Range(0, questions - 4).Select(i => $"      - {{id: more_{i}, q: \"Is it bad {i}?\", unknown: act}}\n"));
        var found = Demo.Findings(Demo.With(Demo.File, "      - {id: worse,", more + "      - {id: worse,"));
        Assert.Contains(found, f => f.Code == "W08" && f.What.Contains($"{questions} questions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("chemo_6w and temp_f >= 100.4", "not chemo_6w and temp_f >= 100.4", "E09")]
    [InlineData("steroid_dependent and temp_f >= 100.4", "temp_f >= 100.4 and not steroid_dependent", "E09")]
    [InlineData("calls_72h >= 1", "calls_72h >= 1 and not cancer", "E09")]
    [InlineData("calls_72h >= 2", "calls_72h > 50", "E11")]
    [InlineData("calls_72h >= 1", "calls_72h >= 0", "E11")]
    [InlineData("age_years < 18", "age_years < 18 and age_years > 30", "E11")]
    public void A_fault_in_a_floor_is_found(string find, string replace, string code) =>
        Assert.Contains(Demo.Findings(Demo.With("floors.yaml", find, replace)), f => f.Code == code && f.File == "floors.yaml" && f.Line > 3);

    [Theory]
    [InlineData("dispositions.yaml", ", lock: true", "")]
    [InlineData("dispositions.yaml", "lock: true", "lock: false")]
    [InlineData(Demo.GateFile, "go: ems", "go: ed_now")]
    public void E17_a_ladder_that_does_not_start_at_911_is_found(string file, string find, string replace) =>
        Assert.Contains(Demo.Findings(Demo.With(file, find, replace)), f => f.Code == "E17");

    [Theory]
    [InlineData(40, 1)]
    [InlineData(24, 30)]
    [InlineData(30, 20)]
    public void W08_a_call_too_long_is_shown(int questions, int words)
    {
        var text = $"Is it bad{string.Concat(Enumerable.Repeat(" and sad", words))}?";
        var more = string.Concat(Enumerable.Range(0, questions).Select(i => $"      - {{id: more_{i}, q: \"{text}\", unknown: act}}\n"));
        Assert.Contains(Demo.Findings(Demo.With(Demo.File, "      - {id: worse,", more + "      - {id: worse,")), f => f.Code == "W08");
    }

    [Theory]
    [InlineData("oak-street", "applies_when: any", "applies_when: {urgency: [emergent]}")]
    [InlineData("lakeside", "applies_when: any", "applies_when: {disposition: [home]}")]
    [InlineData("northside", "applies_when: any", "applies_when: {disposition: [ems]}")]
    public void E25_a_level_that_a_practice_has_no_route_for_is_found(string practice, string find, string replace)
    {
        var name = $"escalation/{practice}/escalation.yaml";
        var files = Demo.With("dispositions.yaml", "  - {code: see_3d,", "  - {code: see_2d, rank: 55, urgency: routine, title: \"Be seen within 2 days\", within: 48 h}\n  - {code: see_3d,");
        files[name] = Shipped.Files[name];
        Assert.DoesNotContain(Demo.Findings(files), f => f.Code == "E25");
        files[name] = Escalation.Practices.With(files[name], find, replace);
        Assert.Contains(Demo.Findings(files), f => f.Code == "E25" && f.File == "dispositions.yaml" && f.Line > 5 && f.What.Contains("see_2d", StringComparison.Ordinal) && f.WhatToDo.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{id: worse, q: \"Is it worse today?\"", "{id: other, q: \"Is it bad?\"", "{id: worse, q: \"Do they vomit?\"")]
    [InlineData("from: \"spo2 < 92\"", "from: \"spo2 < 92\"", "from: \"pulse > 120\"")]
    [InlineData("{id: blood, q: \"Do they cough blood?\"", "{id: bleeds, q: \"Do they cough blood?\"", "{id: blood, q: \"Was blood taken?\"")]
    public void E03_an_id_that_comes_back_with_another_meaning_is_found(string first, string meanwhile, string now)
    {
        var without = Demo.With(Demo.File, first, meanwhile.Replace("from: \"spo2 < 92\"", "from: \"spo2 < 92\"", StringComparison.Ordinal));
        // The measured question was given another id meanwhile.
        without[Demo.File] = without[Demo.File].Replace("{id: oxygen", meanwhile.StartsWith("from", StringComparison.Ordinal) ? "{id: saturation" : "{id: oxygen", StringComparison.Ordinal).Replace("[worse]", meanwhile.Contains("other", StringComparison.Ordinal) ? "[other]" : "[worse]", StringComparison.Ordinal);
        var (oldest, inForce) = (Demo.Package(), Demo.Load(without));
        Assert.DoesNotContain(Demo.Findings(Demo.Files(), 5, oldest, inForce), f => f.Code == "E03");
        Assert.Contains(Demo.Findings(Demo.With(Demo.File, first, now), 5, oldest, inForce), f => f.Code == "E03" && f.Line > 5);
    }

    [Theory]
    [InlineData("Are the lips blue?", "Are the lips gray?", "¿Tiene los labios azules?")]
    [InlineData("Is it worse today?", "Is it worse since noon?", "¿Está peor hoy?")]
    [InlineData("Do they cough blood?", "Do they spit blood?", "¿Tose sangre?")]
    public void W09_a_translation_older_than_the_english_text_is_found(string was, string now, string spanish)
    {
        var before = Demo.With(Demo.File, $"q: \"{was}\"", $"q: \"{was}\", q.es: \"{spanish}\"");
        var after = new Dictionary<string, string>(before) { [Demo.File] = before[Demo.File].Replace(was, now, StringComparison.Ordinal) };
        Assert.DoesNotContain(Demo.Findings(before, 5, Demo.Load(before)), f => f.Code == "W09" && f.What.Contains("older", StringComparison.Ordinal));
        Assert.Contains(Demo.Findings(after, 5, Demo.Load(before)), f => f.Code == "W09" && f.What.Contains("older", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A. Okafor, MD", "[{name: \"A. Okafor, MD\", until: \"2026-11-22\"}]", true)]
    [InlineData("A. Okafor, MD", "[{name: \"B. Lind, MD\"}]", true)]
    [InlineData("A. Okafor", "[{name: \"A. Okafor, MD\"}]", true)]
    [InlineData("A. Okafor, MD", "[{name: \"A. Okafor, MD\", until: \"2026-11-23\"}]", false)]
    [InlineData("A. Okafor, MD", "[]", false)]
    public void A34_an_approval_by_somebody_no_longer_responsible_is_found(string approver, string approvers, bool found)
    {
        var files = Demo.Files();
        var digest = Demo.Package().FindProtocol("cough")?.Digest;
        files["approvals.yaml"] = $"schema: triage-approvals/1\nversion: \"1.0.0\"\napprovers: {approvers}\napprovals:\n  - {{protocol: cough, version: \"1.0.0\", digest: \"{digest}\", approver: \"{approver}\", approved_on: \"2026-01-01\"}}\n";
        Assert.Equal(found, Demo.Findings(files).Any(f => f.Code == "A34"));
    }

    [Fact]
    public void A34_an_approval_past_its_time_is_found()
    {
        var files = Demo.Files();
        files["approvals.yaml"] = $"schema: triage-approvals/1\nversion: \"1.0.0\"\napprovals:\n  - {{protocol: cough, version: \"1.0.0\", digest: \"x\", approver: \"A. Okafor, MD\", approved_on: \"2025-01-01\", review_by: \"2026-01-01\"}}\n";
        Assert.Contains(Demo.Findings(files), f => f.Code == "A34" && f.What.Contains("ended", StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_that_does_not_load_is_verified_to_its_loading_errors()
    {
        var verification = TriageVerifier.Verify(Demo.With(Demo.File, "else: home\n", ""));
        Assert.Null(verification.Package);
        Assert.False(verification.IsSound);
        Assert.Contains(verification.Findings, f => f.Code == "E05");
    }
}
