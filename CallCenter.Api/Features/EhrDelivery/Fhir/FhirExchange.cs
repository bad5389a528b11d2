using System.Net.Http.Headers;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>
/// What really came over the wire for one request. The client library hides half of it (Retry-After, content type, a 201 without
/// body) and puts the rest into exception texts that must not be read by anyone; success is judged from here.
/// </summary>
internal sealed class FhirExchange
{
    public bool Sent { get; set; }
    public int? Status { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }
    public TimeSpan? RetryAfter { get; set; }

    public bool IsFhir => ContentType is null || ContentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The id in <c>…/DocumentReference/{id}/_history/1</c>, absolute or relative.</summary>
    public string? IdFromLocation(string type)
    {
        var parts = Location?.Split('?')[0].Split('/') ?? [];
        var at = Array.LastIndexOf(parts, type);
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 ? parts[at + 1] : null;
    }
}

/// <summary>Notes each request's answer for whoever started it.</summary>
internal sealed class FhirExchangeRecorder(TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly AsyncLocal<FhirExchange?> Current = new();

    public static FhirExchange Start() => Current.Value = new FhirExchange();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = Current.Value;
        if (exchange is not null) exchange.Sent = true;
        var response = await base.SendAsync(request, cancellationToken);
        if (exchange is null) return response;
        exchange.Status = (int)response.StatusCode;
        exchange.ContentType = response.Content.Headers.ContentType?.MediaType;
        exchange.Location = response.Headers.Location?.OriginalString;
        exchange.RetryAfter = Wait(response.Headers.RetryAfter);
        return response;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}
