using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class SearchTests
{
    private static readonly Dictionary<string, FactValue> Adult = new() { ["age_years"] = FactValue.Of(70) };

    [Theory]
    [InlineData("tight chest", "chest-pain")]
    [InlineData("me duele el pecho", "chest-pain")]
    [InlineData("presion en el pecho", "chest-pain")]
    [InlineData("falta de aire", "breathing-trouble")]
    [InlineData("she gained weight and her ankles are swollen", "heart-failure-fluid")]
    [InlineData("subió de peso, tobillos hinchados", "heart-failure-fluid")]
    [InlineData("bumped his head", "fall-head-injury")]
    [InlineData("throwing up all night", "vomiting-diarrhea")]
    [InlineData("missed a pill", "medicine-question")]
    [InlineData("burning when I pee", "urinary")]
    [InlineData("bee sting", "allergic-reaction")]
    [InlineData("sugar is high, ketones", "high-blood-sugar")]
    [InlineData("diarhea since monday", "vomiting-diarrhea")]
    [InlineData("trouble brething", "breathing-trouble")]
    [InlineData("disentery, vomitting", "vomiting-diarrhea")]
    [InlineData("tobilos hinchados", "heart-failure-fluid")]
    [InlineData("nosebleed", "wound-skin")]
    [InlineData("threw up twice", "vomiting-diarrhea")]
    [InlineData("dizy", "dizzy-faint")]
    [InlineData("hart racing", "palpitations")]
    [InlineData("chemo and feels off", "fever")]
    [InlineData("azúcar baja", "low-blood-sugar")]
    [InlineData("me caí", "fall-head-injury")]
    [InlineData("vomitos", "vomiting-diarrhea")]
    [InlineData("lip swollen", "allergic-reaction")]
    [InlineData("dont want to live", "suicide-crisis")]
    [InlineData("want to die", "suicide-crisis")]
    [InlineData("end my life", "suicide-crisis")]
    [InlineData("calf", "leg-swelling")]
    [InlineData("blood clot", "leg-swelling")]
    [InlineData("dvt", "leg-swelling")]
    [InlineData("black stool", "vomiting-diarrhea")]
    [InlineData("runny nose", "cold-sore-throat")]
    [InlineData("cant breath", "breathing-trouble")]
    [InlineData("water pill", "heart-failure-fluid")]
    [InlineData("sugar low", "low-blood-sugar")]
    [InlineData("passed out", "dizzy-faint")]
    [InlineData("seizure", "stroke-signs")]
    public void Lay_words_in_either_language_find_the_protocol(string said, string protocol) =>
        Assert.Equal(protocol, TriageSearch.Find(Shipped.Package, said)[0].ProtocolId);

    [Fact]
    public void The_protocol_for_anything_else_is_never_suggested_before_another()
    {
        var suggested = TriageSearch.Suggest(Shipped.Package, "worried and unwell, her arm went weak and her speech was slurred, it is gone now", Adult);
        Assert.Equal("stroke-signs", suggested[0].ProtocolId);
        Assert.Equal("general", suggested[^1].ProtocolId);
    }

    [Fact]
    public void The_chart_suggests_what_the_story_leaves_out()
    {
        var known = new Dictionary<string, FactValue>(Adult) { ["heart_failure"] = FactValue.Of(true) };
        Assert.Contains(TriageSearch.Suggest(Shipped.Package, "she is so tired today", known), h => h.ProtocolId == "heart-failure-fluid" && h.FoundBy.Contains("chart: Heart failure"));
        Assert.DoesNotContain(TriageSearch.Suggest(Shipped.Package, "his knee", Adult), h => h.ProtocolId == "heart-failure-fluid");
    }

    [Fact]
    public void A_protocol_for_other_people_and_the_gate_are_not_offered()
    {
        var child = new Dictionary<string, FactValue> { ["age_years"] = FactValue.Of(9) };
        Assert.DoesNotContain(TriageSearch.Find(Shipped.Package, "chest pain", child), h => h.ProtocolId == "chest-pain");
        Assert.All(TriageSearch.Find(Shipped.Package, ""), h => Assert.NotEqual("first-minute", h.ProtocolId));
        Assert.Equal("Not known yet whether it fits this person; it depends on: Age", TriageSearch.Find(Shipped.Package, "chest pain")[0].Notice);
    }

    [Fact]
    public void Nothing_is_found_for_nothing_said() => Assert.Empty(TriageSearch.Find(Shipped.Package, "qwertz"));
}
