namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>Why a delivery waits, in one sentence a person can act on. Codes are stable; texts carry no personal data.</summary>
public sealed record DeliveryReason(string Code, string Text)
{
    public static readonly DeliveryReason ChartNotFound = new("chart-not-found", "Chart not found: the practice's record does not know this patient's record number. Register or correct it there, then send again.");
    public static readonly DeliveryReason TwoCharts = new("two-charts", "Two charts carry this patient's record number. Ask the practice to merge them, then send again.");
    public static readonly DeliveryReason PatientMismatch = new("patient-mismatch", "The chart with this record number has another name or birth date. Check the number with the practice before sending again.");
    public static readonly DeliveryReason CallerNotIdentified = new("caller-not-identified", "The caller was never matched to a patient: choose the chart in the practice's record by hand.");
    public static readonly DeliveryReason FiledTwice = new("filed-twice", "The practice's record holds this document more than once. Ask the practice to void one copy.");
    public static readonly DeliveryReason FiledDifferently = new("filed-differently", "The practice's record holds another document under our identifier. Compare the two before anything is sent again.");
    public static readonly DeliveryReason NotAllowed = new("not-allowed", "The practice's record does not let this connection write here. Its administrator must grant the right, then send again.");
    public static readonly DeliveryReason Refused = new("refused", "The practice's record refused the document as not valid. Tell support the delivery's number.");
    public static readonly DeliveryReason WrongAddress = new("wrong-address", "There is no FHIR service at the practice's address. Check the connection's settings, then send again.");
    public static readonly DeliveryReason NoConnection = new("no-connection", "The practice's record cannot be reached. It is tried again by itself.");
    public static readonly DeliveryReason Busy = new("busy", "The practice's record asked to wait. It is tried again by itself.");
    public static readonly DeliveryReason NoAnswer = new("no-answer", "No usable answer: it may or may not be in the chart. It is looked for before it is sent again.");
    public static readonly DeliveryReason NoAnswerForLong = new("no-answer-for-long", "For a day the practice's record has given no usable answer. Look whether the document is in the chart, then send again.");
    public static readonly DeliveryReason WaitsForEncounter = new("waits-for-encounter", "Waiting until its encounter is in the practice's record.");
    public static readonly DeliveryReason EncounterStopped = new("encounter-stopped", "Its encounter could not be filed; this note is sent by itself once the encounter is.");
    public static readonly DeliveryReason FileNotWritten = new("file-not-written", "The file could not be written. It is tried again by itself.");
    public static readonly DeliveryReason NoSuchConnection = new("no-such-connection", "The practice's connection was removed after this was queued. Set it up again, then send again.");
}
