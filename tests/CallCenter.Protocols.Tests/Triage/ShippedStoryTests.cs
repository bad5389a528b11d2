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

    private static Nurse Caller(int age) => Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(age), AnswerSource.Asked));
}
