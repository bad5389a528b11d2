using System.Security.Cryptography;
using System.Text;
using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;
using NodaTime;
using Duration = Hl7.Fhir.Model.Duration;
using Instant = NodaTime.Instant;
using Period = Hl7.Fhir.Model.Period;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>Our documents in the words of FHIR R4 and US Core.</summary>
internal static class FhirDocuments
{
    public const string Loinc = "http://loinc.org";
    public const string Snomed = "http://snomed.info/sct";
    public const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    public const string NoteCategory = "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category";
    private const string Participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private const string Author = "author";

    public static Encounter Encounter(Shipment shipment, string patientId)
    {
        var document = shipment.Document;
        return new Encounter
        {
            Identifier = [Identifier(shipment)],
            Status = Hl7.Fhir.Model.Encounter.EncounterStatus.Finished,
            Class = new Coding(ActCode, "VR", "virtual"),
            Type = [new CodeableConcept(Snomed, "185317003", "Telephone encounter", "Telephone encounter")],
            Subject = new ResourceReference($"Patient/{patientId}"),
            Period = Period(document),
            Length = Minutes(document.Note.PeriodEnd - document.Note.PeriodStart),
            Participant = [new Encounter.ParticipantComponent
            {
                Type = [new CodeableConcept(Participation, "PPRF", "primary performer")],
                Individual = new ResourceReference { Display = Signed(document) },
            }],
            ServiceProvider = new ResourceReference { Display = document.PracticeName },
        };
    }

    public static DocumentReference Note(Shipment shipment, string patientId, string encounterId)
    {
        var document = shipment.Document;
        return new DocumentReference
        {
            Contained = [Nurse(document)],
            Identifier = [Identifier(shipment)],
            Status = DocumentReferenceStatus.Current,
            DocStatus = CompositionStatus.Final,
            Type = new CodeableConcept(Loinc, "34748-4", "Telephone encounter Note", document.Note.Title),
            Category = [new CodeableConcept(NoteCategory, "clinical-note", "Clinical Note", null)],
            Subject = new ResourceReference($"Patient/{patientId}"),
            Date = document.Note.SignedAt,
            Author = [new ResourceReference($"#{Author}")],
            Content = [new DocumentReference.ContentComponent { Attachment = Text(document) }],
            Context = new DocumentReference.ContextComponent
            {
                Encounter = [new ResourceReference($"Encounter/{encounterId}")],
                Period = Period(document),
            },
        };
    }

    public static Patient Patient(ChartIdentity patient, string mrnSystem) => new()
    {
        Identifier = [new Identifier(mrnSystem, patient.Mrn) { Type = new CodeableConcept("http://terminology.hl7.org/CodeSystem/v2-0203", "MR") }],
        Active = true,
        Name = [new HumanName { Use = HumanName.NameUse.Official, Family = patient.FamilyName, Given = [patient.GivenName] }],
        BirthDate = patient.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Gender = patient.Sex switch
        {
            "f" => AdministrativeGender.Female,
            "m" => AdministrativeGender.Male,
            _ => AdministrativeGender.Other,
        },
    };

    /// <summary>FHIR's attachment hash is SHA-1 over the data, whatever one thinks of SHA-1: it says "the same", not "unforged".</summary>
#pragma warning disable CA5350
    public static byte[] Hash(byte[] data) => SHA1.HashData(data);
#pragma warning restore CA5350

    public static byte[] Bytes(RenderedDocument document) => Encoding.UTF8.GetBytes(document.Note.Text);

    private static Identifier Identifier(Shipment shipment) => new(shipment.Connection!.DocumentSystem, shipment.BusinessKey);

    private static Attachment Text(RenderedDocument document)
    {
        var data = Bytes(document);
        return new Attachment
        {
            ContentType = "text/plain; charset=utf-8",
            Language = "en-US",
            Data = data,
            SizeUnsignedInt = data.Length,
            Hash = Hash(data),
            Title = document.Note.Title,
            CreationElement = Local(document.Note.SignedAt, document),
        };
    }

    private static Practitioner Nurse(RenderedDocument document) => new()
    {
        Id = Author,
        Name = [new HumanName { Text = document.Note.AuthorName, Suffix = [document.Note.AuthorCredential] }],
    };

    private static Period Period(RenderedDocument document) => new()
    {
        StartElement = Local(document.Note.PeriodStart, document),
        EndElement = Local(document.Note.PeriodEnd, document),
    };

    /// <summary>With the practice's offset of that day: a bare UTC instant reads as the wrong day in many charts.</summary>
    private static FhirDateTime Local(DateTimeOffset instant, RenderedDocument document) =>
        new(Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[document.TimeZone]).ToDateTimeOffset());

    private static Duration Minutes(TimeSpan length) => new()
    {
        Value = Math.Round((decimal)length.TotalMinutes, 1), Unit = "min", System = "http://unitsofmeasure.org", Code = "min",
    };

    private static string Signed(RenderedDocument document) => $"{document.Note.AuthorName}, {document.Note.AuthorCredential}";
}
