using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>A clean practice with one fault put in: the fault is found with its code and line, and nothing else of the kind "error" is made up.</summary>
public class SeededFaultTests
{
    private const string LastResort = "    last_resort:\n      notify: [{contact: nurse-supervisor, via: [workstation, voice], mode: parallel}]\n      repeat_every: 2m\n      until: acked\n      prompt: [offer-911-to-caller, call-backup-manually, recontact-caller]\n";
    private const string KimVoice = "{id: kim-voice, channel: voice, to: \"+15125550123\", verified: 2026-10-06, ack: digit}";

    /// <summary>code, practice, what is replaced, by what, and the text whose line the finding must name ("" = where the change was made).</summary>
    public static TheoryData<string, string, string, string, string> Faults => new()
    {
        // C01 gap in coverage
        { "C01", "lakeside", "from: \"17:00\", to_day: mon, to: \"08:00\"", "from: \"17:30\", to_day: mon, to: \"08:00\"", "- id: clinician-call" },
        { "C01", "lakeside", "{days: [mon, tue, wed, thu], from: \"17:00\"", "{days: [mon, tue, thu], from: \"17:00\"", "- id: clinician-call" },
        { "C01", "lakeside", "to_day: mon, to: \"08:00\"", "to_day: mon, to: \"07:59\"", "- id: clinician-call" },
        { "C01", "oak-street", "first: 2026-01-01, members: [dr-ortiz", "first: 2026-11-12, members: [dr-ortiz", "- id: doctor-of-the-week" },
        { "C01", "oak-street", "    cover: always\n", "    cover: always\n    min_on_call: 2\n", "- id: doctor-of-the-week" },
        { "C01", "northside", "add: np-reyes, reason: swap", "reason: swap", "- id: first-call" },
        // C02 layers that disagree
        { "C02", "lakeside", "from: \"08:00\", to: \"17:00\"}]\n        rotation", "from: \"08:00\", to: \"18:00\"}]\n        rotation", "- id: office-day" },
        { "C02", "lakeside", "when: [{days: [fri], from: \"17:00\"", "when: [{days: [fri], from: \"16:00\"", "- id: weekend" },
        { "C02", "oak-street", "  - id: other-doctor\n", "      - {id: extra, when: [{days: [sat], from: \"10:00\", to: \"12:00\"}], fixed: [office]}\n  - id: other-doctor\n", "{id: extra" },
        // C03 what is never reached
        { "C03", "oak-street", "only_before: 15m", "only_before: 8m", "- id: again" },
        { "C03", "oak-street", "goto: doctor\n", "goto: again\n", "- id: again" },
        { "C03", "lakeside", "  - id: catch-all", "  - id: never\n    applies_when: {disposition: [ems]}\n    answer: not-needed\n    copies: [{contact: office, via: [ehr], when: now}]\n  - id: catch-all", "{disposition: [ems]}" },
        // C04 last resort
        { "C04", "lakeside", LastResort, "", "- id: clinician-now" },
        { "C04", "lakeside", "until: acked", "until: 30m", "until: 30m" },
        { "C04", "lakeside", "[{contact: nurse-supervisor, via: [workstation, voice], mode: parallel}]\n      repeat_every: 2m", "[{contact: np-kim, via: [voice], mode: parallel}]\n      repeat_every: 2m", "[{contact: np-kim, via: [voice], mode: parallel}]" },
        { "C04", "oak-street", "role: supervisor", "role: service", "[{contact: nurse-supervisor, via: [workstation, voice]" },
        // C05 changes without effect
        { "C05", "northside", "{id: concert, from: 2026-12-05T08:00, to: 2026-12-06T08:00, remove: dr-tanaka, add: np-reyes", "{id: concert, from: 2026-12-12T08:00, to: 2026-12-13T08:00, remove: dr-tanaka, add: np-reyes", "" },
        { "C05", "oak-street", "  - id: other-doctor\n", "    overrides: [{id: x, from: 2026-11-27T08:00, to: 2026-11-28T08:00, remove: dr-ortiz, reason: leave, by: dr-ortiz}]\n  - id: other-doctor\n", "{id: x" },
        { "C05", "oak-street", "  - id: other-doctor\n", "    temporary: [{id: y, from: 2026-11-27T08:00, to: 2026-11-28T08:00, people: [dr-bauer], reason: storm}]\n  - id: other-doctor\n", "{id: y" },
        // C06 destinations
        { "C06", "lakeside", "      - " + KimVoice + "\n", "", "- id: np-kim" },
        { "C06", "lakeside", "to: \"+15125550123\", verified: 2026-10-06, ack: digit", "to: \"+15125550123\", ack: digit", "" },
        { "C06", "lakeside", "to: \"+15125550123\", verified: 2026-10-06, ack: digit", "to: \"+15125550123\", verified: 2026-02-01, ack: digit", "" },
        { "C06", "lakeside", "to: \"+15125550123\", verified: 2026-10-06, ack: digit", "to: \"+15125550123\", verified: 2027-02-01, ack: digit", "" },
        { "C06", "oak-street", "via: [ehr, fax], when: next-open", "via: [ehr, email], when: next-open", "- id: office" },
        // C07 last resort after the deadline
        { "C07", "lakeside", "ack_within: 4m", "ack_within: 21m", "- id: clinician-now" },
        { "C07", "oak-street", "not_later_than: 30m", "not_later_than: 20m", "- id: clinician-now" },
        { "C07", "northside", "not_later_than: 20m", "not_later_than: 15m", "- id: clinician-now" },
        // C08 too short to answer
        { "C08", "lakeside", "attempts: {count: 2, every: 2m}", "attempts: {count: 3, every: 2m}", "- id: on-call" },
        { "C08", "oak-street", "attempts: {count: 2, every: 2m}", "attempts: {count: 2, every: 1m}", "- id: doctor\n" },
        { "C08", "oak-street", "attempts: {count: 2, every: 2m}\n        ack_within: 4m", "attempts: {count: 1, every: 2m}\n        ack_within: 1m", "- id: doctor\n" },
        // C09 which protocol
        { "C09", "lakeside", "applies_when: any", "applies_when: {disposition: [ems, ed_now, provider_now, see_4h, see_24h], urgency: [planned]}", "- id: catch-all" },
        { "C09", "lakeside", "{disposition: see_4h}", "{disposition: [see_4h, provider_now]}", "" },
        { "C09", "northside", "  - id: emergency-told", "  - id: all\n    applies_when: any\n    answer: not-needed\n    copies: [{contact: office, via: [fax], when: now}]\n  - id: emergency-told", "- id: all\n" },
        { "C09", "northside", "applies_when: {disposition: [ems, ed_now]}", "applies_when: {disposition: [ems, ed_now, provider_now]}", "" },
        // C10 goes nowhere
        { "C10", "lakeside", "{schedule: backup-call, via: [voice, sms], mode: parallel}", "{schedule: clinician-call, via: [voice, sms], mode: parallel}", "- id: backup\n" },
        { "C10", "lakeside", "members: [dr-okafor, dr-marsh, np-kim]}\n      - id: office-day\n        when: [{days: [mon, tue, wed, thu, fri], from: \"08:00\", to: \"17:00\"}]\n        rotation: {every: 1w, handoff: {day: mon, at: \"08:00\"}, first: 2026-01-05, members: [dr-marsh", "members: [np-kim, dr-okafor, dr-marsh]}\n      - id: office-day\n        when: [{days: [mon, tue, wed, thu, fri], from: \"08:00\", to: \"17:00\"}]\n        rotation: {every: 1w, handoff: {day: mon, at: \"08:00\"}, first: 2026-01-05, members: [dr-marsh", "- id: backup\n" },
        { "C10", "northside", "[{schedule: first-call, via: [voice, sms], mode: parallel}]", "[{contact: nurse-supervisor, via: [voice], mode: parallel}]", "- id: first\n" },
        { "C10", "northside", "          - {schedule: first-call,  via: [voice], mode: parallel}\n", "", "- id: both" },
        // C11 loops
        { "C11", "oak-street", "        times: 1\n        only_before: 15m\n", "", "- id: again" },
        { "C11", "oak-street", "        only_before: 15m\n", "        only_before: 15m\n      - {id: once-more, goto: other, times: 1}\n", "{id: once-more" },
        { "C11", "oak-street", "        only_before: 15m\n", "        only_before: 15m\n      - {id: once-more, goto: doctor, times: 1}\n", "{id: once-more" },
        // C12 nobody could answer
        { "C12", "lakeside", "{schedule: clinician-call, via: [voice, sms], mode: parallel}", "{contact: office, via: [ehr], mode: parallel}", "- id: on-call\n" },
        { "C12", "oak-street", "{schedule: other-doctor, via: [voice, sms], mode: serial}", "{contact: office, via: [ehr, fax], mode: parallel}", "- id: other\n" },
        { "C12", "northside", "          - {schedule: first-call,  via: [voice], mode: parallel}\n          - {schedule: second-call, via: [voice], mode: parallel}\n", "          - {contact: office, via: [fax], mode: parallel}\n", "- id: both" },
        // C13 privacy
        { "C13", "lakeside", "pin_required: true", "pin_required: false", "- id: dr-okafor" },
        { "C13", "lakeside", "phi: full\n    pin_required: true", "phi: full", "- id: nurse-supervisor" },
        { "C13", "northside", "role: office\n    phi: full", "role: office\n    phi: none", "- {contact: office, via: [fax], when: next-open}" },
        // C14 quiet hours
        { "C14", "oak-street", "hold_below: urgent", "hold_below: emergent", "" },
        { "C14", "northside", "verified: 2026-10-09, ack: link}\n  - id: np-reyes", "verified: 2026-10-09, ack: link}\n    quiet_hours: [{days: [sun], from: \"06:00\", to: \"09:00\", hold_below: emergent}]\n  - id: np-reyes", "quiet_hours" },
        { "C14", "oak-street", "  - id: dr-bauer\n", "    quiet_hours: [{days: [fri], from: \"12:30\", to: \"14:00\", hold_below: today}]\n  - id: dr-bauer\n", "- id: doctor\n" },
        // C16 shared numbers
        { "C16", "lakeside", "{id: kim-voice, channel: voice, to: \"+15125550123\"", "{id: kim-voice, channel: voice, to: \"+15125550122\"", "" },
        { "C16", "oak-street", "{id: bauer-sms,   channel: sms,   to: \"+12125550125\"", "{id: bauer-sms,   channel: sms,   to: \"+12125550124\"", "" },
        { "C16", "northside", "channel: fax, to: \"+14155550190\"", "channel: fax, to: \"+14155550127\"", "" },
        // C17 calendars
        { "C17", "lakeside", "base: us-federal", "base: none", "- id: holidays" },
        { "C17", "lakeside", "remove: [columbus-day,", "remove: [colombus-day,", "- id: holidays" },
        { "C17", "lakeside", "veterans-day]", "halloween]", "- id: holidays" },
        // C18 awkward hand-offs
        { "C18", "oak-street", "handoff: {day: thu, at: \"07:00\"}, first: 2026-01-01, members: [dr-ortiz", "handoff: {day: thu, at: \"06:57\"}, first: 2026-01-01, members: [dr-ortiz", "- id: week" },
        { "C18", "oak-street", "when: [{days: [mon, tue, wed, thu, fri, sat, sun], from: \"07:00\", to: \"07:00\"}]", "when: [{days: [mon, tue, wed, thu, fri, sat, sun], from: \"02:15\", to: \"02:15\"}]", "- id: week" },
        { "C18", "northside", "to_day: mon, to: \"08:00\"}]\n        rotation: {every: 1w, handoff: {day: fri, at: \"08:00\"}, first: 2026-01-02, members: [dr-tanaka", "to_day: mon, to: \"08:00\"}]\n        rotation: {every: 1w, handoff: {day: sun, at: \"02:30\"}, first: 2026-01-04, members: [dr-tanaka", "- id: weekend" },
        // C20 fairness
        { "C20", "northside", "rotation: {every: 1d, handoff: {at: \"08:00\"}, first: 2026-01-01, members: [np-reyes, dr-tanaka]}", "rotation: {every: 1d, handoff: {at: \"08:00\"}, first: 2026-01-01, members: [np-reyes]}", "- id: first-call" },
        { "C20", "oak-street", "every: 1w, handoff: {day: thu, at: \"07:00\"}, first: 2026-01-01, members: [dr-ortiz", "every: 2w, handoff: {day: thu, at: \"07:00\"}, first: 2026-01-01, members: [dr-ortiz", "- id: doctor-of-the-week" },
        { "C20", "lakeside", "first: 2026-01-05, members: [np-kim, dr-okafor, dr-marsh]", "first: 2026-01-05, members: [np-kim]", "- id: clinician-call" },
        // C23 too many pages
        { "C23", "lakeside", "        if_declined: last-resort\n", "        if_declined: last-resort\n      - {id: more, goto: on-call, times: 6}\n", "- id: catch-all" },
        { "C23", "oak-street", "times: 1\n        only_before: 15m\n", "times: 6\n", "- id: clinician-now" },
        { "C23", "northside", "        prompt: [recontact-caller]\n", "        prompt: [recontact-caller]\n      - {id: more, goto: first, times: 6}\n", "- id: clinician-now" },
        // C24 longer than promised
        { "C24", "lakeside", "not_later_than: 30m", "not_later_than: 45m", "- id: clinician-now" },
        { "C24", "lakeside", "not_later_than: 2h", "not_later_than: 5h", "- id: same-day" },
        { "C24", "northside", "not_later_than: 4h", "not_later_than: 5h", "- id: soon" },
        // C25 approval
        { "C25", "lakeside", ", approved_by: dr-okafor", "", "owner:" },
        { "C25", "lakeside", "approved_by: dr-okafor", "approved_by: np-kim", "owner:" },
        { "C25", "lakeside", "approved_on: 2026-10-20", "approved_on: 2025-10-20", "owner:" },
        { "C25", "lakeside", "approved_on: 2026-10-20", "approved_on: 2027-10-20", "owner:" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Is_found_with_its_code_and_line(string code, string practice, string old, string replacement, string place)
    {
        var text = Practices.Text(practice).With(old, replacement);
        var findings = Findings(text);
        var found = findings.Where(f => f.Code == code).ToList();
        Assert.True(found.Count > 0, $"not found; but: {string.Join("\n", findings)}");
        Assert.Contains(text.LineOf(place.Length > 0 ? place : replacement), found.Select(f => f.Line));
        Assert.All(found, f => Assert.False(string.IsNullOrWhiteSpace(f.What) || string.IsNullOrWhiteSpace(f.WhatToDo)));
    }

    [Fact]
    public void Every_code_that_needs_no_outside_world_has_three_faults_or_more()
    {
        var seeded = Faults.Select(f => f.Data.Item1).CountBy(code => code).ToDictionary();
        var pure = Enumerable.Range(1, 28).Select(i => $"C{i:00}").Except(["C15", "C19", "C21", "C22", "C26", "C27", "C28"]);
        Assert.All(pure, code => Assert.True(seeded.GetValueOrDefault(code) >= 3, code));
    }

    [Fact]
    public void Two_calendars_that_claim_one_date_with_other_hours_are_found()
    {
        var text = Practices.Text("northside")
            .With("schedules:\n", "  - {id: town, base: none, add: [{date: 2026-11-26, name: Fair}, {date: 2027-11-25, name: Fair}]}\nschedules:\n")
            .With("    overrides:\n", "      - {id: fair, when: [{calendar: town, from: \"12:00\", to: \"12:00\"}], fixed: [np-reyes], rank: 1}\n    overrides:\n");
        var found = Assert.Single(Findings(text), f => f.Code == "C17");
        Assert.Equal(text.LineOf("{id: fair"), found.Line);
        Assert.Contains("2026-11-26", found.What);
    }

    [Fact]
    public void A_desk_prompt_may_come_first_and_name_the_supervisor()
    {
        var text = Practices.Text("northside").With("    steps:\n      - id: first\n",
            "    steps:\n      - id: prompt\n        notify: [{contact: nurse-supervisor, via: [workstation], mode: parallel}]\n        prompt: [confirm-caller-dialing-911]\n        attempts: {count: 1, every: 1m}\n        ack_within: 1m\n      - id: first\n");
        Assert.DoesNotContain(Findings(text), f => f.Code == "C10");
    }

    private static IReadOnlyList<Finding> Findings(string text)
    {
        var load = EscalationFileLoader.Load("escalation.yaml", text);
        return load.File is { } file ? EscalationVerifier.Verify(file, RegistrySnapshot.Empty, Practices.Beginning).Findings : load.Findings;
    }
}
