using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>What the chart does not say and the nurse is asked to ask: first what could raise, then what a result rests on only because nobody knows.</summary>
public class FactsToAskTests
{
    private static FactReading Off(string fact) => new(fact, FactValue.Of(false), AnswerSource.Chart);
    private static FactReading Aged(int years) => new("age_years", FactValue.Of(years), AnswerSource.Chart);

    private static IEnumerable<(string, string)> Asked(Nurse nurse) => nurse.View.FactsToAsk.Where(f => !f.Blocks).Select(f => (f.Fact, f.Why));

    [Fact]
    public void With_an_empty_chart_the_floors_come_first_and_the_most_urgent_of_them_leads()
    {
        var facts = Nurse.Opens(Demo.Package()).Joins("cough").View.FactsToAsk;
        Assert.Equal(["steroid_dependent", "chemo_6w", "age_years", "anticoagulant", "lung_disease"], facts.Select(f => f.Fact));
        Assert.Equal(["ed_now", "ed_now", "provider_now"], facts.Where(f => f.Blocks).Select(f => f.MayRaiseTo?.Code));
        Assert.Equal("How old is the person?", facts[2].Ask.Text);
        Assert.Equal("Do they take a blood thinner such as warfarin, apixaban, rivaroxaban, dabigatran, or injections?", facts[3].Ask.Text);
    }

    [Fact]
    public void A_fact_is_worth_asking_only_while_it_can_still_matter()
    {
        var nurse = Nurse.Opens(Demo.Package(), Aged(40), Off("chemo_6w"), Off("steroid_dependent")).Joins("cough");
        Assert.Equal([("anticoagulant", "decides how cough/blood counts"), ("lung_disease", "decides how cough/worse counts")], Asked(nurse));
        nurse.Answers("cough", "blood", Answer.Absent);
        Assert.Equal([("lung_disease", "decides how cough/worse counts")], Asked(nurse));
        // A result that rests on the doubt keeps it worth asking; a question ruled out does not.
        nurse.Answers("cough", "worse", Answer.Present);
        Assert.Equal([("lung_disease", "decides how cough/worse counts")], Asked(nurse));
        Assert.Empty(Asked(nurse.Corrects("cough", "worse", Answer.Absent, "misheard")));
    }

    [Fact]
    public void What_was_asked_and_is_not_known_is_not_asked_again()
    {
        var nurse = Nurse.Opens(Demo.Package(), Aged(40), Off("chemo_6w"), Off("steroid_dependent")).Joins("cough").Types("lung_disease", null);
        Assert.Equal([("anticoagulant", "decides how cough/blood counts")], Asked(nurse));
    }

    [Fact]
    public void Whom_a_protocol_is_for_and_what_raises_its_end_are_asked_for()
    {
        var files = Demo.With(Demo.File, "when: \"age_years >= 75\"", "when: \"dialysis\"");
        files["floors.yaml"] = "schema: triage-floors/1\nversion: \"1.0.0\"\nfloors: []\n";
        var nurse = Nurse.Opens(Demo.Load(files), Off("anticoagulant"), Off("lung_disease")).Joins("cough");
        Assert.Equal([("age_years", "whether gate fits this person"), ("dialysis", "raises the result of cough as long as it is not known")], Asked(nurse));
        Assert.Equal([("age_years", "whether gate fits this person")], Asked(nurse.Answers("cough", "worse", Answer.Present)));
        Assert.Empty(Asked(nurse.Types("age_years", FactValue.Of(40))));
    }

    [Fact]
    public void A_value_typed_by_mistake_and_taken_back_counts_no_longer()
    {
        var nurse = Nurse.Opens(Demo.Package(), Aged(40)).Joins("cough").Types("spo2", FactValue.Of(84));
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal(Standing.Open, nurse.Types("spo2", null, "wrong patient").View.Find("cough", "oxygen")?.Standing);
        Assert.Equal("home", nurse.Result);
    }

    [Fact]
    public void What_would_change_the_result_names_the_facts_too() =>
        Assert.Contains(Nurse.Opens(Demo.Package()).Joins("cough").View.WhatWouldChange, c => c is { Kind: ChangeKind.FactWouldRaise, Fact: "age_years", To.Code: "provider_now" });
}
