namespace CallCenter.Api.Features.EhrDelivery;

/// <summary>Section <c>Ehr</c>. (<c>Ehr__FhirBaseUrl</c> belongs to the demo practice's own settings.)</summary>
public sealed class EhrOptions
{
    public const string Section = "Ehr";

    /// <summary>Where practices without an endpoint find their files; relative to the content root.</summary>
    public string OutboxPath { get; init; } = "outbox";

    /// <summary>Practices whose record may be given patients it does not know. Nobody, unless set: a person is asked.</summary>
    public IReadOnlyList<string>? CreatePatients { get; set; }
}
