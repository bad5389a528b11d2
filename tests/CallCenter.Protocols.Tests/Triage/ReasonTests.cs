using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>Why the result is what it is, in the words the nurse reads.</summary>
public class ReasonTests
{
    private static Nurse Adult(TriagePackage? package = null) => Nurse.Opens(package ?? Demo.Package(), new FactReading("age_years", FactValue.Of(40), AnswerSource.Chart)).Joins("cough");

    [Fact]
    public void A_measured_yes_says_what_was_measured()
    {
        var why = Adult().Types("spo2", FactValue.Of(84)).View.Why;
        Assert.Equal("Go to the emergency department now: Is it below 92? — measured + Oxygen reading: 84 % (asked), cough 1.0.0 oxygen", why?.Explain);
        Assert.True(why is { ByFact: true, Source: null, Answer: Answer.Present });
    }

    [Fact]
    public void A_doubt_says_that_it_was_one_and_how_it_was_learned()
    {
        var nurse = Adult().Types("anticoagulant", FactValue.Of(true)).Answers("cough", "blood", Answer.Unsure, AnswerSource.Heard);
        Assert.Equal("On-call clinician phones back now: Do they cough blood? — unsure, heard + Blood thinner: yes (asked), cough 1.0.0 blood", nurse.View.Why?.Explain);
        Assert.True(nurse.View.Why is { ByFact: false, Source: AnswerSource.Heard, Answer: Answer.Unsure });
    }

    [Fact]
    public void A_no_that_was_heard_is_not_called_measured()
    {
        var nurse = Adult().Answers("cough", "oxygen", Answer.Absent);
        Assert.False(nurse.View.Find("cough", "oxygen")?.ByFact);
        Assert.True(Adult().Types("spo2", FactValue.Of(95)).View.Find("cough", "oxygen")?.ByFact);
        Assert.False(nurse.Types("spo2", FactValue.Of(95)).View.Find("cough", "oxygen")?.ByFact);
    }

    [Fact]
    public void Of_two_risks_that_raise_to_one_level_the_first_is_named()
    {
        var package = Demo.Load(Demo.With(Demo.File, "raise: [{when: \"lung_disease\", to: ed_now}]", "raise: [{when: \"lung_disease\", to: ed_now}, {when: \"dialysis\", to: ed_now}]"));
        Assert.Equal("lung_disease", Adult(package).Answers("cough", "worse", Answer.Present).View.Why?.RaisedBy);
    }

    [Fact]
    public void A_protocols_own_floor_and_finding_nothing_are_reasons_of_their_own()
    {
        var nurse = Adult(Demo.Load(Demo.With(Demo.File, "else: home", "never_below: see_24h\nelse: home")));
        Assert.Equal((ReasonKind.NeverBelow, "see_24h"), (nurse.View.Why?.Kind, nurse.Result));
        Assert.Contains(nurse.View.Reasons, r => r is { Kind: ReasonKind.Else, ProtocolId: "cough", Disposition.Code: "home" });
        Assert.DoesNotContain(Adult().View.Reasons, r => r.Kind == ReasonKind.NeverBelow);
    }

    [Fact]
    public void An_override_is_a_reason_in_the_nurses_own_words()
    {
        static Nurse Worse() => Adult().Answers("cough", "worse", Answer.Present);
        Assert.Contains(Worse().Overrides("ems").View.Reasons, r => r.Explain == "Call 911 now: Maria T., RN decided: clinical_judgment, override clinical_judgment");
        Assert.Contains(Worse().Overrides("see_24h", "seen today").View.Reasons, r => r.Text.Text == "Maria T., RN decided: seen today");
    }
}
