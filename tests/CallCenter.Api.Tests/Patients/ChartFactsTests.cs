using CallCenter.Api.Features.Patients.Demo;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Patients;

public sealed class ChartFactsTests
{
    private static readonly DateOnly Today = new(2026, 11, 12);

    private static PatientDraft Someone() => new(TestDatabase.Start, "lakeside", "LK-1", "f", "Any", "One", new DateOnly(1950, 11, 13));

    [Fact]
    public void What_the_chart_does_not_know_is_absent_not_false()
    {
        var facts = ChartFacts.Of(Someone().Patient, Today);
        Assert.Equal(["age_years", "sex"], facts.Select(f => f.Fact));
    }

    [Fact]
    public void Conditions_and_medicines_make_facts_with_source_and_date()
    {
        var tess = StoryPatients.At("lakeside", TestDatabase.Start).First();
        var facts = ChartFacts.Of(tess, Today).ToDictionary(f => f.Fact);
        Assert.Equal("78", facts["age_years"].Value);
        foreach (var fact in new[] { "heart_failure", "kidney_disease", "heart_disease", "anticoagulant" }) Assert.Equal("true", facts[fact].Value);
        Assert.Equal("chart: apixaban", facts["anticoagulant"].Source);
        Assert.Equal(tess.Medicines.Single(m => m.Name == "apixaban").AsOf, facts["anticoagulant"].AsOf);
        Assert.DoesNotContain("diabetes", facts.Keys);
    }

    [Fact]
    public void A_recorded_no_is_a_no_until_the_medicine_list_says_otherwise()
    {
        var patient = Someone().Recorded("anticoagulant", "false", 30);
        Assert.Equal("false", Fact(patient, "anticoagulant"));
        Assert.Equal("true", Fact(patient.Takes("Warfarin 5 mg", "each evening", 10), "anticoagulant"));
    }

    [Theory]
    [InlineData("Eliquis 5 mg", "anticoagulant")]
    [InlineData("enoxaparin (Lovenox)", "anticoagulant")]
    [InlineData("aspirin/dipyridamole", "antiplatelet")]
    [InlineData("insulin glargine", "insulin_or_su")]
    [InlineData("glyburide-metformin", "insulin_or_su")]
    [InlineData("dapagliflozin", "sglt2")]
    [InlineData("sacubitril/valsartan", "ace_or_arb")]
    [InlineData("lisinopril", "ace_or_arb")]
    [InlineData("prednisone", "steroid_dependent")]
    public void Medicines_are_known_by_ingredient_brand_and_class(string medicine, string fact) =>
        Assert.Equal("true", Fact(Someone().Takes(medicine, "daily", 3), fact));

    [Fact]
    public void A_medicine_of_none_of_the_kinds_makes_no_fact() => Assert.Empty(MedicineFacts.Of("levothyroxine 75 mcg"));

    [Theory]
    [InlineData("I13.0", "heart_failure", "heart_disease", "kidney_disease")]
    [InlineData("E11.22", "diabetes", "kidney_disease")]
    [InlineData("N18.6", "dialysis", "kidney_disease")]
    [InlineData("i50.9", "heart_failure", "heart_disease")]
    [InlineData("J44.9", "lung_disease")]
    [InlineData("Z95.810", "icd")]
    [InlineData("C50.911", "cancer")]
    [InlineData("M17.0")]
    public void Codes_stand_for_facts(string icd10, params string[] facts) => Assert.Equal(facts.Order(), ConditionFacts.Of(icd10).Order());

    [Theory]
    [InlineData("1950-11-13", 75)] // tomorrow
    [InlineData("1950-11-12", 76)] // today
    [InlineData("1948-02-29", 78)]
    public void Age_is_in_whole_years(string born, int years) => Assert.Equal(years, Ages.On(DateOnly.Parse(born), Today));

    private static string? Fact(PatientDraft draft, string fact) => ChartFacts.Of(draft.Patient, Today).FirstOrDefault(f => f.Fact == fact)?.Value;
}
