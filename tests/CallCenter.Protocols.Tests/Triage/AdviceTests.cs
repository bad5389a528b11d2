using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>What is read to the caller: the protocol that holds the result speaks first, the first minute last.</summary>
public class AdviceTests
{
    private static readonly TriagePackage Package = TwoLadders.With(gate: "first_aid: [{say: \"Open the airway.\", after: [out_cold]}]\n");

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
    public void A_line_may_wait_for_a_yes_or_a_doubt()
    {
        Assert.Equal(["FirstAid Open the airway.", "FirstAid Sit up."], Lines(Adult().Joins("cough").Answers("gate", "out_cold", Answer.Present)).Take(2));
        Assert.Contains("FirstAid Open the airway.", Lines(Adult().Joins("cough").Answers("gate", "out_cold", Answer.Unsure)));
        Assert.DoesNotContain("FirstAid Open the airway.", Lines(Adult().Joins("cough").Answers("gate", "out_cold", Answer.Absent).Answers("cough", "blue", Answer.Present)));
    }

    [Fact]
    public void An_action_is_offered_by_a_yes_and_not_before()
    {
        var nurse = Adult().Types("anticoagulant", FactValue.Of(true)).Joins("cough");
        Assert.Empty(nurse.View.Actions);
        Assert.Equal("help_911", Assert.Single(nurse.Answers("cough", "blood", Answer.Present).View.Actions).Action);
    }

    private static readonly TriagePackage Limited = TwoLadders.With(cough: text => text.Replace("call_back: [\"Call again if it gets worse.\"]",
        "call_back: [\"Call again.\", {say: \"It gets worse.\", unless: [worse]}, {say: \"It gets long.\", unless: [sneeze/long]}, {say: \"Nobody phones.\", for: [see_4h]}, {say: \"Bring the inhaler.\", when: \"lung_disease\"}]\ncall_back.es: [Llame., Empeora., Dura mucho., Nadie llama., El inhalador.]", StringComparison.Ordinal));

    private static IEnumerable<string> CallBackOf(Nurse nurse) => nurse.View.Advice.Where(a => a is { Kind: AdviceKind.CallBack, ProtocolId: "cough" }).Select(a => a.Text.In("es"));

    private static Nurse Coughing(params FactValue[] lungDisease) =>
        lungDisease.Aggregate(Nurse.Opens(Limited, new FactReading("age_years", FactValue.Of(40), AnswerSource.Chart)).Joins("cough"), (nurse, value) => nurse.Types("lung_disease", value));

    [Fact]
    public void A_line_is_not_read_after_the_yes_that_it_warns_of()
    {
        Assert.Equal(["Llame.", "Empeora.", "Dura mucho."], CallBackOf(Coughing(FactValue.Of(false))));
        Assert.Equal(["Llame.", "Empeora."], CallBackOf(Coughing(FactValue.Of(false)).Joins("sneeze").Answers("sneeze", "long", Answer.Present)));
        Assert.Equal(["Llame.", "Dura mucho.", "Nadie llama."], CallBackOf(Coughing(FactValue.Of(false)).Answers("cough", "worse", Answer.Present)));
    }

    [Fact]
    public void Doubt_silences_no_line() =>
        Assert.Equal(["Llame.", "Empeora.", "Dura mucho.", "Nadie llama."], CallBackOf(Coughing(FactValue.Of(false)).Answers("cough", "worse", Answer.Unsure)));

    [Fact]
    public void A_line_for_some_people_is_read_to_them_and_to_whom_nobody_knows()
    {
        Assert.DoesNotContain("El inhalador.", CallBackOf(Coughing(FactValue.Of(false))));
        Assert.Contains("El inhalador.", CallBackOf(Coughing(FactValue.Of(true))));
        Assert.Contains("El inhalador.", CallBackOf(Coughing()));
    }

    [Fact]
    public void What_was_read_stays_in_sight_and_in_the_note()
    {
        var nurse = Coughing(FactValue.Of(false)).Do((id, at, by) => new AdviceRead(id, at, by, "cough", AdviceKind.CallBack, [1])).Answers("cough", "worse", Answer.Present);
        Assert.Contains(nurse.View.Advice, a => a is { ProtocolId: "cough", Kind: AdviceKind.CallBack, Line: 1, IsRead: true });
        Assert.DoesNotContain(Coughing(FactValue.Of(false)).Answers("cough", "worse", Answer.Present).View.Advice, a => a is { ProtocolId: "cough", Kind: AdviceKind.CallBack, Line: 1 });
    }

    [Fact]
    public void Limits_travel_with_the_package_and_older_packages_have_none()
    {
        var line = TriagePackageJson.Read(TriagePackageJson.Write(Limited)).FindProtocol("cough")!.Advice.CallBack[1];
        Assert.Equal(("It gets worse.", "not after yes to worse"), (line.Text, line.Limits));
        var older = TriagePackageJson.Write(Package);
        Assert.DoesNotContain("unless", older, StringComparison.Ordinal);
        Assert.All(TriagePackageJson.Read(older).Protocols, p => Assert.All(p.Advice.CallBack, l => Assert.True(l.IsAlwaysRead)));
    }

    [Theory]
    [InlineData("{say: \"It gets worse.\", unless: [wors]}", "E12", "The question cough/wors does not exist")]
    [InlineData("{say: \"It gets worse.\", unless: [gate/worse]}", "E12", "The question gate/worse does not exist")]
    [InlineData("{say: \"It gets worse.\", unless: [a/b/c]}", "E12", "The question cough/a/b/c does not exist")]
    [InlineData("{say: \"It gets worse.\", after: [wors]}", "E12", "The question cough/wors does not exist")]
    [InlineData("{say: \"It gets worse.\", for: [see_4]}", "E02", "\"see_4\" is not a disposition")]
    [InlineData("{say: \"It gets worse.\", for: []}", "E00", "\"for\" names nothing")]
    [InlineData("{say: \"It gets worse.\", when: \"lungs\"}", "E00", "In \"lungs\": lungs is not a fact")]
    [InlineData("{say: \"It gets worse.\", only: [see_4h]}", "E01", "\"only\" is not a key of this entry")]
    [InlineData("{for: [see_4h]}", "E00", "\"say\" is missing")]
    [InlineData("[a, b]", "E00", "\"call_back\" is not a text")]
    public void A_wrong_limit_is_said_with_its_place(string line, string code, string what)
    {
        var finding = Assert.Single(Demo.Findings(Demo.With(Demo.File, "call_back: [\"Call again if it gets worse.\"]", $"call_back:\n  - \"Call again.\"\n  - {line}")), f => f.Code == code);
        Assert.Equal((what, Demo.File), (finding.What, finding.File));
        Assert.Equal(Demo.Files()[Demo.File].Split('\n').Index().Single(l => l.Item.StartsWith("call_back", StringComparison.Ordinal)).Index + 3, finding.Line);
    }

    [Fact]
    public void A_limit_put_on_a_line_is_a_change_of_wording()
    {
        var changed = TriageComparison.Compare(Package, Limited).Rewordings;
        Assert.Contains(changed, r => r is { ProtocolId: "cough", QuestionId: "call_back", Language: "en" });
        var narrowed = TwoLadders.With(gate: "first_aid: [{say: \"Open the airway.\", after: [out_cold]}]\n", cough: text => text.Replace("[\"Sit up.\"]", "[{say: \"Sit up.\", for: [ed_now]}]", StringComparison.Ordinal));
        Assert.Equal("Sit up. (only at ed_now)", Assert.Single(TriageComparison.Compare(Package, narrowed).Rewordings).Is);
    }
}
