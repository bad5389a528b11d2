namespace CallCenter.Agent.EhrDelivery;

public static class DeliveryWords
{
    public static string State(string state) => state switch
    {
        "queued" => "Waiting to be sent",
        "sending" => "Being sent",
        "acknowledged" => "✓ In the practice’s record",
        "confirmed" => "✓ Confirmed by reading it back",
        "unknown" => "? Sent, no answer: being checked",
        "failed" => "✕ Refused",
        "needs-person" => "! Needs a person",
        "voided" => "Voided",
        _ => state,
    };

    public static string Route(string route) => route switch
    {
        "fhir" => "FHIR",
        "file" or "files" => "file",
        "hl7" => "HL7",
        _ => route,
    };

    public static string Kind(string kind) => kind switch
    {
        "note" => "Note",
        "escalation-note" => "Escalation note",
        "encounter" => "Encounter",
        "copy" => "Copy for information",
        _ => kind,
    };
}
