using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>Callers who minimise, told as the call: what the first minute missed, the shipped protocols must still find and say.</summary>
public class ShippedStoryTests
{
    [Fact]
    public void Given_a_baby_of_seven_weeks_with_a_cold_When_the_fever_is_asked_Then_it_goes_to_the_emergency_department()
    {
        var nurse = Caller(0).Joins("child").Answers("child", "young_baby_fever", Answer.Present);
        Assert.Equal(("ed_now", null), (nurse.Result, nurse.View.Protocols.Single(p => p.Id == "child").Notice));
    }

    [Fact]
    public void Given_a_child_When_nothing_is_found_Then_a_clinician_still_phones_back() =>
        Assert.Equal("provider_now", Caller(3).Joins("child").ClearsTheRest().Result);

    [Fact]
    public void Given_stronger_pain_pills_for_a_back_When_the_medicine_protocol_asks_what_for_Then_back_pain_asks_about_numbness()
    {
        var nurse = Caller(44).Joins("medicine-question").Answers("medicine-question", "pill_for_back", Answer.Present);
        Assert.Contains(nurse.View.Protocols, p => p is { Id: "back-pain", JoinedBy: "medicine-question/pill_for_back" });
        Assert.Equal("ed_now", nurse.Answers("back-pain", "saddle_bladder", Answer.Present).Result);
    }

    [Fact]
    public void Given_fever_and_a_stiff_neck_When_only_headache_was_chosen_Then_fever_joins_and_the_result_is_911()
    {
        var nurse = Caller(20).Joins("headache").Answers("headache", "head_fever_neck", Answer.Present);
        Assert.Equal("ems", nurse.Result);
        Assert.Contains(nurse.View.Protocols, p => p.Id == "fever");
    }

    [Fact]
    public void Given_hives_and_a_tight_throat_When_911_is_decided_Then_epinephrine_is_read_first_and_nothing_reads_as_if_it_were_not()
    {
        var advice = Caller(45).Joins("allergic-reaction").Joins("dizzy-faint").Answers("first-minute", "throat_swelling", Answer.Present).View.Advice;
        Assert.Equal(("allergic-reaction", AdviceKind.FirstAid), (advice[0].ProtocolId, advice[0].Kind));
        Assert.StartsWith("Prescribed epinephrine", advice[0].Text.Text, StringComparison.Ordinal);
        Assert.All(advice.Where(a => a.Kind == AdviceKind.CallBack), a => Assert.Equal("first-minute", a.ProtocolId));
    }

    [Fact]
    public void A_question_is_shown_at_the_level_that_a_yes_gives()
    {
        var alone = new FactReading("alone_or_frail", FactValue.Of(true), AnswerSource.Chart);
        var question = Nurse.Opens(Shipped.Package, alone).Joins("medicine-question").View.Find("medicine-question", "withdrawal_signs");
        Assert.Equal(("ed_now", 90), (question?.Tier.Code, question?.RankOfYes));
    }

    [Fact]
    public void A_man_is_not_asked_about_a_pregnancy_and_a_person_of_unknown_sex_is()
    {
        var man = Nurse.Opens(Shipped.Package, new FactReading("sex", FactValue.Of("m"), AnswerSource.Chart)).Joins("headache").Joins("abdominal-pain").View;
        Assert.Equal((Standing.NotApplicable, Standing.NotApplicable), (man.Find("headache", "head_pregnant")?.Standing, man.Find("abdominal-pain", "late_period_bleed")?.Standing));
        Assert.Equal(Standing.Open, Caller(27).Joins("abdominal-pain").View.Find("abdominal-pain", "late_period_bleed")?.Standing);
    }

    /// <summary>Whatever the complaint: how to get there, that a doctor phones, and nothing of it where it does not belong.</summary>
    [Theory]
    [InlineData("ems", "Somebody unlocks the door", "Do not drive yourself")]
    [InlineData("ed_now", "Do not drive yourself", "the doctor phones you")]
    [InlineData("provider_now", "the doctor phones you", "Do not drive yourself")]
    [InlineData("see_24h", "You find no place to be seen in time", "the doctor phones you")]
    public void What_everybody_hears_at_a_result_is_read_once(string result, string heard, string not)
    {
        foreach (var protocol in Shipped.Package.Protocols.Where(p => !p.IsGate && p.Ladder.Any(t => t.Go == result)))
        {
            var tier = protocol.Ladder.First(t => t.Go == result);
            var nurse = Caller(40).Joins(protocol.Id);
            foreach (var question in tier.Questions.Where(q => q.When is null && q.Raises.Count == 0 && q.Link is null).Take(1)) nurse.Answers(protocol.Id, question.Id, Answer.Present);
            if (nurse.Result != result) continue;
            Assert.Single(nurse.View.Advice, a => a.Text.Text.Contains(heard, StringComparison.Ordinal));
            Assert.DoesNotContain(nurse.View.Advice, a => a.Text.Text.Contains(not, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Given_a_woman_of_79_who_is_not_pregnant_When_her_headache_sends_her_to_the_hospital_Then_no_pregnancy_is_spoken_of()
    {
        var nurse = Caller(79).Types("pregnant_or_post6w", FactValue.Of(false)).Joins("headache").Answers("headache", "head_sight_jaw", Answer.Present);
        Assert.DoesNotContain(nurse.View.Advice, a => a.Text.Text.Contains("Pregnant", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_pressure_of_184_over_104_that_stayed_When_the_doctor_will_phone_Then_nobody_is_told_to_call_back_at_180()
    {
        var nurse = Caller(66).Types("sys", FactValue.Of(184)).Joins("high-blood-pressure").Answers("high-blood-pressure", "crisis_repeat", Answer.Present);
        Assert.Equal("provider_now", nurse.Result);
        Assert.DoesNotContain(nurse.View.Advice, a => a.Text.Text.StartsWith("180/120", StringComparison.Ordinal));
        Assert.Contains(nurse.View.Advice, a => a.Text.Text.StartsWith("No doctor has phoned", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_calf_that_may_hold_a_clot_When_it_is_to_be_seen_within_four_hours_Then_nobody_is_told_to_walk()
    {
        var nurse = Caller(54).Joins("leg-swelling").ClearsTheRest().Corrects("leg-swelling", "one_leg_swollen", Answer.Present, "looked again");
        Assert.DoesNotContain(nurse.View.Advice, a => a.Text.Text.StartsWith("Walk a little", StringComparison.Ordinal));
        Assert.DoesNotContain(nurse.View.Advice, a => a.Text.Text.StartsWith("One leg swells", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_legs_like_jelly_and_bad_kidneys_When_any_protocol_that_fits_is_chosen_Then_it_goes_to_the_emergency_department()
    {
        foreach (var (protocol, question) in ((string, string)[])[("general", "weak_with_kidneys"), ("heart-failure-fluid", "weak_with_kidneys_hf")])
            Assert.Equal("ed_now", Caller(90).Types("kidney_disease", FactValue.Of(true)).Joins(protocol).Answers(protocol, question, Answer.Present).Result);
    }

    private static Nurse Caller(int age) => Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(age), AnswerSource.Asked));
}
