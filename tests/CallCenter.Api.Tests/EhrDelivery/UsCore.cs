using System.Security.Cryptography;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace CallCenter.Api.Tests.EhrDelivery;

/// <summary>What US Core asks of an encounter and a clinical note, beyond what the library's own validation knows.</summary>
internal static class UsCore
{
    public static void AssertEncounter(Encounter encounter)
    {
        AssertValid(encounter);
        Assert.Equal(Encounter.EncounterStatus.Finished, encounter.Status);
        Assert.Equal(("http://terminology.hl7.org/CodeSystem/v3-ActCode", "VR"), (encounter.Class.System, encounter.Class.Code));
        Assert.Contains(encounter.Type[0].Coding, c => c is { System: "http://snomed.info/sct", Code: "185317003" });
        AssertIdentified(encounter.Identifier);
        Assert.StartsWith("Patient/", encounter.Subject!.Reference, StringComparison.Ordinal);
        AssertPeriod(encounter.Period!);
        Assert.Equal(("http://unitsofmeasure.org", "min"), (encounter.Length!.System, encounter.Length.Code));
    }

    public static void AssertNote(DocumentReference note, string text)
    {
        AssertValid(note);
        AssertIdentified(note.Identifier);
        Assert.Equal(DocumentReferenceStatus.Current, note.Status);
        Assert.Equal(CompositionStatus.Final, note.DocStatus);
        Assert.Contains(note.Type!.Coding, c => c is { System: "http://loinc.org", Code: "34748-4" });
        Assert.Contains(note.Category.SelectMany(c => c.Coding),
            c => c is { System: "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", Code: "clinical-note" });
        Assert.StartsWith("Patient/", note.Subject!.Reference, StringComparison.Ordinal);
        Assert.NotNull(note.Date);
        Assert.Equal(note.Contained.OfType<Practitioner>().Single().Id, note.Author.Single().Reference!.TrimStart('#'));
        Assert.StartsWith("Encounter/", Assert.Single(note.Context!.Encounter).Reference, StringComparison.Ordinal);
        AssertPeriod(note.Context.Period!);
        var attachment = Assert.Single(note.Content).Attachment;
        Assert.Equal("text/plain; charset=utf-8", attachment.ContentType);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(attachment.Data!));
        Assert.Equal(attachment.Data!.Length, attachment.SizeUnsignedInt);
#pragma warning disable CA5350
        Assert.Equal(SHA1.HashData(attachment.Data!), attachment.Hash);
#pragma warning restore CA5350
    }

    private static void AssertValid(Resource resource)
    {
        Assert.Empty(resource.Validate(ModelInfo.ModelInspector));
    }

    private static void AssertIdentified(List<Identifier> identifiers)
    {
        var identifier = Assert.Single(identifiers);
        Assert.False(string.IsNullOrEmpty(identifier.System));
        Assert.False(string.IsNullOrEmpty(identifier.Value));
    }

    private static void AssertPeriod(Period period)
    {
        Assert.Matches("[+-][0-9]{2}:[0-9]{2}$", period.Start);
        Assert.Matches("[+-][0-9]{2}:[0-9]{2}$", period.End);
        Assert.True(DateTimeOffset.Parse(period.Start!) <= DateTimeOffset.Parse(period.End!));
    }
}
