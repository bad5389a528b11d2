using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallCenter.Api.Features.EhrDelivery.Contracts;

namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>A document with everything that is written on it, frozen when it was queued: a chart that changes later does not change what was signed.</summary>
public sealed record RenderedDocument(NoteDocument Note, string PracticeName, string TimeZone, ChartIdentity? Patient)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static RenderedDocument FromJson(string json) =>
        JsonSerializer.Deserialize<RenderedDocument>(json, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("A delivery without a document.");

    public static string Hash(string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
}

/// <summary>Who the document is about, as the practice knows her.</summary>
public sealed record ChartIdentity(Guid PatientId, string Mrn, string GivenName, string FamilyName, DateOnly BirthDate, string Sex);
