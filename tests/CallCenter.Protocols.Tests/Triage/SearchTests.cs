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
    [InlineData("wants something for vertigo", "dizzy-faint")]
    [InlineData("I need my pills refilled early, I want a bigger supply", "medicine-question")]
    [InlineData("bad tummy ache on the right low down, since this morning", "abdominal-pain")]
    [InlineData("my left calf is swollen and sore, I think I pulled it", "leg-swelling")]
    [InlineData("threw up, stomach pain", "vomiting-diarrhea")]
    [InlineData("fiebre y dolor de cabeza, gripe", "fever")]
    [InlineData("my baby has a bit of a cold, he is warm", "child")]
    [InlineData("mi niño tiene tos perruna", "child")]
    public void Lay_words_in_either_language_find_the_protocol(string said, string protocol) =>
        Assert.Equal(protocol, TriageSearch.Find(Shipped.Package, said)[0].ProtocolId);

    [Theory]
    [InlineData("wants something for vertigo", "suicide-crisis")]
    [InlineData("I want a bigger supply of my pills", "suicide-crisis")]
    [InlineData("not sleeping", "breathing-trouble")]
    [InlineData("not sleeping", "vomiting-diarrhea")]
    public void A_common_word_alone_finds_nothing(string said, string protocol) =>
        Assert.DoesNotContain(TriageSearch.Find(Shipped.Package, said), h => h.ProtocolId == protocol);

    [Theory]
    [InlineData("I do not really want to live like this")]
    [InlineData("what is the point, better off dead")]
    public void A_hint_of_suicide_is_found_however_it_is_said(string said) =>
        Assert.Contains(TriageSearch.Find(Shipped.Package, said), h => h.ProtocolId == "suicide-crisis");

    /// <summary>Told by people who had not read the protocols; the first that is offered, and what is not offered beside it.</summary>
    [Theory]
    [InlineData("My pressure is 184 over 104, I'm scared of a stroke", "high-blood-pressure", "suicide-crisis")]
    [InlineData("She's off her food and queasy since 3 days, a stomach bug", "vomiting-diarrhea", "heart-failure-fluid")]
    [InlineData("My hands shake and I have the runs, must be the flu", "vomiting-diarrhea", "wound-skin")]
    [InlineData("I've got an awful ache in my back between the shoulders, I must have slept wrong", "back-pain", "medicine-question")]
    [InlineData("Bad cramps on one side, like a period, and I threw up", "abdominal-pain", "medicine-question")]
    [InlineData("My legs are like jelly since yesterday, I'm worn out", "general", "suicide-crisis")]
    [InlineData("My heart is fluttering since this morning", "palpitations", "heart-failure-fluid")]
    [InlineData("I got the shivers after dialysis on Friday, I think I'm catching a cold", "fever", "low-blood-sugar")]
    [InlineData("Burning behind my breastbone after supper", "chest-pain", "stroke-signs")]
    [InlineData("A wasp stung my hand, it's swelling", "allergic-reaction", "stroke-signs")]
    [InlineData("I cut my finger slicing bread", "wound-skin", "breathing-trouble")]
    [InlineData("I slipped in the bathroom this morning", "fall-head-injury", "cold-sore-throat")]
    [InlineData("tummy ache low down", "abdominal-pain", "low-blood-sugar")]
    [InlineData("calf swollen and sore", "leg-swelling", "allergic-reaction")]
    [InlineData("Panic attack, chest tight", "chest-pain", "heart-failure-fluid")]
    [InlineData("feel cold and shivery", "fever", "wound-skin")]
    [InlineData("wheezing", "breathing-trouble", "stroke-signs")]
    [InlineData("I want to sleep and not wake up", "suicide-crisis", "stroke-signs")]
    [InlineData("flashes and floaters in my eye", "general", "suicide-crisis")]
    [InlineData("curtain over my eye", "general", "suicide-crisis")]
    [InlineData("I can't see out of one eye", "stroke-signs", "suicide-crisis")]
    [InlineData("yellow eyes", "abdominal-pain", "suicide-crisis")]
    [InlineData("my balls hurt", "abdominal-pain", "headache")]
    [InlineData("my potassium is high", "general", "suicide-crisis")]
    [InlineData("cloudy fluid in my dialysis bag", "abdominal-pain", "suicide-crisis")]
    [InlineData("my fistula stopped buzzing", "general", "medicine-question")]
    [InlineData("I twisted my ankle", "fall-head-injury", "chest-pain")]
    public void A_story_brings_its_protocol_and_no_noise(string said, string first, string not)
    {
        var hits = TriageSearch.Suggest(Shipped.Package, said, new Dictionary<string, FactValue>());
        var all = string.Join(" | ", hits.Select(h => $"{h.ProtocolId} {h.Score} ({string.Join(", ", h.FoundBy)})"));
        Assert.True(hits[0].ProtocolId == first, all);
        Assert.False(hits.Any(h => h.ProtocolId == not), all);
    }

    [Fact]
    public void A_child_is_offered_its_own_protocol_first_and_without_a_notice()
    {
        var infant = new Dictionary<string, FactValue> { ["age_years"] = FactValue.Of(0) };
        var first = TriageSearch.Suggest(Shipped.Package, "a bit of a cold, he is warm", infant)[0];
        Assert.Equal(("child", null), (first.ProtocolId, first.Notice));
        Assert.Contains(TriageSearch.Find(Shipped.Package, "my son has stomach pain"), h => h.ProtocolId == "child" && h.Notice is not null);
    }

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

    [Fact]
    public void A_hit_says_what_it_was_found_by()
    {
        static IReadOnlyList<string> FoundBy(string said, string protocol) => TriageSearch.Find(Demo.Package(), said).Single(h => h.ProtocolId == protocol).FoundBy;
        Assert.Equal(["cough"], FoundBy("a bad cough", "cough"));
        Assert.Equal(["cough"], FoundBy("coughing", "cough"));
        Assert.Equal(["phlegm"], FoundBy("phlegn", "cough"));
        var titled = Demo.With(Demo.File, "search: [cough, phlegm]", "search: [sputum]");
        Assert.Equal(["Cough"], TriageSearch.Find(Demo.Load(titled), "cough").Single().FoundBy);
    }

    /// <summary>A slip or two in a long word that begins right; short words and small words are too much alike.</summary>
    [Theory]
    [InlineData("phlegn", true)]
    [InlineData("phegm", true)]
    [InlineData("hlegm", false)]
    [InlineData("pflem", false)]
    [InlineData("cogh", true)]
    [InlineData("cof", false)]
    [InlineData("coughh", true)]
    [InlineData("cou", false)]
    [InlineData("with the", false)]
    [InlineData("of", false)]
    public void Slips_in_a_word_are_forgiven_within_limits(string said, bool found) =>
        Assert.Equal(found, TriageSearch.Find(Demo.Package(), said).Any(h => h.ProtocolId == "cough"));

    [Fact]
    public void An_empty_box_shows_every_protocol_in_the_order_of_the_package_and_a_known_age_needs_no_notice()
    {
        Assert.Equal(Shipped.Package.Protocols.Where(p => !p.IsGate).Select(p => p.Id), TriageSearch.Find(Shipped.Package, "  ").Select(h => h.ProtocolId));
        Assert.Null(TriageSearch.Find(Shipped.Package, "chest pain", Adult)[0].Notice);
    }
}
