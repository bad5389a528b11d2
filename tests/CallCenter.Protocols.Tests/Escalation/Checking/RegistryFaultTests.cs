using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>Faults that stand in the outside world and not in the file.</summary>
public class RegistryFaultTests
{
    private static readonly EscalationFile Lakeside = Practices.Load("lakeside");
    private static readonly RegistrySnapshot Sound = Outside.Sound(Lakeside);

    private static void Finds(string code, Severity severity, RegistrySnapshot registry, string? place, EscalationFile? file = null)
    {
        var found = EscalationVerifier.Verify(file ?? Lakeside, registry, Practices.Beginning).Findings;
        Assert.All(found, f => Assert.Equal((code, severity), (f.Code, f.Severity)));
        Assert.NotEmpty(found);
        if (place is not null)
            Assert.Contains(Practices.Text("lakeside").LineOf(place), found.Select(f => f.Line));
    }

    private static RegistrySnapshot Destination(string id, Func<DestinationStanding, DestinationStanding> change) =>
        Sound with { Destinations = Sound.Destinations!.ToDictionary(d => d.Key, d => d.Key == id ? change(d.Value) : d.Value) };

    private static RegistrySnapshot Person(string id, Func<PersonStanding, PersonStanding> change) =>
        Sound with { People = Sound.People!.ToDictionary(p => p.Key, p => p.Key == id ? change(p.Value) : p.Value) };

    private static RegistrySnapshot Message(MessageTemplate message) => Sound with { Messages = [.. Sound.Messages!, message] };

    [Theory, InlineData("okafor-voice"), InlineData("kim-sms"), InlineData("office-ehr")]
    public void C06_a_destination_that_fails_for_good(string id) =>
        Finds("C06", Severity.Error, Destination(id, d => d with { FailingSince = new(2026, 10, 30) }), $"{{id: {id}");

    [Theory, InlineData("okafor-voice"), InlineData("kim-sms"), InlineData("marsh-voice")]
    public void C16_a_number_that_another_practice_uses_too(string id) =>
        Finds("C16", Severity.Warning, Destination(id, d => d with { AlsoAt = ["oak-street"] }), $"{{id: {id}");

    [Fact]
    public void C16_the_call_centers_own_supervisor_stands_in_every_file() =>
        Assert.Empty(EscalationVerifier.Verify(Lakeside, Destination("supervisor-voice", d => d with { AlsoAt = ["oak-street"] }), Practices.Beginning).Findings);

    [Fact]
    public void C19_people_who_left_whose_licence_ends_or_who_are_away_for_a_whole_turn()
    {
        Finds("C19", Severity.Warning, Person("np-kim", p => p with { Active = false }), "- id: nights");
        Finds("C19", Severity.Warning, Person("np-kim", p => p with { LicensedUntil = new(2026, 12, 31) }), "- id: office-day");
        Finds("C19", Severity.Warning, Person("dr-okafor", p => p with { Leave = [new(new(2026, 11, 23), new(2026, 11, 27))] }), "- id: clinician-call");
        Finds("C19", Severity.Warning, Sound with { People = Sound.People!.Where(p => p.Key != "dr-marsh").ToDictionary() }, "- id: nights");
    }

    [Fact]
    public void C21_imported_rotas_that_are_old_unreadable_unknown_or_without_a_zone()
    {
        var good = new ImportedRota("clinician-call", Practices.Beginning - Duration.FromHours(1), Duration.FromHours(24), Readable: true, [], HasFloatingTimes: false);
        Assert.Empty(EscalationVerifier.Verify(Lakeside, Sound with { Imports = [good] }, Practices.Beginning).Findings);
        foreach (var bad in new[] { good with { FetchedAt = Practices.Beginning - Duration.FromHours(25) }, good with { Readable = false }, good with { UnknownNames = ["Dr. Nobody"] }, good with { HasFloatingTimes = true } })
            Finds("C21", Severity.Error, Sound with { Imports = [bad] }, "- id: clinician-call");
    }

    [Theory, InlineData("lakeside"), InlineData("oak-street"), InlineData("northside")]
    public void C22_everything_through_one_provider_is_a_warning(string practice)
    {
        var file = Practices.Load(practice);
        var one = Outside.Sound(file) with { Destinations = file.Contacts.SelectMany(c => c.Destinations).ToDictionary(d => d.Id, _ => new DestinationStanding("only")) };
        Finds("C22", Severity.Warning, one, null, file);
    }

    [Fact]
    public void C25_a_text_that_is_not_the_approved_one()
    {
        foreach (var (old, now) in new[] { ("ack_within: 4m", "ack_within: 5m"), ("repeat_every: 2m", "repeat_every: 1m"), ("name: Jo Kim, NP", "name: Jo Kim") })
            Finds("C25", Severity.Error, Sound, "owner:", Practices.Parse(Practices.Text("lakeside").With(old, now)));
    }

    [Fact]
    public void C26_a_landline_for_texts_and_a_caregiver_without_consent_or_language()
    {
        Finds("C26", Severity.Warning, Destination("okafor-sms", d => d with { Landline = true }), "{id: okafor-sms");
        Finds("C26", Severity.Warning, Destination("kim-sms", d => d with { Landline = true }), "{id: kim-sms");
        var daughter = Practices.Parse(Practices.Text("lakeside").With("  - id: office\n",
            "  - id: daughter\n    name: A caregiver\n    role: caregiver\n    phi: none\n    destinations: [{id: daughter-voice, channel: voice, to: \"+15125550150\", ack: digit}]\n  - id: office\n"));
        var known = Outside.Sound(daughter);
        foreach (var standing in new[] { new PersonStanding(), new PersonStanding { Consent = true }, new PersonStanding { Language = "es" } })
            Finds("C26", Severity.Warning, known with { People = known.People!.ToDictionary(p => p.Key, p => p.Key == "daughter" ? standing : p.Value) }, null, daughter);
    }

    [Fact]
    public void C13_a_message_that_says_something_about_the_patient_to_whoever_holds_the_device()
    {
        Finds("C13", Severity.Error, Message(new("m", Channel.Sms, ["patient_name", "link"], "short", TellsHowToAcknowledge: true)), null);
        Finds("C13", Severity.Error, Message(new("m", Channel.Email, ["birth_date"], "short", TellsHowToAcknowledge: false)), null);
        Finds("C13", Severity.Error, Message(new("m", Channel.Voice, ["complaint"], "short", TellsHowToAcknowledge: true)), null);
    }

    [Fact]
    public void C27_messages_that_do_not_work()
    {
        Finds("C27", Severity.Error, Message(new("m", Channel.Sms, [], "A page is waiting.", TellsHowToAcknowledge: false)), null);
        Finds("C27", Severity.Error, Message(new("m", Channel.Sms, [], new string('x', 161), TellsHowToAcknowledge: true)), null);
        Finds("C27", Severity.Error, Message(new("m", Channel.Sms, [], new string('—', 71), TellsHowToAcknowledge: true)), null);
        Finds("C27", Severity.Error, Message(new("m", Channel.Voice, [], string.Join(' ', Enumerable.Repeat("word", 80)), TellsHowToAcknowledge: true)), null);
    }

    [Fact]
    public void C28_future_hours_that_change_hands()
    {
        foreach (var (old, now) in new[]
        {
            ("members: [np-kim, dr-okafor, dr-marsh]", "members: [dr-okafor, np-kim, dr-marsh]"),
            ("from: \"17:00\", to: \"08:00\"", "from: \"17:00\", to: \"07:30\""),
            ("remove: [columbus-day, veterans-day]", "remove: [columbus-day]"),
        })
            Finds("C28", Severity.Warning, Sound with { Published = Practices.Parse(Practices.Text("lakeside").With(old, now)) }, "- id: clinician-call");
    }
}
