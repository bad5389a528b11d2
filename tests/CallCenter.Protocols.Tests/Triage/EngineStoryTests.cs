using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class EngineStoryTests
{
    [Fact]
    public void Given_crushing_chest_pain_When_it_is_heard_in_the_first_minute_Then_911_and_nothing_more_is_asked()
    {
        var nurse = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(71), AnswerSource.Chart));
        nurse.Answers("first-minute", "chest_crush", Answer.Present, AnswerSource.Heard);

        Assert.Equal("ems", nurse.Result);
        Assert.Null(nurse.View.NextQuestion);
        Assert.Contains(nurse.View.Protocols, p => p.Id == "chest-pain");
        Assert.Equal("chest_crush", nurse.View.Why?.RuleId);
        Assert.True(nurse.View.IsLocked);
    }

    [Fact]
    public void Given_drowsiness_from_low_sugar_When_the_first_minute_says_emergency_department_Then_the_protocol_that_would_say_911_is_still_due()
    {
        var nurse = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(74), AnswerSource.Chart), new FactReading("insulin_or_su", FactValue.Of(true), AnswerSource.Chart));
        nurse.Answers("first-minute", "new_confusion", Answer.Present, AnswerSource.Heard).ClearsTheRest();

        Assert.Equal("ed_now", nurse.Result);
        Assert.False(nurse.View.IsComplete);
        Assert.Contains(nurse.View.MissingForSigning, m => m.Kind == MissingKind.Protocol);
        Assert.Equal("ems", nurse.Joins("low-blood-sugar").Answers("low-blood-sugar", "confused_low", Answer.Present).Result);
        Assert.True(nurse.View.IsComplete);
    }

    [Fact]
    public void Given_a_whole_call_When_everything_is_done_Then_it_can_be_signed()
    {
        var nurse = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(78), AnswerSource.Chart), new FactReading("heart_failure", FactValue.Of(true), AnswerSource.Chart));
        nurse.Joins("heart-failure-fluid").Answers("heart-failure-fluid", "gain_and_breathless", Answer.Present).ClearsTheRest();
        Assert.Equal(TriageStage.DispositionReached, nurse.View.Stage);
        nurse.Finishes();
        Assert.Empty(nurse.View.MissingForSigning);
        Assert.Equal("provider_now", nurse.Result);
        Assert.Equal(TriageStage.Told, nurse.View.Stage);
        Assert.Equal(TriageStage.Signed, nurse.Signs().View.Stage);
    }
}
