using Hl7.Fhir.Model;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>Whether what the record holds is what we sent: same patient, same identifier, same text.</summary>
internal static class FhirMatches
{
    public static IReadOnlyList<T> Of<T>(Bundle bundle) where T : Resource =>
        [.. bundle.Entry.Select(e => e.Resource).OfType<T>()];

    public static bool Same(Resource sent, Resource there) => (sent, there) switch
    {
        (DocumentReference mine, DocumentReference theirs) =>
            SameReference(mine.Subject, theirs.Subject) && SameIdentifier(mine.Identifier, theirs.Identifier) && SameText(mine, theirs),
        (Encounter mine, Encounter theirs) =>
            SameReference(mine.Subject, theirs.Subject) && SameIdentifier(mine.Identifier, theirs.Identifier),
        _ => false,
    };

    private static bool SameReference(ResourceReference? mine, ResourceReference? theirs) =>
        mine?.Reference is { } reference && theirs?.Reference is { } other && (other == reference || other.EndsWith("/" + reference, StringComparison.Ordinal));

    private static bool SameIdentifier(List<Identifier> mine, List<Identifier> theirs) =>
        theirs.Any(t => t.System == mine[0].System && t.Value == mine[0].Value);

    /// <summary>A record may keep the text elsewhere and answer with a link; the hash it gives for it is as good.</summary>
    private static bool SameText(DocumentReference mine, DocumentReference theirs)
    {
        var sent = mine.Content[0].Attachment;
        var kept = theirs.Content.FirstOrDefault()?.Attachment;
        return kept?.Data is { } data ? data.AsSpan().SequenceEqual(sent.Data) : kept?.Hash is null || kept.Hash.AsSpan().SequenceEqual(sent.Hash);
    }
}
