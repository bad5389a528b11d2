using CallCenter.Api.Features.EhrDelivery.Domain;
using Hl7.Fhir.Model;

namespace CallCenter.Api.Features.EhrDelivery.Fhir;

/// <param name="Result">Set when the way ends here.</param>
internal sealed record Chart(string? PatientId, ShipmentResult? Result);

/// <summary>Finds the patient's chart by the practice's record number, and by nothing else: a note in a stranger's chart is worse than a late one.</summary>
internal sealed class FhirCharts(TimeProvider clock)
{
    public async Task<Chart> FindAsync(FhirRecord record, Shipment shipment)
    {
        if (shipment.Document.Patient is not { } patient) return Stop(ShipmentResult.NeedsPerson(DeliveryReason.CallerNotIdentified));
        var connection = shipment.Connection!;
        var found = await record.FindAsync<Patient>(connection.MrnSystem, patient.Mrn);
        if (!found.IsRead) return Stop(FhirAnswer.OfRead(found.Exchange, shipment.LookFirst, clock));
        var charts = FhirMatches.Of<Patient>(found.Value).Where(p => p.Active != false).ToList();
        return charts.Count switch
        {
            0 when connection.CreatePatients => await RegisterAsync(record, connection, patient),
            0 => Stop(ShipmentResult.NeedsPerson(DeliveryReason.ChartNotFound)),
            1 when IsSame(charts[0], patient) => new Chart(charts[0].Id, null),
            1 => Stop(ShipmentResult.NeedsPerson(DeliveryReason.PatientMismatch)),
            _ => Stop(ShipmentResult.NeedsPerson(DeliveryReason.TwoCharts)),
        };
    }

    /// <summary>Demonstrations only. Conditional always: two documents of one patient may come here at once.</summary>
    private async Task<Chart> RegisterAsync(FhirRecord record, EhrConnection connection, ChartIdentity patient)
    {
        var reply = await record.CreateIfAbsentAsync(FhirDocuments.Patient(patient, connection.MrnSystem), connection.MrnSystem, patient.Mrn);
        return reply.Exchange is { Status: 200 or 201, IsFhir: true } && reply.Exchange.IdFromLocation(nameof(Patient)) is { } id
            ? new Chart(id, null)
            : Stop(FhirAnswer.OfRead(reply.Exchange, mayHaveArrived: false, clock));
    }

    private static bool IsSame(Patient chart, ChartIdentity patient) =>
        DateOnly.TryParseExact(chart.BirthDate, "yyyy-MM-dd", out var born) && born == patient.BirthDate
        && chart.Name.Any(n => string.Equals(n.Family?.Trim(), patient.FamilyName.Trim(), StringComparison.OrdinalIgnoreCase));

    private static Chart Stop(ShipmentResult result) => new(null, result);
}
