using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery.Jobs;

/// <summary>
/// One attempt: begun in a transaction (so that a crash leaves "sending", which means "may have arrived"), carried without the
/// database, recorded in the outbox's own transaction.
/// </summary>
internal sealed class DeliverySender(
    CommandWriter writer, DeliveryRecorder recorder, IEnumerable<IDeliveryRoute> routes, ILogger<DeliverySender> log) : IOutboxHandler
{
    private readonly Dictionary<DeliveryRoute, IDeliveryRoute> _routes = routes.ToDictionary(r => r.Route);

    public string Kind => DeliveryDispatch.Kind;

    public OutboxAddressee Addressee => OutboxAddressee.Record;

    /// <summary>Longer than all requests of one attempt together may take.</summary>
    public TimeSpan Lease => TimeSpan.FromSeconds(90);

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var order = JsonSerializer.Deserialize<DeliveryDispatch.Order>(message.Payload, JsonSerializerOptions.Web)!;
        var begun = await writer.RunAsync(PracticeScope.Everything(ScopeBypass.Schedule), (work, c) => recorder.BeginAsync(work, order, mayHaveBeenSent, c), cancel);
        if (begun is null) return OutboxOutcome.Sent();
        var result = begun.Shipment is { } shipment ? await CarryAsync(begun.Route, shipment, cancel) : ShipmentResult.NeedsPerson(DeliveryReason.NoSuchConnection);
        return recorder.Outcome(begun, result, message.Attempts);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong on the way, the answer is unknown and the text of the exception may quote the document.")]
    private async Task<ShipmentResult> CarryAsync(DeliveryRoute route, Shipment shipment, CancellationToken cancel)
    {
        try
        {
            return await _routes[route].CarryAsync(shipment, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Delivery {DeliveryId} was cut off: {Failure}", shipment.DeliveryId, Codes.Of(failure));
            return ShipmentResult.LostAnswer(DeliveryReason.NoAnswer);
        }
    }
}
