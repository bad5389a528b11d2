using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Protocols.Tests.Triage;

public class ComparisonTests
{
    private static ComparisonResult After(string file, string find, string replace) =>
        TriageComparison.Compare(Demo.Package(), Demo.Load(Demo.With(file, find, replace)));

    [Fact]
    public void The_same_package_lowers_nothing()
    {
        Assert.Empty(TriageComparison.Compare(Shipped.Package, Shipped.Package).Lowerings);
        Assert.Empty(TriageComparison.Compare(Demo.Package(), Demo.Package()).Rewordings);
    }

    [Theory]
    // well-formed edits that no static check can fault
    [InlineData("      - {id: oxygen, q: \"Is it below 92?\", from: \"spo2 < 92\", unknown: clear, why_clear: \"Few have a meter.\"}\n", "", "oxygen")]
    [InlineData("spo2 < 92", "spo2 < 91", "oxygen")]
    [InlineData("spo2 < 92", "spo2 < 92 and lung_disease", "oxygen")]
    [InlineData("when: \"anticoagulant\"", "when: \"anticoagulant and age_years >= 65\"", "blood")]
    [InlineData("unknown: provider_now", "unknown: see_4h", "blood")]
    [InlineData(", do: help_911", "", "blood")]
    [InlineData(", raise: [{when: \"lung_disease\", to: ed_now}]", "", "worse")]
    [InlineData("when: \"lung_disease\", to: ed_now", "when: \"lung_disease\", to: provider_now", "worse")]
    [InlineData("when: \"lung_disease\"", "when: \"lung_disease and dialysis\"", "worse")]
    [InlineData("unknown: act, link: gate", "unknown: ed_now, link: gate", "blue")]
    [InlineData(", link: gate", "", "blue")]
    [InlineData("else: home", "else: info", "else")]
    [InlineData("else_raise: [{when: \"age_years >= 75\", to: see_24h}]\n", "", "else")]
    [InlineData("age_years >= 75", "age_years >= 80", "else")]
    [InlineData("age_years >= 18", "age_years >= 21", "population")]
    public void Each_lowering_is_listed_with_its_rule(string find, string replace, string rule)
    {
        var files = Demo.With(Demo.File, find, replace);
        var found = TriageComparison.Compare(Demo.Package(), Demo.Load(files)).Lowerings;
        Assert.Contains(found, l => l.ProtocolId == "cough" && l.RuleId == rule);
        Assert.All(found, l => Assert.Equal(rule, l.RuleId));
    }

    [Fact]
    public void A_red_flag_moved_one_tier_down_is_listed_with_the_answer_that_shows_it()
    {
        var moved = Shipped.Files["triage/chest-pain.yaml"];
        var ripping = moved[moved.IndexOf("      - id: ripping", StringComparison.Ordinal)..moved.IndexOf("      - id: like_heart_pain", StringComparison.Ordinal)];
        moved = moved.Replace(ripping, "", StringComparison.Ordinal).Replace("      - id: gone_but_24h", ripping + "      - id: gone_but_24h", StringComparison.Ordinal);
        var files = new Dictionary<string, string>(Shipped.Files) { ["triage/chest-pain.yaml"] = moved };
        var found = TriageComparison.Compare(Shipped.Package, Demo.Load(files)).Lowerings;
        Assert.Contains(found, l => l is { ProtocolId: "chest-pain", RuleId: "ripping", Answer: Protocols.Triage.Engine.Answer.Present, From: "ems", To: "ed_now" });
        Assert.All(found, l => Assert.Equal("ripping", l.RuleId));
    }

    [Theory]
    [InlineData("floors.yaml", "  - {id: child, when: \"age_years < 18\", to: provider_now, why: a child is judged by a clinician}\n", "", "child")]
    [InlineData("floors.yaml", "age_years < 18", "age_years < 16", "child")]
    [InlineData("floors.yaml", "calls_72h >= 2\", to: provider_now", "calls_72h >= 2\", to: see_4h", "repeat_2")]
    [InlineData("dispositions.yaml", "rank: 90", "rank: 85", "ed_now")]
    [InlineData("dispositions.yaml", ", lock: true", "", "ems")]
    [InlineData("dispositions.yaml", "rank: 80, urgency: urgent", "rank: 80, urgency: today", "provider_now")]
    [InlineData("dispositions.yaml", "within: 30 min", "within: 45 min", "provider_now")]
    [InlineData("dispositions.yaml", "if_missed: ed_now", "if_missed: ems", "provider_now")]
    [InlineData("dispositions.yaml", ", if_missed: ed_now", "", "provider_now")]
    [InlineData("dispositions.yaml", "  - {code: see_2w, rank: 40, urgency: routine, title: \"Be seen within 2 weeks\", title.es: \"Debe ser atendido en 2 semanas\", within: 14 d}\n", "", "see_2w")]
    [InlineData("facts.yaml", "{type: bool, risk: up, title: Dialysis", "{type: bool, title: Dialysis", "dialysis")]
    [InlineData("facts.yaml", ", ask: \"Are they on dialysis?\", ask.es: \"¿Recibe diálisis?\"", "", "dialysis")]
    [InlineData("facts.yaml", "min: 0, max: 120", "min: 0, max: 150", "age_years")]
    [InlineData("facts.yaml", "of: [f, m, other]", "of: [f, m]", "sex")]
    [InlineData("facts.yaml", "unit: years", "unit: months", "age_years")]
    [InlineData("facts.yaml", "  spoke_to_patient:\n    {type: bool, title: The patient was spoken to, title.es: Se habló con el paciente}\n", "", "spoke_to_patient")]
    [InlineData("facts.yaml", "{type: bool, title: The patient was spoken to", "{type: number, min: 0, max: 1, title: The patient was spoken to", "spoke_to_patient")]
    [InlineData("danger-words.yaml", "say: [blue lips]", "say: [lips are blue]", "blue")]
    [InlineData("danger-words.yaml", "say.es: [labios azules]", "say.es: [azul]", "blue")]
    [InlineData("danger-words.yaml", "question: blue", "question: blood", "blue")]
    [InlineData("danger-words.yaml", "protocol: cough, question: blue", "protocol: gate, question: out_cold", "blue")]
    [InlineData("danger-words.yaml", "\n  - {id: blue, say: [blue lips], say.es: [labios azules], protocol: cough, question: blue}", " []", "blue")]
    [InlineData(Demo.File, "else: home", "else: home\nnever_below: home", null)]
    public void Scale_and_floors_are_compared_too(string file, string find, string replace, string? rule) =>
        Assert.Equal(rule, After(file, find, replace).Lowerings.Select(l => l.RuleId).FirstOrDefault());

    [Theory]
    [InlineData("spo2 < 92", "spo2 < 93")]
    [InlineData("unknown: provider_now", "unknown: act")]
    [InlineData("else: home", "else: provider_msg")]
    [InlineData("when: \"lung_disease\"", "when: \"lung_disease or dialysis\"")]
    public void Raising_is_not_listed(string find, string replace) => Assert.Empty(After(Demo.File, find, replace).Lowerings);

    [Fact]
    public void A_changed_wording_is_listed_for_confirmation() =>
        Assert.Contains(After(Demo.File, "Is it worse today?", "Is it worse since last week?").Rewordings, r => r is { QuestionId: "worse", Was: "Is it worse today?" });

    [Theory]
    [InlineData("never_below: see_24h\nelse: home", "else: home", "never_below")]
    [InlineData("never_below: see_24h\nelse: home", "never_below: see_3d\nelse: home", "never_below")]
    public void A_protocols_own_floor_that_holds_less_is_listed(string was, string now, string rule)
    {
        var approved = Demo.Load(Demo.With(Demo.File, "else: home", was));
        var lowering = Assert.Single(TriageComparison.Compare(approved, Demo.Load(Demo.With(Demo.File, "else: home", now))).Lowerings);
        Assert.Equal((rule, "see_24h"), (lowering.RuleId, lowering.From));
    }

    [Fact]
    public void A_clinician_who_removes_a_test_or_makes_it_expect_less_is_asked_why()
    {
        const string test = "  - {name: worse, facts: {age_years: 40}, present: [worse], expect: see_4h}\n";
        Assert.Contains(After(Demo.File, test, "").Lowerings, l => l is { RuleId: "test:worse", From: "see_4h", To: "nothing" });
        Assert.Contains(After(Demo.File, test, test.Replace("see_4h", "see_24h", StringComparison.Ordinal)).Lowerings, l => l is { RuleId: "test:worse", To: "see_24h" });
        Assert.Empty(After(Demo.File, test, test.Replace("see_4h", "ed_now", StringComparison.Ordinal)).Lowerings);
    }

    [Fact]
    public void A_protocol_removed_is_a_lowering_and_one_added_is_named()
    {
        var more = Demo.Files();
        more["triage/sneeze.yaml"] = more[Demo.File].Replace("id: cough", "id: sneeze", StringComparison.Ordinal);
        var bigger = Demo.Load(more);
        Assert.Equal(["sneeze"], TriageComparison.Compare(Demo.Package(), bigger).Added);
        Assert.Empty(TriageComparison.Compare(Demo.Package(), bigger).Lowerings);
        var lowering = Assert.Single(TriageComparison.Compare(bigger, Demo.Package()).Lowerings);
        Assert.Equal(("sneeze", "protocol", "nothing"), (lowering.ProtocolId, lowering.RuleId, lowering.To));
    }

    [Fact]
    public void The_first_minute_that_is_no_longer_asked_first_is_listed()
    {
        var files = Demo.With(Demo.GateFile, "role: gate\n", "");
        files[Demo.File] = files[Demo.File].Replace("title: Cough", "title: Cough\nrole: gate", StringComparison.Ordinal);
        Assert.Contains(TriageComparison.Compare(Demo.Package(), Demo.Load(files)).Lowerings, l => l is { ProtocolId: "gate", RuleId: "role" });
    }

    [Fact]
    public void The_same_words_on_a_scale_with_other_ranks_are_compared_again()
    {
        var files = Demo.Files();
        files["dispositions.yaml"] = files["dispositions.yaml"].Replace("code: see_4h, rank: 70", "code: see_4h, rank: 55", StringComparison.Ordinal)
            .Replace("code: see_24h, rank: 60", "code: see_24h, rank: 58", StringComparison.Ordinal);
        var load = Protocols.Triage.Loading.TriageLoader.Load(files);
        if (load.Package is { } candidate) Assert.Contains(TriageComparison.Compare(Demo.Package(), candidate).Lowerings, l => l is { ProtocolId: "cough", RuleId: "worse" });
        else Assert.NotEmpty(load.Findings);
    }

    /// <summary>More risks than can be tried in every combination: nothing proves that the candidate gives no less.</summary>
    [Theory]
    [InlineData(Demo.File, "when: \"age_years >= 75\"", "when: \"age_years >= 75 or {0}\"", "else")]
    [InlineData(Demo.File, "population: \"age_years >= 18\"", "population: \"age_years >= 18 or {0}\"", "population")]
    [InlineData(Demo.File, "when: \"anticoagulant\"", "when: \"{0}\"", "blood")]
    [InlineData("floors.yaml", "when: \"age_years < 18\"", "when: \"age_years < 18 or {0}\"", "child")]
    public void What_cannot_be_compared_is_listed_and_what_cannot_be_proved_is_found(string file, string find, string replace, string rule)
    {
        const string risks = "anticoagulant or antiplatelet or immunosuppressed or chemo_6w or steroid_dependent or diabetes or insulin_or_su or sglt2 or heart_failure or icd or dialysis";
        var files = Demo.With(file, find, replace.Replace("{0}", risks, StringComparison.Ordinal));
        var lowering = Assert.Single(TriageComparison.Compare(Demo.Package(), Demo.Load(files)).Lowerings);
        Assert.Equal((rule, "unknown", "too many facts to compare"), (lowering.RuleId, lowering.To, lowering.What));
        Assert.Contains(Demo.Findings(files), f => f.Code == "E09" && f.What.EndsWith("depends on too many facts to be proved safe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("title: Cough", "title: Bad cough", "title", "en", "Cough", "Bad cough")]
    [InlineData("definition: A cough.", "definition: A cough or a cold.", "definition", "en", "A cough.", "A cough or a cold.")]
    [InlineData("[\"Sit up.\"]", "[\"Lie down.\"]", "first_aid", "en", "Sit up.", "Lie down.")]
    [InlineData("first_aid: [\"Sit up.\"]\n", "", "first_aid", "en", "Sit up.", "")]
    [InlineData("[\"Drink warm tea.\"]", "[\"Drink warm tea.\", \"Rest.\"]", "home_advice", "en", "Drink warm tea.", "Drink warm tea.\nRest.")]
    [InlineData("[\"Call again if it gets worse.\"]", "[\"Call again tomorrow.\"]", "call_back", "en", "Call again if it gets worse.", "Call again tomorrow.")]
    public void Every_sentence_a_caller_hears_is_compared(string find, string replace, string rule, string language, string was, string now)
    {
        var rewording = Assert.Single(After(Demo.File, find, replace).Rewordings);
        Assert.Equal((rule, language, was, now), (rewording.QuestionId, rewording.Language, rewording.Was, rewording.Is));
    }

    [Theory]
    [InlineData("q.es: \"¿Está peor hoy?\"", "q.es: \"¿Está mejor hoy?\"", "worse", "es")]
    [InlineData(", q.es: \"¿Está peor hoy?\"", "", "worse", "es")]
    [InlineData("plain: \"Is it bad?\"", "plain: \"Is it good?\"", "worse/plain", "en")]
    [InlineData(", plain: \"Is it bad?\"", "", "worse/plain", "en")]
    [InlineData("first: \"Sit her up.\"", "first: \"Lie her down.\"", "worse/first", "en")]
    public void A_translation_a_plain_wording_and_what_to_do_first_are_compared(string find, string replace, string rule, string language)
    {
        var files = Demo.With(Demo.File, "q: \"Is it worse today?\"", "q: \"Is it worse today?\", q.es: \"¿Está peor hoy?\", plain: \"Is it bad?\", first: \"Sit her up.\"");
        var changed = new Dictionary<string, string>(files) { [Demo.File] = files[Demo.File].Replace(find, replace, StringComparison.Ordinal) };
        Assert.NotEqual(files[Demo.File], changed[Demo.File]);
        var rewording = Assert.Single(TriageComparison.Compare(Demo.Load(files), Demo.Load(changed)).Rewordings);
        Assert.Equal((rule, language), (rewording.QuestionId, rewording.Language));
    }

    [Fact]
    public void The_name_of_a_level_is_compared_and_the_words_of_a_question_that_is_gone_are_not()
    {
        var named = Assert.Single(After("dispositions.yaml", "Call 911 now", "Call somebody").Rewordings);
        Assert.Equal(("dispositions", "ems", "en"), (named.ProtocolId, named.QuestionId, named.Language));
        Assert.Empty(After(Demo.File, "      - {id: oxygen, q: \"Is it below 92?\", from: \"spo2 < 92\", unknown: clear, why_clear: \"Few have a meter.\"}\n", "").Rewordings);
    }

    [Fact]
    public void A_lowering_is_told_as_a_sentence()
    {
        var lowering = After(Demo.File, "  - go: see_4h\n", "  - go: see_24h\n").Lowerings.First(l => l is { RuleId: "worse", Answer: Protocols.Triage.Engine.Answer.Present });
        Assert.Equal("A30 cough/worse: the question counts for less (see_4h → see_24h) when lung_disease = no, answered present", lowering.ToString());
    }
}
