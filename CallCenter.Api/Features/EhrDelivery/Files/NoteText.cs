using System.Globalization;
using System.Text;
using CallCenter.Api.Features.EhrDelivery.Domain;
using NodaTime;

namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>The note as a page of text: whose it is, who signed it, and the signed words unchanged.</summary>
internal static class NoteText
{
    private const string Rule = "----------------------------------------------------------------";

    public static string Write(Shipment shipment) =>
        string.Join('\n', [.. Head(shipment), Rule, shipment.Document.Note.Text, Rule, $"Document {shipment.BusinessKey}", ""]);

    public static IReadOnlyList<string> Head(Shipment shipment)
    {
        var (note, patient) = (shipment.Document.Note, shipment.Document.Patient);
        return
        [
            note.Title,
            shipment.Document.PracticeName,
            patient is null ? "Patient: caller not identified" : string.Create(CultureInfo.InvariantCulture,
                $"Patient: {patient.FamilyName}, {patient.GivenName}   Born: {patient.BirthDate:yyyy-MM-dd}   Record number: {patient.Mrn}"),
            $"Call: {Local(note.PeriodStart, shipment)} to {Local(note.PeriodEnd, shipment)}",
            $"Signed: {Local(note.SignedAt, shipment)} by {note.AuthorName}, {note.AuthorCredential}",
        ];
    }

    private static string Local(DateTimeOffset instant, Shipment shipment) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[shipment.Document.TimeZone])
            .ToString("yyyy-MM-dd HH:mm:ss o<g>", CultureInfo.InvariantCulture);
}
