using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>What is read to the caller: the protocol that holds the result speaks first, the first minute last.</summary>
public class AdviceTests
{
    private static readonly TriagePackage Package = TwoLadders.With(gate: "first_aid: [\"Open the airway.\"]\n");

    private static Nurse Adult() => Nurse.Opens(Package, new("age_years", FactValue.Of(40), AnswerSource.Chart), new("lung_disease", FactValue.Of(false), AnswerSource.Chart));

    private static IEnumerable<string> Lines(Nurse nurse) => nurse.View.Advice.Select(a => $"{a.Kind} {a.Text.Text}");

    [Fact]
    public void At_home_the_home_advice_is_read_and_no_first_aid() =>
        Assert.Equal(["Home Rest.", "Home Drink warm tea.", "CallBack Call if it is long.", "CallBack Call again if it gets worse.", "CallBack Call again at any time."], Lines(Adult().Joins("sneeze").Joins("cough")));

    [Fact]
    public void The_protocol_that_holds_the_result_speaks_first() =>
        Assert.Equal(["CallBack Call again if it gets worse.", "CallBack Call if it is long.", "CallBack Call again at any time."],
            Lines(Adult().Joins("sneeze").Joins("cough").Answers("cough", "worse", Answer.Present)).Where(l => l.StartsWith("CallBack", StringComparison.Ordinal)));

    [Fact]
    public void While_a_clinician_phones_back_first_aid_is_read()
    {
        var nurse = Adult().Types("anticoagulant", FactValue.Of(true)).Joins("cough").Answers("cough", "blood", Answer.Unsure);
        Assert.Equal("provider_now", nurse.Result);
        Assert.Equal(["FirstAid Sit up.", "CallBack Call again if it gets worse.", "CallBack Call again at any time."], Lines(nurse));
    }

    [Fact]
    public void The_first_aid_of_the_first_minute_is_read_when_it_found_something() =>
        Assert.Equal(["FirstAid Open the airway.", "FirstAid Sit up."], Lines(Adult().Joins("cough").Answers("gate", "out_cold", Answer.Present)).Take(2));

    [Fact]
    public void An_action_is_offered_by_a_yes_and_not_before()
    {
        var nurse = Adult().Types("anticoagulant", FactValue.Of(true)).Joins("cough");
        Assert.Empty(nurse.View.Actions);
        Assert.Equal("help_911", Assert.Single(nurse.Answers("cough", "blood", Answer.Present).View.Actions).Action);
    }
}
