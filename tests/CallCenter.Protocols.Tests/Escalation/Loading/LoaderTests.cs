using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using FsCheck.Xunit;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Loading;

public class LoaderTests
{
    private static readonly string Lakeside = Practices.Text("lakeside");

    private static Finding Only(string text)
    {
        var load = EscalationFileLoader.Load("f.yaml", text);
        Assert.Null(load.File);
        var finding = Assert.Single(load.Findings);
        Assert.Equal(("C15", Severity.Error, "f.yaml"), (finding.Code, finding.Severity, finding.File));
        return finding;
    }

    [Fact]
    public void A_worked_practice_is_read_as_it_is_written()
    {
        var file = Practices.Load("lakeside");
        Assert.Equal(("lakeside", 1, "America/Chicago"), (file.Practice, file.Version, file.Zone.Id));
        var okafor = file.Contact("dr-okafor")!;
        Assert.Equal((ContactRole.Physician, PhiLevel.AfterPin, true), (okafor.Role, okafor.Phi, okafor.PinRequired));
        Assert.Equal([(Channel.Voice, AckKind.Digit), (Channel.Sms, AckKind.Link)], okafor.Destinations.Select(d => (d.Channel, d.Ack)));
        var now = file.Protocols[0];
        Assert.Equal((Duration.FromMinutes(30), Duration.FromMinutes(20), "backup"), (now.NotLaterThan, now.OnAck.MustCloseWithin!.Value, now.OnAck.ReopenAt));
        var step = Assert.IsType<PageStep>(now.Steps[0]);
        Assert.Equal((2, Duration.FromMinutes(2), Duration.FromMinutes(4)), (step.AttemptCount, step.AttemptEvery, step.AckWithin));
        Assert.Equal([DeskPrompt.Offer911ToCaller, DeskPrompt.CallBackupManually, DeskPrompt.RecontactCaller], now.LastResort!.Prompt);
        Assert.Equal(new SourceMark(Lakeside.LineOf("- id: clinician-now"), 5), now.At);
    }

    [Theory]
    [InlineData("version: 1\n", "version: 1\nversion: 2\n", "version: 2", "given twice")]
    [InlineData("    phi: after-pin\n", "    phi: after-pin\n    phi: full\n", "    phi: full", "given twice")]
    [InlineData("pin_required: true", "pin_requierd: true", "pin_requierd", "does not know the key 'pin_requierd'")]
    [InlineData("    role: physician", "    role: &doc physician", "&doc", "anchor")]
    [InlineData("    role: physician", "    role: !!str physician", "!!str", "tag")]
    [InlineData("    role: physician", "    role: fysician", "fysician", "not a known 'role'")]
    [InlineData("from: \"17:00\", to: \"08:00\"", "from: 17:00, to: \"08:00\"", "from: 17:00", "must stand in quotes")]
    [InlineData("from: \"17:00\"", "from: \"25:00\"", "25:00", "not a time of day")]
    [InlineData("time_zone: America/Chicago", "time_zone: CST", "CST", "not the name of a place")]
    [InlineData("time_zone: America/Chicago", "time_zone: UTC-6", "UTC-6", "not the name of a place")]
    [InlineData("time_zone: America/Chicago", "time_zone: US/Central", "US/Central", "not the name of a place")]
    [InlineData("time_zone: America/Chicago", "time_zone: America/Chicagoland", "America/Chicagoland", "not the name of a place")]
    [InlineData("\"+15125550121\"", "\"+1512555O121\"", "+1512555O121", "not a telephone number")]
    [InlineData("\"+15125550121\"", "\"512-555-0121\"", "512-555-0121", "not a telephone number")]
    [InlineData("\"+15125550121\"", "+15125550121", "to: +15125550121", "must stand in quotes")]
    [InlineData("id: dr-okafor", "id: dr-оkafor", "id: dr-оkafor", "not a name this format can use")]
    [InlineData("members: [np-kim, dr-okafor, dr-marsh]", "members: [np-kin, dr-okafor, dr-marsh]", "- id: nights", "no contact 'np-kin'")]
    [InlineData("{schedule: clinician-call,", "{schedule: clinicians,", "{schedule: clinicians,", "no schedule 'clinicians'")]
    [InlineData("calendar: holidays, from", "calendar: holiday, from", "calendar: holiday,", "no calendar 'holiday'")]
    [InlineData("reopen_at: backup}\n    copies", "reopen_at: bakcup}\n    copies", "- id: clinician-now", "no step 'bakcup'")]
    [InlineData("  - id: backup-call\n", "  - id: clinician-call\n", "  - id: clinician-call\n    cover: always\n    layers:\n      - id: nights\n        when: [{days: [mon, tue, wed, thu], from: \"17:00\", to: \"08:00\"}]\n        rotation: {every: 1w, handoff: {day: mon, at: \"08:00\"}, first: 2026-01-05, members: [dr-okafor", "given twice", "schedule: backup-call", "schedule: clinician-call")]
    [InlineData("not_later_than: 30m", "not_later_than: 30 minutes", "30 minutes", "not a length of time")]
    [InlineData("channel: voice, to: \"+15125550121\", verified: 2026-10-05, ack: digit", "channel: voice, to: \"+15125550121\", verified: 2026-10-05, ack: link", "- {id: okafor-voice", "cannot be acknowledged by 'link'")]
    [InlineData("verified: 2026-10-05", "verified: 2026-13-05", "2026-13-05", "not a date")]
    [InlineData("handoff: {day: mon,", "handoff: {day: tue,", "day: tue", "not the weekday of 'first'")]
    [InlineData("schema: nurse-escalation/1", "schema: nurse-escalation/2", "nurse-escalation/2", "does not read 'nurse-escalation/2'")]
    [InlineData("disposition: provider_now", "disposition: provider_nwo", "provider_nwo", "not a disposition")]
    [InlineData("ack_means: takes-responsibility", "ack_means: delivered", "ack_means: delivered", "only mean that a person takes responsibility")]
    [InlineData("    role: physician", "    role: [physician]", "[physician]", "must be a single value")]
    public void A_seeded_fault_is_found_with_its_line(string old, string replacement, string place, string what, string? alsoOld = null, string? alsoNew = null)
    {
        var text = Lakeside.With(old, replacement);
        if (alsoOld is not null)
            text = text.Replace(alsoOld, alsoNew);
        var finding = Only(text);
        Assert.Contains(what, finding.What);
        if (alsoOld is null)
            Assert.Equal(text.LineOf(place), finding.Line);
        else
            Assert.True(finding.Line > text.LineOf("- id: clinician-call"));
        Assert.NotEmpty(finding.WhatToDo);
    }

    [Fact]
    public void A_misspelt_word_is_answered_with_the_one_that_was_meant() =>
        Assert.StartsWith("Did you mean 'physician'?", Only(Lakeside.With("role: physician", "role: fysician")).WhatToDo);

    [Fact]
    public void Several_mistakes_are_all_reported_at_once()
    {
        var load = EscalationFileLoader.Load("f.yaml", Lakeside.With("role: physician", "role: fysician").With("from: \"17:00\"", "from: 17:00").With("version: 1", "version: one"));
        Assert.Equal(3, load.Findings.Count);
        Assert.Equal(load.Findings.OrderBy(f => f.Line), load.Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("just words")]
    [InlineData("- a\n- list\n")]
    [InlineData("a: [1, 2")]
    [InlineData("a: b\n---\nc: d\n")]
    [InlineData("*a : b")]
    [InlineData("? [complex]\n: key\n")]
    [InlineData("\t- x")]
    public void What_is_no_practices_file_is_refused_and_never_thrown(string text)
    {
        var load = EscalationFileLoader.Load("f.yaml", text);
        Assert.Null(load.File);
        Assert.NotEmpty(load.Findings);
    }

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.Null(EscalationFileLoader.Load("f.yaml", new string('[', 20_000)).File);

    [Property(MaxTest = 300)]
    public void A_file_damaged_anywhere_is_read_or_refused_but_never_crashes(int place, int length, char with)
    {
        var start = (place & int.MaxValue) % Lakeside.Length;
        var text = Lakeside.Remove(start, Math.Min((length & 63), Lakeside.Length - start)).Insert(start, with.ToString());
        var load = EscalationFileLoader.Load("f.yaml", text);
        Assert.True(load.File is not null || load.Findings.Count > 0);
    }

    [Fact]
    public void The_hash_ignores_order_comments_and_quotes_and_nothing_else()
    {
        var hash = Practices.Load("lakeside").Hash;
        Assert.Equal(hash, Practices.Parse(Lakeside.With("practice: lakeside\nversion: 1\n", "version: 1  # a comment\npractice: \"lakeside\"\n")).Hash);
        Assert.NotEqual(hash, Practices.Parse(Lakeside.With("ack_within: 4m", "ack_within: 5m")).Hash);
        Assert.NotEqual(hash, Practices.Parse(Lakeside.With("members: [np-kim, dr-okafor, dr-marsh]", "members: [dr-okafor, np-kim, dr-marsh]")).Hash);
    }
}
