using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Protocols.Tests.Triage;

public class ReplayTests
{
    private static readonly TriagePackage Package = Demo.Package();

    private static TriagePackage Candidate(string find, string replace, string file = Demo.File) => Demo.Load(Demo.With(file, find, replace));

    private static Nurse Cough(int age = 40) =>
        Nurse.Opens(Package, new("age_years", FactValue.Of(age), AnswerSource.Chart), new("anticoagulant", FactValue.Of(false), AnswerSource.Chart), new("lung_disease", FactValue.Of(false), AnswerSource.Chart)).Joins("cough");

    private static ReplayedSession On(TriagePackage candidate, Nurse nurse) => SessionReplay.Of(Package, candidate, nurse.Log);

    [Fact]
    public void A_call_ends_the_same_on_its_own_package()
    {
        var replayed = On(Package, Cough().Answers("cough", "worse", Answer.Present).ClearsTheRest());
        Assert.Equal((ReplayOutcome.Same, "see_4h", "see_4h", "see_4h"), (replayed.Outcome, replayed.Before.Code, replayed.Lowest.Code, replayed.Highest.Code));
        Assert.Empty(replayed.NotAsked);
        Assert.False(replayed.MayEndLower);
    }

    [Fact]
    public void A_red_flag_moved_down_lowers_the_calls_it_decided()
    {
        var decided = Cough().Answers("cough", "worse", Answer.Present).ClearsTheRest();
        var replayed = On(Candidate("  - go: see_4h\n", "  - go: see_24h\n"), decided);
        Assert.Equal((ReplayOutcome.Lowered, "see_4h", "see_24h"), (replayed.Outcome, replayed.Before.Code, replayed.Highest.Code));
        Assert.True(replayed.MayEndLower);
    }

    [Fact]
    public void A_question_removed_lowers_and_its_answer_is_listed()
    {
        var decided = Cough().Answers("cough", "worse", Answer.Present).ClearsTheRest();
        var without = Demo.With(Demo.File, "      - {id: worse, q: \"Is it worse today?\", unknown: act, raise: [{when: \"lung_disease\", to: ed_now}]}", "      - {id: other, q: \"Is it bad?\", unknown: act}");
        without[Demo.File] = without[Demo.File].Replace("[worse]", "[other]", StringComparison.Ordinal);
        var replayed = On(Demo.Load(without), decided);
        Assert.Equal([new("cough", "worse")], replayed.WithoutPlace);
        Assert.Equal((ReplayOutcome.Open, "home", "see_4h"), (replayed.Outcome, replayed.Lowest.Code, replayed.Highest.Code));
        Assert.Equal([new("cough", "other")], replayed.NotAsked);
        Assert.True(replayed.MayEndLower);
    }

    [Fact]
    public void A_stricter_tier_raises()
    {
        var replayed = On(Candidate("  - go: see_4h\n", "  - go: provider_now\n"), Cough().Answers("cough", "worse", Answer.Present).ClearsTheRest());
        Assert.Equal((ReplayOutcome.Raised, "provider_now"), (replayed.Outcome, replayed.Lowest.Code));
    }

    [Fact]
    public void A_question_that_was_not_asked_then_leaves_the_result_open_between_its_no_and_its_yes()
    {
        var replayed = On(Candidate("      - {id: worse,", "      - {id: fever, q: \"Is it hot?\", unknown: act}\n      - {id: worse,"), Cough().ClearsTheRest());
        Assert.Equal((ReplayOutcome.Open, "home", "home", "see_4h"), (replayed.Outcome, replayed.Before.Code, replayed.Lowest.Code, replayed.Highest.Code));
        Assert.Equal([new("cough", "fever")], replayed.NotAsked);
        Assert.False(replayed.MayEndLower);
    }

    [Fact]
    public void A_question_below_the_result_changes_nothing()
    {
        var replayed = On(Candidate("      - {id: worse,", "      - {id: fever, q: \"Is it hot?\", unknown: act}\n      - {id: worse,"), Cough().Answers("cough", "blue", Answer.Present));
        Assert.Equal(ReplayOutcome.Same, replayed.Outcome);
        Assert.Empty(replayed.NotAsked);
    }

    [Fact]
    public void What_a_yes_would_open_counts_to_the_highest()
    {
        var files = Demo.With(Demo.File, "      - {id: worse,", "      - {id: fever, q: \"Is it hot?\", unknown: act, link: other}\n      - {id: worse,");
        files["triage/other.yaml"] = Demo.Files()[Demo.GateFile].Replace("id: gate", "id: other", StringComparison.Ordinal).Replace("role: gate\n", "", StringComparison.Ordinal);
        var replayed = On(Demo.Load(files), Cough().ClearsTheRest());
        Assert.Equal((ReplayOutcome.Open, "home", "ems"), (replayed.Outcome, replayed.Lowest.Code, replayed.Highest.Code));
    }

    [Fact]
    public void A_fact_that_a_new_floor_needs_leaves_the_result_open()
    {
        var candidate = Candidate("floors:\n", "floors:\n  - {id: renal, when: \"dialysis\", to: ed_now, why: x}\n", "floors.yaml");
        var replayed = On(candidate, Cough().ClearsTheRest());
        Assert.Equal((ReplayOutcome.Open, "home", "ed_now"), (replayed.Outcome, replayed.Lowest.Code, replayed.Highest.Code));
        Assert.Equal(["dialysis"], replayed.FactsNotAsked);
    }

    [Fact]
    public void Overrides_do_not_hide_a_lowered_protocol_result_and_the_final_one_is_shown()
    {
        var overridden = Cough().Answers("cough", "worse", Answer.Present).ClearsTheRest().Overrides("ems");
        var replayed = On(Candidate("  - go: see_4h\n", "  - go: see_24h\n"), overridden);
        Assert.Equal((ReplayOutcome.Lowered, "see_4h", "ems"), (replayed.Outcome, replayed.Before.Code, replayed.Final.Code));
    }

    [Fact]
    public void What_a_lost_call_left_open_is_no_news()
    {
        var lost = Cough().Answers("gate", "out_cold", Answer.Absent).Do((id, at, by) => new CallLost(id, at, by, "dead line"));
        var replayed = On(Package, lost);
        Assert.Equal((ReplayOutcome.Same, "provider_now"), (replayed.Outcome, replayed.Lowest.Code));
    }

    [Fact]
    public void A_protocol_and_a_fact_the_candidate_does_not_have_are_left_out()
    {
        var nurse = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(61), AnswerSource.Chart), new FactReading("icd", FactValue.Of(true), AnswerSource.Chart))
            .Joins("heart-failure-fluid").Answers("heart-failure-fluid", "shocks_two", Answer.Present);
        var files = Demo.Files();
        files["facts.yaml"] = files["facts.yaml"].Replace("\n  icd:\n", "\n  pacemaker:\n", StringComparison.Ordinal);
        var replayed = SessionReplay.Of(Shipped.Package, Demo.Load(files), nurse.Log);
        Assert.Equal("ems", replayed.Before.Code);
        Assert.True(replayed.MayEndLower);
        Assert.Equal([new("heart-failure-fluid", "shocks_two")], replayed.WithoutPlace);
    }

    [Fact]
    public void A_log_that_does_not_fit_its_own_package_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => SessionReplay.Of(Package, Package, [.. Cough().Log, new ProtocolAdded(Guid.NewGuid(), default, Nurse.Maria, "nothing")]));

    [Fact]
    public void A_protocol_that_was_chosen_and_answered_by_a_reading_alone_is_chosen_again()
    {
        var replayed = On(Package, Cough().Types("spo2", FactValue.Of(84)));
        Assert.Equal((ReplayOutcome.Same, "ed_now", "ed_now"), (replayed.Outcome, replayed.Before.Code, replayed.Lowest.Code));
    }

    [Fact]
    public void A_correction_counts_as_it_did_and_one_without_a_place_is_left_out()
    {
        var corrected = Cough().Answers("cough", "worse", Answer.Present).Corrects("cough", "worse", Answer.Absent, "misheard").ClearsTheRest();
        Assert.Equal((ReplayOutcome.Same, "home"), (On(Package, corrected).Outcome, On(Package, corrected).Lowest.Code));
        var files = Demo.Files();
        files[Demo.File] = files[Demo.File].Replace("id: worse", "id: other", StringComparison.Ordinal).Replace("[worse]", "[other]", StringComparison.Ordinal);
        Assert.Equal([new("cough", "other")], On(Demo.Load(files), corrected).NotAsked);
    }

    [Fact]
    public void A_reading_the_candidate_calls_impossible_is_left_out()
    {
        var replayed = On(Candidate("{type: number, unit: \"%\", min: 40, max: 100, title: Oxygen reading", "{type: number, unit: \"%\", min: 85, max: 100, title: Oxygen reading", "facts.yaml"), Cough().Types("spo2", FactValue.Of(84)).ClearsTheRest());
        Assert.Equal(("ed_now", true), (replayed.Before.Code, replayed.MayEndLower));
    }
}
