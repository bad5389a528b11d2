using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Protocols.Tests.Triage;

public class ComparisonTests
{
    private static ComparisonResult After(string file, string find, string replace) =>
        TriageComparison.Compare(Demo.Package(), Demo.Load(Demo.With(file, find, replace)));

    [Fact]
    public void The_same_package_lowers_nothing()
    {
        Assert.Empty(TriageComparison.Compare(Shipped.Package, Shipped.Package).Lowerings);
        Assert.Empty(TriageComparison.Compare(Demo.Package(), Demo.Package()).Rewordings);
    }

    [Theory]
    // well-formed edits that no static check can fault
    [InlineData("      - {id: oxygen, q: \"Is it below 92?\", from: \"spo2 < 92\", unknown: clear, why_clear: \"Few have a meter.\"}\n", "", "oxygen")]
    [InlineData("spo2 < 92", "spo2 < 91", "oxygen")]
    [InlineData("spo2 < 92", "spo2 < 92 and lung_disease", "oxygen")]
    [InlineData("when: \"anticoagulant\"", "when: \"anticoagulant and age_years >= 65\"", "blood")]
    [InlineData("unknown: provider_now", "unknown: see_4h", "blood")]
    [InlineData(", do: help_911", "", "blood")]
    [InlineData(", raise: [{when: \"lung_disease\", to: ed_now}]", "", "worse")]
    [InlineData("when: \"lung_disease\", to: ed_now", "when: \"lung_disease\", to: provider_now", "worse")]
    [InlineData("when: \"lung_disease\"", "when: \"lung_disease and dialysis\"", "worse")]
    [InlineData("unknown: act, link: gate", "unknown: ed_now, link: gate", "blue")]
    [InlineData(", link: gate", "", "blue")]
    [InlineData("else: home", "else: info", "else")]
    [InlineData("else_raise: [{when: \"age_years >= 75\", to: see_24h}]\n", "", "else")]
    [InlineData("age_years >= 75", "age_years >= 80", "else")]
    [InlineData("age_years >= 18", "age_years >= 21", "population")]
    public void Each_lowering_is_listed_with_its_rule(string find, string replace, string rule)
    {
        var files = Demo.With(Demo.File, find, replace);
        var found = TriageComparison.Compare(Demo.Package(), Demo.Load(files)).Lowerings;
        Assert.Contains(found, l => l.ProtocolId == "cough" && l.RuleId == rule);
        Assert.All(found, l => Assert.Equal(rule, l.RuleId));
    }

    [Fact]
    public void A_red_flag_moved_one_tier_down_is_listed_with_the_answer_that_shows_it()
    {
        var moved = Shipped.Files["triage/chest-pain.yaml"];
        var ripping = moved[moved.IndexOf("      - id: ripping", StringComparison.Ordinal)..moved.IndexOf("      - id: like_heart_pain", StringComparison.Ordinal)];
        moved = moved.Replace(ripping, "", StringComparison.Ordinal).Replace("      - id: gone_but_24h", ripping + "      - id: gone_but_24h", StringComparison.Ordinal);
        var files = new Dictionary<string, string>(Shipped.Files) { ["triage/chest-pain.yaml"] = moved };
        var found = TriageComparison.Compare(Shipped.Package, Demo.Load(files)).Lowerings;
        Assert.Contains(found, l => l is { ProtocolId: "chest-pain", RuleId: "ripping", Answer: Protocols.Triage.Engine.Answer.Present, From: "ems", To: "ed_now" });
        Assert.All(found, l => Assert.Equal("ripping", l.RuleId));
    }

    [Theory]
    [InlineData("floors.yaml", "  - {id: child, when: \"age_years < 18\", to: provider_now, why: these protocols are for adults}\n", "", "child")]
    [InlineData("floors.yaml", "age_years < 18", "age_years < 16", "child")]
    [InlineData("floors.yaml", "calls_72h >= 2\", to: provider_now", "calls_72h >= 2\", to: see_4h", "repeat_2")]
    [InlineData("dispositions.yaml", "rank: 90", "rank: 85", "ed_now")]
    [InlineData("dispositions.yaml", ", lock: true", "", "ems")]
    public void Scale_and_floors_are_compared_too(string file, string find, string replace, string rule) =>
        Assert.Contains(After(file, find, replace).Lowerings, l => l.RuleId == rule);

    [Theory]
    [InlineData("spo2 < 92", "spo2 < 93")]
    [InlineData("unknown: provider_now", "unknown: act")]
    [InlineData("else: home", "else: provider_msg")]
    [InlineData("when: \"lung_disease\"", "when: \"lung_disease or dialysis\"")]
    public void Raising_is_not_listed(string find, string replace) => Assert.Empty(After(Demo.File, find, replace).Lowerings);

    [Fact]
    public void A_changed_wording_is_listed_for_confirmation() =>
        Assert.Contains(After(Demo.File, "Is it worse today?", "Is it worse since last week?").Rewordings, r => r is { QuestionId: "worse", Was: "Is it worse today?" });
}
