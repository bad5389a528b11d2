using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>Faults that an examiner made from the specification alone, without having seen the checks, and that once passed unseen.</summary>
public class OutsideFaultTests
{
    [Theory]
    [InlineData("dispositions.yaml", "rank: 10,", "rank: -10,", "is not a whole number")]
    [InlineData("dispositions.yaml", "rank: 100", "rank: 99999999999999999999", "is not a whole number")]
    [InlineData("dispositions.yaml", "rank: 90", "rank: 90.5", "is not a whole number")]
    [InlineData("dispositions.yaml", "rank: 10, ", "", "\"rank\" is missing")]
    [InlineData("dispositions.yaml", "within: 4 h", "within: 4 hrs", "is not a promise")]
    [InlineData("dispositions.yaml", "within: 72 h", "within: -72 h", "is not a promise")]
    [InlineData("dispositions.yaml", "within: 72 h", "within: 0 h", "is not a promise")]
    [InlineData(Demo.File, "id: cough", "id: Cough", "is not a protocol id")]
    [InlineData(Demo.File, "id: cough", "id: coughs", "The file is named cough.yaml and its id is coughs")]
    [InlineData(Demo.File, "present: [blue], expect", "present: [blue], unsure: [blue], expect", "is both present and unsure")]
    [InlineData(Demo.File, "name: worse,", "name: old,", "The test name \"old\" is used twice")]
    [InlineData(Demo.File, "Is it worse today?", "Is it \u202Eesrow\u202C today?", "the invisible character U+202E stands here")]
    [InlineData(Demo.File, "Is it worse today?", "Is it\u0007 worse today?", "the invisible character U+0007 stands here")]
    [InlineData(Demo.File, "Is it worse today?", "Is it worse, Se\uFFFDor?", "not saved as UTF-8")]
    [InlineData(Demo.File, "    ask:\n", "\task:\n", "a tab stands in the indentation")]
    [InlineData(Demo.File, "spo2 < 92", "spo2 < 92 && dialysis", "\"&\" is not expected here")]
    public void A_fault_is_reported_where_it_is(string file, string find, string replace, string what)
    {
        var files = Demo.With(file, find, replace);
        var found = Assert.Single(TriageLoader.Load(files).Findings, f => f.What.Contains(what, StringComparison.Ordinal));
        var line = files[file][..files[file].LastIndexOf(replace.Length > 0 ? replace : find[..4], StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.True(what.Contains("file is named", StringComparison.Ordinal) || what.Contains("missing", StringComparison.Ordinal) || found.Line == line, $"{found}");
    }

    [Theory]
    [InlineData("triage/fever.yml")]
    [InlineData("triage/fever.YAML")]
    [InlineData("triage/fever.yaml/")]
    [InlineData("Facts.YML")]
    public void A_protocol_that_would_silently_be_left_out_is_a_fault(string name)
    {
        var files = Demo.Files();
        files[name] = "";
        Assert.Equal("E00", Assert.Single(TriageLoader.Load(files).Findings).Code);
    }

    [Theory]
    [InlineData("go: ed_now", "go: ed_nwo", "E02")]
    [InlineData("else: home\n", "else: yes\n", "E01")]
    [InlineData("spo2 < 92", "spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or spo2 < 92 or", "E00")]
    public void One_slip_is_one_finding_of_one_line(string find, string replace, string code)
    {
        var found = Assert.Single(TriageLoader.Load(Demo.With(Demo.File, find, replace)).Findings);
        Assert.Equal(code, found.Code);
        Assert.True(found.What.Length < 320, found.What);
    }

    [Fact]
    public void A_doubt_above_a_yes_is_the_rules_fault_and_not_the_engines()
    {
        var found = Demo.Findings(Demo.With(Demo.File, "q: \"Is it worse today?\", unknown: act", "q: \"Is it worse today?\", unknown: ems"), callers: 200);
        Assert.Contains(found, f => f.Code == "E08");
        Assert.StartsWith("Mend E08", Assert.Single(found, f => f.Code == "E23").WhatToDo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Take half a tablet of the pressure pill.")]
    [InlineData("Two more puffs, then call.")]
    [InlineData("Hold the water pill today.")]
    public void A_dose_in_words_is_a_dose(string advice) =>
        Assert.Contains(Demo.Findings(Demo.With(Demo.File, "Drink warm tea.", advice)), f => f.Code == "E21");

    [Theory]
    [InlineData(Demo.File, "search: [cough, phlegm]", "search: [cough]", "cough", "search", "\"phlegm\" is said")]
    [InlineData(Demo.File, "status: draft", "status: retired", "cough", "status", "always")]
    [InlineData("dispositions.yaml", "within: 4 h", "within: 8 h", "dispositions", "see_4h", "always")]
    [InlineData("dispositions.yaml", "within: 72 h", "within: next business day", "dispositions", "see_3d", "always")]
    public void What_reaches_fewer_callers_or_comes_later_is_a_lowering(string file, string find, string replace, string protocol, string rule, string when) =>
        Assert.Equal((protocol, rule, when), Assert.Single(Changed(file, find, replace).Lowerings) is var l ? (l.ProtocolId, l.RuleId, l.When) : default);

    [Fact]
    public void A_protocol_suggested_to_fewer_people_is_a_lowering()
    {
        var before = Demo.Load(Demo.With(Demo.File, "definition:", "offer_when: \"lung_disease\"\ndefinition:"));
        var lowering = Assert.Single(TriageComparison.Compare(before, Demo.Package()).Lowerings);
        Assert.Equal(("offer_when", "lung_disease = yes"), (lowering.RuleId, lowering.When));
        Assert.Empty(TriageComparison.Compare(Demo.Package(), before).Lowerings);
    }

    [Theory]
    [InlineData(Demo.File, "search: [cough, phlegm]", "search: [cough, phlegm, hacking]")]
    [InlineData("dispositions.yaml", "within: 4 h", "within: 150 min")]
    [InlineData("dispositions.yaml", "within: 72 h", "within: 3 d")]
    [InlineData("dispositions.yaml", "within: none", "within: 14 d")]
    public void What_reaches_more_callers_or_comes_sooner_is_none(string file, string find, string replace) => Assert.Empty(Changed(file, find, replace).Lowerings);

    [Fact]
    public void How_a_fact_is_asked_decides_what_is_raised_and_is_shown() =>
        Assert.Equal(("facts", "cancer", "en"), Assert.Single(Changed("facts.yaml", "Do they have cancer, or had it in the past?", "Is there a cancer now?").Rewordings) is var r ? (r.ProtocolId, r.QuestionId, r.Language) : default);

    private static ComparisonResult Changed(string file, string find, string replace) =>
        TriageComparison.Compare(Demo.Package(), Demo.Load(Demo.With(file, find, replace)));
}
