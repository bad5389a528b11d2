using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <summary>Files a document in a FHIR R4 record: find the chart, look whether it is there already, create it, read it back.</summary>
internal sealed class FhirRoute(FhirHttp http, FhirCharts charts, FhirFeatures features, TimeProvider clock) : IDeliveryRoute
{
    public DeliveryRoute Route => DeliveryRoute.Fhir;

    public async Task<ShipmentResult> CarryAsync(Shipment shipment, CancellationToken cancel)
    {
        if (shipment.Connection is not { } connection) return ShipmentResult.NeedsPerson(DeliveryReason.NoSuchConnection);
        var record = new FhirRecord(http, connection, cancel);
        var chart = await charts.FindAsync(record, shipment);
        if (chart.Result is { } stop) return stop;
        return shipment.Kind is DeliveryKind.Encounter
            ? await FileAsync(record, shipment, FhirDocuments.Encounter(shipment, chart.PatientId!), chart.PatientId!)
            : shipment.EncounterId is { } encounter
                ? await FileAsync(record, shipment, FhirDocuments.Note(shipment, chart.PatientId!, encounter), chart.PatientId!)
                : ShipmentResult.NotSent(DeliveryReason.WaitsForEncounter);
    }

    private async Task<ShipmentResult> FileAsync<T>(FhirRecord record, Shipment shipment, T resource, string patientId) where T : Resource, new()
    {
        if (shipment.FiledAs is { } filed) return await ReadBackAsync(record, shipment, resource, filed, null);
        if (shipment.LookFirst && await LookAsync(record, shipment, resource, patientId) is { } found) return found;
        var conditional = await features.ConditionalCreateAsync<T>(record, shipment.Connection!);
        var reply = conditional
            ? await record.CreateIfAbsentAsync(resource, shipment.Connection!.DocumentSystem, shipment.BusinessKey)
            : await record.CreateAsync(resource);
        // Status and Location are the proof; an empty body is none of our business, a page of HTML is no record's answer.
        if (reply.Exchange is { Status: 200 or 201, IsFhir: true } && reply.Exchange.IdFromLocation(typeof(T).Name) is { } id)
            return await ReadBackAsync(record, shipment, resource, id, reply.Exchange.Status);
        return FhirAnswer.OfCreate(reply.Exchange, reply.Failure, clock);
    }

    /// <summary>Null: it is certainly not there.</summary>
    private async Task<ShipmentResult?> LookAsync<T>(FhirRecord record, Shipment shipment, T resource, string patientId) where T : Resource, new()
    {
        var found = await record.FindAsync<T>(shipment.Connection!.DocumentSystem, shipment.BusinessKey);
        if (!found.IsRead) return FhirAnswer.OfRead(found.Exchange, mayHaveArrived: true, clock);
        var hits = FhirMatches.Of<T>(found.Value);
        return hits.Count switch
        {
            0 => null,
            1 => FhirMatches.Same(resource, hits[0]) ? Confirmed(hits[0], found.Exchange.Status) : ShipmentResult.NeedsPerson(DeliveryReason.FiledDifferently),
            _ => ShipmentResult.NeedsPerson(DeliveryReason.FiledTwice),
        };
    }

    private static async Task<ShipmentResult> ReadBackAsync<T>(FhirRecord record, Shipment shipment, T resource, string id, int? status) where T : Resource, new()
    {
        var back = await record.ReadAsync<T>(id);
        if (!back.IsRead) return ShipmentResult.Acknowledged(id, Proof<T>(id, null), status);
        return FhirMatches.Same(resource, back.Value) ? Confirmed(back.Value, status ?? back.Exchange.Status) : ShipmentResult.NeedsPerson(DeliveryReason.FiledDifferently, status);
    }

    private static ShipmentResult Confirmed<T>(T there, int? status) where T : Resource =>
        ShipmentResult.Confirmed(Id(there), Proof<T>(Id(there), there.Meta?.VersionId), status);

    private static string Id(Resource there) => there.Id ?? throw new InvalidOperationException("A record answered with a resource that has no id.");

    private static string Proof<T>(string id, string? version) => version is null ? $"{typeof(T).Name}/{id}" : $"{typeof(T).Name}/{id} version {version}";
}
