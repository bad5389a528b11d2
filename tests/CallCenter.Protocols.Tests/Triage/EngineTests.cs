using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class EngineTests
{
    private static readonly TriagePackage Package = Shipped.Package;

    private static Nurse Adult(params FactReading[] more) =>
        Nurse.Opens(Package, [new("age_years", FactValue.Of(61), AnswerSource.Chart), new("chemo_6w", FactValue.Of(false), AnswerSource.Chart), new("steroid_dependent", FactValue.Of(false), AnswerSource.Chart), .. more]);

    private static FactReading On(string fact) => new(fact, FactValue.Of(true), AnswerSource.Chart, null, new DateOnly(2026, 11, 12));

    [Fact]
    public void The_gate_is_joined_first_and_its_questions_come_first()
    {
        var nurse = Adult().Joins("chest-pain");
        Assert.Equal("first-minute", nurse.View.Protocols[0].Id);
        Assert.Equal(TriageStage.Gate, nurse.View.Stage);
        Assert.Equal(new QuestionRef("first-minute", "not_responding"), nurse.View.NextQuestion);
        while (nurse.View.NextQuestion is { ProtocolId: "first-minute" } next) nurse.Answers(next.ProtocolId, next.QuestionId, Answer.Absent);
        Assert.Equal(TriageStage.Assessing, nurse.View.Stage);
        Assert.Equal(new QuestionRef("chest-pain", "pain_now_5min"), nurse.View.NextQuestion);
    }

    [Fact]
    public void Once_the_emergency_department_is_reached_only_911_questions_and_doors_to_them_remain()
    {
        var nurse = Adult().Joins("chest-pain").Answers("chest-pain", "gone_but_24h", Answer.Present);
        var open = nurse.View.Protocols.SelectMany(p => p.Questions).Where(q => q.IsOpenAboveResult).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, q => Assert.True(q.MayReach > 90));
        nurse.Answers("chest-pain", "spreads", Answer.Unsure);
        Assert.Equal("ems", nurse.Result);
        Assert.Null(nurse.View.NextQuestion);
    }

    [Fact]
    public void A_risk_from_the_chart_raises_and_the_explanation_names_it()
    {
        var nurse = Adult(On("anticoagulant")).Joins("fall-head-injury").Answers("fall-head-injury", "head_hit_thinner", Answer.Present);
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal("Go to the emergency department now: Did the head hit anything at all, even lightly? — present, asked + Blood thinner: yes (chart, 12 Nov 2026), fall-head-injury 1.0.0 head_hit_thinner", nurse.View.Why?.Explain);
    }

    [Fact]
    public void A_typed_value_answers_its_question_and_an_answered_no_does_not_undo_it()
    {
        var nurse = Adult().Joins("breathing-trouble").Answers("breathing-trouble", "spo2_very_low", Answer.Absent);
        Assert.NotEqual("ems", nurse.Result);
        nurse.Types("spo2", FactValue.Of(83));
        Assert.Equal("ems", nurse.Result);
        Assert.True(nurse.View.Find("breathing-trouble", "spo2_very_low")?.ByFact);
    }

    [Fact]
    public void A_measured_no_does_not_undo_an_answered_yes_or_a_doubt()
    {
        var nurse = Adult().Joins("fever").Answers("fever", "temp_103", Answer.Present).Types("temp_f", FactValue.Of(99));
        Assert.Equal("see_4h", nurse.Result);
        var doubt = Adult().Joins("breathing-trouble").Answers("breathing-trouble", "fever_with", Answer.Unsure).Types("temp_f", FactValue.Of(99));
        Assert.Equal(60, doubt.View.Find("breathing-trouble", "fever_with")?.Rank);
    }

    [Fact]
    public void A_question_that_stops_applying_keeps_its_answer_without_effect_and_counts_again_when_it_applies_again()
    {
        var nurse = Adult(On("icd")).Joins("heart-failure-fluid").Answers("heart-failure-fluid", "shocks_two", Answer.Present);
        Assert.Equal("ems", nurse.Result);
        nurse.Types("icd", FactValue.Of(false), "the chart is wrong: it is a pacemaker");
        Assert.NotEqual("ems", nurse.Result);
        Assert.Equal((Standing.NotApplicable, Answer.Present), (nurse.View.Find("heart-failure-fluid", "shocks_two")?.Standing, nurse.View.Find("heart-failure-fluid", "shocks_two")?.Answer));
        Assert.Equal("ems", nurse.Types("icd", FactValue.Of(true)).Result);
    }

    [Fact]
    public void A_yes_joins_the_linked_protocol_and_what_was_answered_there_is_never_left_behind()
    {
        var nurse = Adult().Joins("abdominal-pain").Answers("abdominal-pain", "keeps_vomiting", Answer.Present);
        Assert.Contains(nurse.View.Protocols, p => p is { Id: "vomiting-diarrhea", JoinedBy: "abdominal-pain/keeps_vomiting" });
        nurse.Answers("vomiting-diarrhea", "dark_grains", Answer.Present).Corrects("abdominal-pain", "keeps_vomiting", Answer.Absent);
        Assert.Equal("ed_now", nurse.Result);
    }

    [Theory]
    [InlineData(1, "see_24h")]
    [InlineData(2, "provider_now")]
    public void Repeated_calls_raise_every_result(int calls, string expected) =>
        Assert.Equal(expected, Adult(new FactReading("calls_72h", FactValue.Of(calls), AnswerSource.CallHistory)).Joins("general").ClearsTheRest().Result);

    [Fact]
    public void Fever_after_cancer_drugs_goes_to_the_emergency_department_whatever_the_protocol_says()
    {
        var nurse = Nurse.Opens(Package, new FactReading("age_years", FactValue.Of(50), AnswerSource.Chart)).Joins("urinary");
        Assert.Contains(nurse.View.FactsToAsk, f => f is { Blocks: true, Fact: "chemo_6w" });
        nurse.Types("chemo_6w", FactValue.Of(true)).Types("temp_f", FactValue.Of(100.4m));
        Assert.Equal("ed_now", nurse.Result);
        Assert.Contains(nurse.View.FloorsApplied, f => f.Id == "neutropenia");
    }

    [Fact]
    public void A_risk_that_is_asked_and_not_known_counts_as_on_for_the_practices_floors() =>
        Assert.Equal("ed_now", Nurse.Opens(Package, new FactReading("age_years", FactValue.Of(50), AnswerSource.Chart)).Joins("urinary").Types("temp_f", FactValue.Of(101)).Types("chemo_6w", null).Result);

    [Fact]
    public void An_empty_chart_is_asked_for_what_could_raise_and_a_full_one_is_not()
    {
        var empty = Nurse.Opens(Package).Joins("general");
        Assert.Equal(["age_years", "chemo_6w", "steroid_dependent"], empty.View.FactsToAsk.Where(f => f.Blocks).Select(f => f.Fact).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Adult().Joins("general").View.FactsToAsk, f => f.Blocks);
    }

    [Fact]
    public void What_would_change_the_result_names_both_directions()
    {
        var nurse = Adult().Joins("chest-pain").Answers("chest-pain", "gone_but_24h", Answer.Present);
        Assert.Contains(nurse.View.WhatWouldChange, c => c is { Kind: ChangeKind.QuestionWouldRaise, QuestionId: "spreads", To.Code: "ems" });
        Assert.Contains(nurse.View.WhatWouldChange, c => c is { Kind: ChangeKind.AnswerHolds, QuestionId: "gone_but_24h", To.Code: "see_24h" });
    }

    [Fact]
    public void Danger_words_prompt_a_question_and_decide_nothing()
    {
        var nurse = Adult().Do((id, at, by) => new Noted(id, at, by, "Husband says she can't wake him, está morado"));
        Assert.Equal(["cannot_wake", "blue"], nurse.View.Prompts.Select(p => p.WordId));
        Assert.Equal("info", nurse.Result);
        nurse.Answers("first-minute", "not_responding", Answer.Absent).Answers("first-minute", "blue_gray", Answer.Absent);
        Assert.Empty(nurse.View.Prompts);
    }

    [Fact]
    public void A_lost_call_is_held_at_a_clinicians_call_back_until_it_is_finished()
    {
        var nurse = Adult().Joins("general").Do((id, at, by) => new CallLost(id, at, by, "line went dead"));
        Assert.Equal("provider_now", nurse.Result);
        Assert.Equal(ReasonKind.Unfinished, nurse.View.Why?.Kind);
        nurse.Confirms();
        Assert.Empty(nurse.View.MissingForSigning);
        Assert.Equal(TriageStage.Signed, nurse.Signs().View.Stage);

        var reachedAgain = Adult().Joins("general").Do((id, at, by) => new CallLost(id, at, by, "dropped")).Do((id, at, by) => new Resumed(id, at, by));
        Assert.Equal("info", reachedAgain.ClearsTheRest().Result);
    }

    [Fact]
    public void A_fault_never_throws_and_never_falls_below_a_clinicians_call_back()
    {
        var nurse = Adult();
        var view = TriageEngine.Evaluate(Package, [.. nurse.Log, new Answered(Guid.NewGuid(), default, Nurse.Maria, "first-minute", "no_such_question", Answer.Present, AnswerSource.Asked)]);
        Assert.NotNull(view.Fault);
        Assert.Equal("provider_now", view.FinalDisposition.Code);
        Assert.NotEmpty(view.Protocols.SelectMany(p => p.Questions));
        var told = TriageEngine.Evaluate(Package, [.. nurse.Log, new DispositionConfirmed(Guid.NewGuid(), default, Nurse.Maria, "ems"), new ProtocolAdded(Guid.NewGuid(), default, Nurse.Maria, "no-such-protocol")]);
        Assert.Equal(("ems", false, true), (told.FinalDisposition.Code, told.Told.MustConfirm, told.Told.MustTell));
        Assert.Equal(["ems", "ed_now"], view.Overrides.Select(o => o.To.Code));
        Assert.All(view.Overrides, o => Assert.False(o.IsLower));
    }

    [Fact]
    public void A_protocol_for_other_people_is_shown_with_a_notice()
    {
        var child = Nurse.Opens(Package, new FactReading("age_years", FactValue.Of(12), AnswerSource.Chart)).Joins("chest-pain");
        Assert.Equal("This protocol is not written for this person, only for: age at least 18 years", child.View.Protocols.Single(p => p.Id == "chest-pain").Notice);
        Assert.Equal("provider_now", child.Result);
        Assert.Contains("not known", Nurse.Opens(Package).Joins("chest-pain").View.Protocols.Single(p => p.Id == "chest-pain").Notice);
    }

    [Fact]
    public void Advice_follows_the_urgency()
    {
        var urgent = Adult().Answers("first-minute", "choking", Answer.Present).View.Advice;
        Assert.Contains(urgent, a => a.Kind == AdviceKind.FirstAid);
        Assert.DoesNotContain(urgent, a => a.Kind == AdviceKind.Home);
        var home = Adult(new FactReading("alone_or_frail", FactValue.Of(false), AnswerSource.Chart)).Joins("fever").ClearsTheRest().View;
        Assert.Equal("home", home.FinalDisposition.Code);
        Assert.Contains(home.Advice, a => a is { Kind: AdviceKind.Home, ProtocolId: "fever" });
        Assert.DoesNotContain(home.Advice, a => a.Kind == AdviceKind.FirstAid);
    }

    [Fact]
    public void A_yes_offers_its_action_until_it_is_done()
    {
        var nurse = Adult().Joins("medicine-question").Answers("medicine-question", "extra_dangerous", Answer.Present);
        Assert.Contains(nurse.View.Actions, a => a is { Action: "poison_center", IsDone: false });
        nurse.Do((id, at, by) => new ActionDone(id, at, by, "poison_center"));
        Assert.Contains(nurse.View.Actions, a => a is { Action: "poison_center", IsDone: true });
    }
}
