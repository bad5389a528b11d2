using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>An outside world in which everything is as it should be.</summary>
internal static class Outside
{
    public static RegistrySnapshot Sound(EscalationFile file) => new()
    {
        Destinations = file.Contacts.SelectMany(c => c.Destinations)
            .ToDictionary(d => d.Id, d => new DestinationStanding(d.Channel == Channel.Sms ? "second carrier" : "first carrier")),
        People = file.Contacts.ToDictionary(c => c.Id, _ => new PersonStanding()),
        ApprovedHash = file.Hash,
        Emitted = [.. DispositionCodes.All.SelectMany(d => Enum.GetValues<Urgency>().Select(u => new TriageCase(d, u)))],
        Messages =
        [
            new("page-sms", Channel.Sms, ["practice", "link"], "Lakeside nurse line: a clinician is needed. Open https://calls.example/a/0123456789abcdef and press the button.", TellsHowToAcknowledge: true),
            new("page-voice", Channel.Voice, ["practice"], "This is the nurse line with a page for the clinician on call. Please enter your PIN.", TellsHowToAcknowledge: true),
            new("page-voice-detail", Channel.Voice, ["patient_name", "complaint"], "Press 1 to take responsibility.", TellsHowToAcknowledge: true) { AfterPin = true },
        ],
        Published = file,
        Imports = [],
    };
}
