using CallCenter.Protocols.Tests.Triage.Properties;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class LoaderTests
{
    [Fact]
    public void The_demo_package_is_sound_so_that_a_seeded_fault_is_the_only_one() => Assert.Empty(Demo.Findings(Demo.Files()).Select(f => f.ToString()));

    [Theory]
    // E00: not readable, wrong type, unknown fact, impossible value
    [InlineData("E00", "ask:\n      - {id: blue", "ask: [\n      - {id: blue", "- {id: blue", null)]
    [InlineData("E00", "spo2 < 92\"", "spo2 <\"", "\", unknown: clear", null)]
    [InlineData("E00", "spo2 < 92", "spO2 < 92", "\"spO2 < 92", null)]
    [InlineData("E00", "spo2 < 92", "oxygen < 92", "\"oxygen < 92", null)]
    [InlineData("E00", "spo2 < 92", "spo2 < 920", "\"spo2 < 920", null)]
    [InlineData("E00", "spo2 < 92", "spo2", "\"spo2", null)]
    [InlineData("E00", "spo2 < 92", "temp_f >= 38", "\"temp_f >= 38", null)]
    [InlineData("E00", "spo2 < 92", "anticoagulant = 1", "\"anticoagulant = 1", null)]
    [InlineData("E00", "spo2 < 92", "sex > f", "\"sex > f", null)]
    [InlineData("E00", "spo2 < 92", "sex = g", "\"sex = g", null)]
    [InlineData("E00", "\"spo2 < 92\"", "\"(spo2 < 92\"", "\", unknown: clear", "a closing bracket is missing")]
    [InlineData("E00", "version: \"1.0.0\"", "version: 1.0.0", "1.0.0", "The version is not in quotes")]
    [InlineData("E00", "version: \"1.0.0\"", "version: \"1.0\"", "\"1.0\"", "\"1.0\" is not a version")]
    [InlineData("E00", "triage/1", "triage/2", "triage/2", "The schema is \"triage/2\"")]
    [InlineData("E00", "status: draft", "status: final", "final", "\"final\" is not a status")]
    [InlineData("E00", "status: draft\n", "", "schema", "\"status\" is missing")]
    [InlineData("E00", "spo2: 91", "spo2: 910", "910", null)]
    [InlineData("E00", "present: [blue]", "present: [bleu]", "[bleu]", null)]
    // E01: keys and YAML traps
    [InlineData("E01", "unknown: act, link", "unkown: act, link", "unkown", "\"unkown\" is not a key of this entry")]
    [InlineData("E01", "title: Cough", "titel: Cough", "titel", "\"titel\" is not a key of this entry")]
    [InlineData("E01", "population:", "title: Again\npopulation:", "title: Again", "\"title\" is written twice")]
    [InlineData("E01", "title: Cough", "title: &t Cough", "&t", "The anchor &t is not allowed")]
    [InlineData("E01", "title: Cough", "title: *t", "*t", "The alias *t is not allowed")]
    [InlineData("E01", "title: Cough", "title: !!str Cough", "!!", null)]
    [InlineData("E01", "title: Cough", "title: no", "no\n", "The bare word \"no\" is not a text")]
    [InlineData("E01", "unknown: act, link", "unknown: yes, link", "yes", null)]
    [InlineData("E01", "title: Cough", "yes: Cough", "yes", "\"yes\" is not a key")]
    [InlineData("E01", "title: Cough", "1: Cough", "1: Cough", "\"1\" is not a key")]
    [InlineData("E01", "title: Cough", "? [a]\n: Cough", "[a]", "A list or a map is not a key")]
    // E02: dispositions that are none
    [InlineData("E02", "go: ems", "go: emz", "emz", "\"emz\" is not a disposition")]
    [InlineData("E02", "else: home", "else: stay", "stay", "\"stay\" is not a disposition")]
    [InlineData("E02", "unknown: provider_now", "unknown: maybe", "maybe", "\"maybe\" is not a disposition")]
    [InlineData("E02", "to: see_24h", "to: soon", "soon", "\"soon\" is not a disposition")]
    // E03: ids used twice
    [InlineData("E03", "id: blood", "id: oxygen", "{id: oxygen, q: \"Do they cough", "The question id oxygen is used twice")]
    [InlineData("E03", "id: worse", "id: blue", "{id: blue, q: \"Is it worse", "The question id blue is used twice")]
    [InlineData("E03", "id: cough", "id: gate", "schema", "The protocol id gate is used by 2 files")]
    // E04: tiers that do not fall
    [InlineData("E04", "go: ed_now", "go: ems", "ems\n    ask:\n      - {id: oxygen", "ems does not stand below ems")]
    [InlineData("E04", "go: see_4h", "go: ed_now", "ed_now\n    ask:\n      - {id: worse", "ed_now does not stand below ed_now")]
    [InlineData("E04", "go: ems", "go: see_24h", "ed_now\n    ask:\n      - {id: oxygen", "ed_now does not stand below see_24h")]
    // E05: nothing said for the case that nothing is found
    [InlineData("E05", "else: home\n", "", "schema", "\"else\" is missing")]
    [InlineData("E05", "else: home", "otherwise: home", "schema", "\"else\" is missing")]
    [InlineData("E05", "else: home", "Else: home", "schema", "\"else\" is missing")]
    // E08: no rule for "not sure"
    [InlineData("E08", "unknown: act, link", "link", "{id: blue", "\"unknown\" is missing")]
    [InlineData("E08", "unknown: provider_now, ", "", "{id: blood", "\"unknown\" is missing")]
    [InlineData("E08", ", why_clear: \"Few have a meter.\"", "", "clear}", "\"clear\" has no reason")]
    // E12: targets that do not exist
    [InlineData("E12", "link: gate", "link: gaet", "gaet", "The linked protocol \"gaet\" does not exist")]
    [InlineData("E12", "do: help_911", "do: help_999", "help_999", "The action \"help_999\" does not exist")]
    [InlineData("E12", "do: help_911", "do: doctor", "doctor", "The action \"doctor\" does not exist")]
    public void A_fault_is_reported_with_its_place_and_no_package_is_made(string code, string find, string replace, string at, string? what)
    {
        var files = Demo.With(Demo.File, find, replace);
        var (line, column) = PlaceOf(at, files[Demo.File]);
        var loaded = TriageLoader.Load(files);

        Assert.Null(loaded.Package);
        Assert.True(loaded.Findings.Any(f => f.Code == code && f.File == Demo.File && f.Line == line && f.Column == column && (what is null || f.What.StartsWith(what, StringComparison.Ordinal) || f.What.EndsWith(what, StringComparison.Ordinal))),
            $"expected {code} at {line}:{column} {what}, got:\n{string.Join('\n', loaded.Findings)}");
        Assert.All(loaded.Findings, f => Assert.True(f.What.Length > 0 && f.Why.Length > 0 && f.WhatToDo.Length > 0));
    }

    private static (int Line, int Column) PlaceOf(string marker, string text)
    {
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        Assert.True(at >= 0, $"\"{marker}\" is not in the file");
        return (text[..at].Count(c => c == '\n') + 1, at - text.LastIndexOf('\n', Math.Max(0, at - 1), Math.Max(0, at)) );
    }

    [Fact]
    public void Two_gates_are_one_too_many() =>
        Assert.Contains(TriageLoader.Load(Demo.With(Demo.File, "title: Cough", "title: Cough\nrole: gate")).Findings, f => f.Code == "E24" && f.What == "There are 2 gate protocols");

    [Theory]
    [InlineData("role: gate\n", "", "There is no gate protocol")]
    [InlineData("role: gate", "role: door", "There is no gate protocol")]
    public void A_package_without_a_gate_is_refused(string find, string replace, string what) =>
        Assert.Contains(TriageLoader.Load(Demo.With(Demo.GateFile, find, replace)).Findings, f => f.Code == "E24" && f.What == what);

    [Theory]
    [InlineData("dispositions.yaml", "rank: 90", "rank: 100", "E04")]
    [InlineData("dispositions.yaml", "urgency: planned", "urgency: emergent", "E04")]
    [InlineData("dispositions.yaml", "if_missed: ed_now", "if_missed: home", "E19")]
    [InlineData("dispositions.yaml", "code: see_4h", "code: ems", "E01")]
    [InlineData("dispositions.yaml", "lock: true", "lock: yes", "E01")]
    [InlineData("facts.yaml", "max: 112", "max: 12", "E00")]
    [InlineData("facts.yaml", ", risk: up", ", risk: down", "E00")]
    [InlineData("facts.yaml", "type: number", "type: integer", "E00")]
    [InlineData("floors.yaml", "calls_72h >= 2", "calls >= 2", "E00")]
    [InlineData("floors.yaml", "to: provider_now", "to: now", "E02")]
    [InlineData("floors.yaml", "id: repeat_1", "id: repeat_2", "E03")]
    [InlineData("danger-words.yaml", "question: blue", "question: green", "E12")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: [{protocol: cough}]", "E00")]
    public void A_fault_in_another_file_is_reported_there(string file, string find, string replace, string code)
    {
        var loaded = TriageLoader.Load(Demo.With(file, find, replace));
        Assert.Null(loaded.Package);
        Assert.Contains(loaded.Findings, f => f.Code == code && f.File == file && f.Line > 0 && f.Column > 0);
    }

    [Theory]
    [InlineData("facts.yaml", "  sex:", "  Sex:", "\"Sex\" is not a fact name")]
    [InlineData("facts.yaml", "of: [f, m, other]", "of: [f]", "sex is a choice of fewer than two")]
    [InlineData("facts.yaml", "type: choice, of: [f, m, other]", "type: choice, risk: up, of: [f, m]", "sex is a risk but not a yes/no fact")]
    [InlineData("facts.yaml", "type: choice", "type: pick", "\"pick\" is not a type")]
    [InlineData("facts.yaml", "min: 0, max: 120", "min: 120, max: 120", "age_years has no possible range")]
    [InlineData("facts.yaml", "max: 120", "max: \"120\"", "\"max\" is not a number")]
    [InlineData("facts.yaml", "title: Age, title.es", "title: \"\", title.es", "\"title\" is empty")]
    [InlineData("facts.yaml", "title: Age, title.es", "titel: Age, title.es", "\"titel\" is not a key of this entry")]
    [InlineData("facts.yaml", "of: [f, m, other]", "of: f", "\"of\" is not a list")]
    [InlineData("facts.yaml", "schema: triage-facts/1", "schema: triage-facts/1\nremark: here", "\"remark\" is not a key of this entry")]
    [InlineData("dispositions.yaml", "levels:", "remark: here\nlevels:", "\"remark\" is not a key of this entry")]
    [InlineData("dispositions.yaml", "rank: 100", "rank: 1001", "The rank 1001 is not a whole number from 1 to 1000")]
    [InlineData("dispositions.yaml", "rank: 90", "rank: 89.5", "The rank 89.5 is not a whole number from 1 to 1000")]
    [InlineData("dispositions.yaml", "if_missed: ed_now", "if_missed: nowhere", "\"nowhere\" is not a disposition")]
    [InlineData("dispositions.yaml", "if_missed: ed_now", "if_missed: provider_now", "provider_now does not raise provider_now")]
    [InlineData("dispositions.yaml", "within: 60 min", "within: soon", "\"soon\" is not a promise")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: [{protocol: sneeze, version: \"1.0.0\", digest: d, approver: A, approved_on: \"2026-11-23\"}]", "The approved protocol \"sneeze\" does not exist")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: [{protocol: cough, version: \"1.0.0\", digest: d, approver: A, approved_on: \"23 Nov 2026\"}]", "\"23 Nov 2026\" is not a date")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: [{protocol: cough, version: \"1.0.0\", digest: d, approver: A}]", "\"approved_on\" is missing")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: [cough]", "An entry is a map of keys and values")]
    [InlineData("approvals.yaml", "approvals: []", "approvals: cough", "\"approvals\" is not a list")]
    public void What_is_wrong_in_another_file_is_said_in_words(string file, string find, string replace, string what)
    {
        var loaded = TriageLoader.Load(Demo.With(file, find, replace));
        Assert.Null(loaded.Package);
        Assert.True(loaded.Findings.Any(f => f.What == what && f.File == file), $"expected {what}, got:\n{string.Join('\n', loaded.Findings)}");
    }

    [Theory]
    [InlineData("{id: blue, q", "{id: Blue, q", "\"Blue\" is not a question id")]
    [InlineData("{name: old, facts: {age_years: 75}", "{name: old, facts: {agee: 75}", "\"agee\" is not a fact")]
    [InlineData("{name: old, facts: {age_years: 75}, expect: see_24h}", "{name: old, facts: {age_years: 75}}", "\"expect\" is missing")]
    [InlineData("raise: [{when: \"lung_disease\", to: ed_now}]", "raise: [{when: \"lung_disease\"}]", "\"to\" is missing")]
    [InlineData("raise: [{when: \"lung_disease\", to: ed_now}]", "raise: [{to: ed_now}]", "\"when\" is missing")]
    [InlineData("title: Cough", "title.es: Tos", "\"title\" is translated but missing itself")]
    [InlineData("home_advice: [\"Drink warm tea.\"]", "home_advice: [\"Drink warm tea.\"]\nhome_advice.es: [\"Tome té.\", \"Descanse.\"]", "\"home_advice.es\" has 2 lines and \"home_advice\" has 1")]
    [InlineData("population: \"age_years >= 18\"", "role: door\npopulation: \"age_years >= 18\"", "\"door\" is not a role")]
    public void What_is_wrong_in_a_protocol_is_said_in_words(string find, string replace, string what)
    {
        var loaded = TriageLoader.Load(Demo.With(Demo.File, find, replace));
        Assert.Null(loaded.Package);
        Assert.True(loaded.Findings.Any(f => f.What == what && f.File == Demo.File), $"expected {what}, got:\n{string.Join('\n', loaded.Findings)}");
    }

    [Theory]
    [InlineData("dispositions.yaml")]
    [InlineData("facts.yaml")]
    [InlineData("floors.yaml")]
    [InlineData("approvals.yaml")]
    [InlineData("danger-words.yaml")]
    public void A_missing_file_means_no_package(string file)
    {
        var files = Demo.Files();
        files.Remove(file);
        Assert.Contains(TriageLoader.Load(files).Findings, f => f.File == file && f.What == $"{file} is missing");
    }

    [Fact]
    public void A_misnamed_file_is_reported_and_those_of_others_are_left_alone()
    {
        var files = Demo.Files();
        files["escalation/lakeside/escalation.yaml"] = ": not ours";
        files["schema/protocol.schema.json"] = "{";
        Assert.NotNull(TriageLoader.Load(files).Package);
        files["factz.yaml"] = "a: b";
        Assert.Contains(TriageLoader.Load(files).Findings, f => f.File == "factz.yaml");
    }

    [Fact]
    public void A_huge_or_deeply_nested_file_is_refused_without_being_read()
    {
        var files = Demo.Files();
        files[Demo.File] = new string('#', 300 * 1024);
        Assert.Contains(TriageLoader.Load(files).Findings, f => f.What.Contains("larger than", StringComparison.Ordinal));
        files[Demo.File] = "a: " + new string('[', 5000);
        Assert.Contains(TriageLoader.Load(files).Findings, f => f.Code == "E00" && f.File == Demo.File);
    }

    [Fact]
    public void Rubbish_never_throws()
    {
        var random = new Random(7);
        var text = Shipped.Files["triage/chest-pain.yaml"];
        for (var i = 0; i < (Thoroughness.IsMutationRun ? 10 : 400); i++)
        {
            var (from, length) = (random.Next(text.Length - 50), random.Next(1, 40));
            var files = Demo.Files();
            files["triage/chest-pain.yaml"] = text.Remove(from, length).Insert(from, new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "{}[]:-\"'&*!?|>%@`#\n\t ~yno1"[random.Next(26)])]));
            TriageLoader.Load(files);
        }
    }

    [Fact]
    public void The_digest_sees_every_byte_but_not_the_line_endings_of_a_checkout()
    {
        var files = Demo.Files();
        var before = Demo.Load(files);
        files[Demo.File] = files[Demo.File].ReplaceLineEndings("\r\n");
        Assert.Equal(before.Digest, Demo.Load(files).Digest);
        files[Demo.File] += "\n# a remark\n";
        var after = Demo.Load(files);
        Assert.NotEqual(before.Digest, after.Digest);
        Assert.NotEqual(before.FindProtocol("cough")?.Digest, after.FindProtocol("cough")?.Digest);
        Assert.Equal(before.Gate.Digest, after.Gate.Digest);
    }

    [Fact]
    public void An_approval_counts_for_exactly_the_bytes_it_names_and_for_its_time()
    {
        var files = Demo.Files();
        var cough = Demo.Load(files).FindProtocol("cough");
        files["approvals.yaml"] = $"schema: triage-approvals/1\nversion: \"1.0.0\"\napprovals:\n  - {{protocol: cough, version: \"1.0.0\", digest: \"{cough?.Digest}\", approver: \"A. Okafor, MD\", approved_on: \"2026-11-23\", review_by: \"2027-11-23\"}}\n";
        var approved = Demo.Load(files);
        Assert.True(approved.UsableOutsideDevelopment("cough"));
        Assert.True(approved.UsableOutsideDevelopment("cough", new DateOnly(2027, 11, 23)));
        Assert.False(approved.UsableOutsideDevelopment("cough", new DateOnly(2027, 11, 24)));
        Assert.False(approved.UsableOutsideDevelopment("gate"));
        files[Demo.File] += "# one byte more\n";
        Assert.False(Demo.Load(files).UsableOutsideDevelopment("cough"));
    }

    [Fact]
    public void Of_several_approvals_of_the_same_bytes_the_one_that_is_good_longest_counts_wherever_it_is_kept()
    {
        var package = Demo.Load(Demo.Files());
        var cough = package.FindProtocol("cough")!;
        var day = new DateOnly(2026, 11, 29);
        Approval Of(int days, string? digest = null, string? version = null, string protocol = "cough") =>
            new(protocol, version ?? cough.Version, digest ?? cough.Digest, "A. Okafor, MD", day.AddDays(-400), day.AddDays(days));
        bool Usable(params Approval[] recorded) => package.UsableOutsideDevelopment("cough", day, recorded);

        Assert.False(Usable());
        Assert.True(Usable(Of(0)));
        Assert.False(Usable(Of(-1)));
        Assert.True(Usable(Of(-1), Of(5), Of(-3)));
        Assert.Equal(day.AddDays(5), package.ApprovalOf(cough, [Of(-1), Of(5), Of(-3)])?.ReviewBy);
        Assert.True(Usable(Of(-1) with { ReviewBy = null }));
        Assert.False(Usable(Of(9, version: "0.9.0")));
        Assert.False(Usable(Of(9, digest: package.Gate.Digest)));
        Assert.False(Usable(Of(9, protocol: "gate")));
    }

    [Fact]
    public void A_protocol_whose_own_review_is_overdue_is_not_used_however_well_it_is_approved()
    {
        var files = Demo.With(Demo.File, "status: draft", "status: draft\nreview_by: \"2026-11-29\"");
        var package = Demo.Load(files);
        var approved = new Approval("cough", "1.0.0", package.FindProtocol("cough")!.Digest, "A. Okafor, MD", new(2026, 1, 1), null);
        Assert.True(package.UsableOutsideDevelopment("cough", new DateOnly(2026, 11, 29), [approved]));
        Assert.False(package.UsableOutsideDevelopment("cough", new DateOnly(2026, 11, 30), [approved]));
    }

    [Fact]
    public void A_finding_reads_as_one_sentence_with_its_place()
    {
        var finding = TriageLoader.Load(Demo.With(Demo.File, "unknown: act, link", "unkown: act, link")).Findings.First(f => f.Code == "E01");
        Assert.StartsWith("triage/cough.yaml:12:45: E01 \"unkown\" is not a key of this entry. ", finding.ToString());
        Assert.Contains("Did you mean \"unknown\"?", finding.ToString());
    }
}
