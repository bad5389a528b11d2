using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>The outcome of one request: what the library read of the answer, and what the answer was.</summary>
internal sealed record FhirReply<T>(T? Value, FhirExchange Exchange, Exception? Failure)
{
    /// <summary>A FHIR answer was read. (A create may succeed without one.)</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsRead => Value is not null && Failure is null && Exchange is { Status: >= 200 and < 300, IsFhir: true };
}

/// <summary>One practice's record. Each request gets a client of its own (the library's is not made to be shared) over the one HTTP client.</summary>
internal sealed class FhirRecord(FhirHttp http, EhrConnection connection, CancellationToken cancel)
{
    private static readonly FhirClientSettings Settings = new()
    {
        PreferredFormat = ResourceFormat.Json, ReturnPreference = ReturnPreference.Minimal, VerifyFhirVersion = false, UseFormatParameter = false,
    };

    public Task<FhirReply<Bundle>> FindAsync<T>(string system, string value) where T : Resource, new() =>
        AskAsync(client => client.SearchAsync<T>(new SearchParams().Where($"identifier={system}|{value}"), cancel));

    public Task<FhirReply<T>> ReadAsync<T>(string id) where T : Resource, new() => AskAsync(client => client.ReadAsync<T>($"{typeof(T).Name}/{id}", ct: cancel));

    public Task<FhirReply<CapabilityStatement>> CapabilitiesAsync() => AskAsync(client => client.CapabilityStatementAsync(ct: cancel));

    public Task<FhirReply<T>> CreateAsync<T>(T resource) where T : Resource => AskAsync(client => client.CreateAsync(resource, cancel));

    /// <summary>Creates unless something with this identifier is there.</summary>
    public Task<FhirReply<T>> CreateIfAbsentAsync<T>(T resource, string system, string value) where T : Resource =>
        AskAsync(client => client.ConditionalCreateAsync(resource, new SearchParams().Where($"identifier={system}|{value}"), cancel));

    [SuppressMessage("Design", "CA1031", Justification = "The library throws for every answer it does not like; the exchange tells what came, and the text may quote the document.")]
    private async Task<FhirReply<T>> AskAsync<T>(Func<FhirClient, Task<T?>> request) where T : Resource
    {
        var exchange = FhirExchangeRecorder.Start();
        using var client = new FhirClient(connection.BaseUrl, http.Client, Settings);
        try
        {
            return new FhirReply<T>(await request(client), exchange, null);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return new FhirReply<T>(null, exchange, failure);
        }
    }
}
