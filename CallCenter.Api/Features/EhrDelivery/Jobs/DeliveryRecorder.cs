using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Features.EhrDelivery.Jobs;

/// <param name="Attempt">Null when a document that is already filed is only to be confirmed.</param>
/// <param name="Shipment">Null when the practice has no connection any more.</param>
internal sealed record Begun(Guid DeliveryId, DeliveryRoute Route, int Number, Guid? Attempt, DateTimeOffset RoundStartedAt, Shipment? Shipment);

/// <summary>Writes down that an attempt begins and what came of it: state, receipt, and what follows for those that waited.</summary>
internal sealed class DeliveryRecorder(IPractices practices, DeliveryDispatch dispatch, DeliveryNews news, TimeProvider clock, IOptions<EhrOptions> options)
{
    private const int LongestConfirming = 6;

    /// <summary>Null: nothing to do (filed and confirmed, stopped, or an order of an older round).</summary>
    public async Task<Begun?> BeginAsync(UnitOfWork work, DeliveryDispatch.Order order, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var delivery = await work.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == order.DeliveryId, cancel);
        if (delivery is null || delivery.Round != order.Round || delivery.State is DeliveryState.Confirmed or DeliveryState.NeedsPerson or DeliveryState.Voided) return null;
        var look = mayHaveBeenSent || delivery.MayHaveArrived;
        Guid? attempt = null;
        if (!delivery.IsFiled)
        {
            await CloseCutOffAsync(work, delivery, cancel);
            delivery.Begin();
            attempt = AddAttempt(work, delivery);
            await news.TellAsync(work, delivery, cancel);
        }

        return new Begun(delivery.Id, delivery.Route, delivery.Attempts, attempt, delivery.RoundStartedAt, await ShipmentAsync(work, delivery, look, cancel));
    }

    public OutboxOutcome Outcome(Begun begun, ShipmentResult result, int tries)
    {
        var after = result.After ?? RetryLadder.After(begun.Number, begun.DeliveryId);
        if (result.Verdict is ShipmentVerdict.NotSent or ShipmentVerdict.LostAnswer && clock.GetUtcNow() + after - begun.RoundStartedAt > RetryLadder.Longest)
            result = begun.Attempt is null ? result : result with { Verdict = ShipmentVerdict.NeedsPerson, Reason = DeliveryReason.NoAnswerForLong };
        return new OutboxOutcome(Verdict(begun, result, tries), result.Reason?.Code, after, (work, cancel) => ApplyAsync(work, begun, result, after, cancel));
    }

    /// <summary>Acknowledged is filed already; it is only asked for a while whether it can be read back.</summary>
    private static OutboxVerdict Verdict(Begun begun, ShipmentResult result, int tries) => result.Verdict switch
    {
        ShipmentVerdict.Confirmed => OutboxVerdict.Sent,
        ShipmentVerdict.Acknowledged => tries - begun.Number < LongestConfirming ? OutboxVerdict.Retry : OutboxVerdict.Sent,
        ShipmentVerdict.NeedsPerson => OutboxVerdict.Dead,
        ShipmentVerdict.LostAnswer => OutboxVerdict.Unknown,
        ShipmentVerdict.NotSent => OutboxVerdict.Retry,
    };

    private async Task ApplyAsync(UnitOfWork work, Begun begun, ShipmentResult result, TimeSpan after, CancellationToken cancel)
    {
        var delivery = await work.Set<Delivery>().FirstAsync(d => d.Id == begun.DeliveryId, cancel);
        // Another attempt has taken over meanwhile (the lease ran out): its answer counts, this one is only kept as a receipt.
        var mine = delivery.Attempts == begun.Number;
        if (mine) await MoveAsync(work, delivery, result, work.Now + after, cancel);
        if (begun.Attempt is { } id && await work.Set<DeliveryAttempt>().FirstOrDefaultAsync(a => a.Id == id, cancel) is { } attempt)
            (attempt.EndedAt, attempt.Outcome, attempt.Code, attempt.Status) = (work.Now, mine ? delivery.State : null, result.Reason?.Code, result.Status);
        await news.TellAsync(work, delivery, cancel);
    }

    private async Task MoveAsync(UnitOfWork work, Delivery delivery, ShipmentResult result, DateTimeOffset next, CancellationToken cancel)
    {
        switch (result)
        {
            case { Verdict: ShipmentVerdict.Acknowledged or ShipmentVerdict.Confirmed, EhrId: { } id, Proof: { } proof }:
                if (!delivery.IsFiled)
                {
                    delivery.Acknowledge(id, proof, work.Now);
                    await dispatch.ReleaseAsync(work, delivery, cancel);
                }
                if (result.Verdict is ShipmentVerdict.Confirmed) delivery.Confirm();
                break;
            case { Verdict: ShipmentVerdict.NeedsPerson, Reason: { } reason } when !delivery.IsFiled:
                delivery.NeedPerson(reason);
                await dispatch.StopAsync(work, delivery, cancel);
                break;
            case { Verdict: ShipmentVerdict.LostAnswer, Reason: { } reason } when !delivery.IsFiled:
                delivery.LoseAnswer(reason, next);
                break;
            case { Verdict: ShipmentVerdict.NotSent, Reason: { } reason } when !delivery.IsFiled:
                delivery.Fail(reason, next);
                break;
        }
    }

    private async Task<Shipment?> ShipmentAsync(UnitOfWork work, Delivery delivery, bool look, CancellationToken cancel)
    {
        var connection = delivery.Route is DeliveryRoute.Fhir ? await ConnectionAsync(work, delivery.PracticeId, cancel) : null;
        if (delivery.Route is DeliveryRoute.Fhir && connection is null) return null;
        var encounter = delivery.DependsOn is { } id ? await work.Set<Delivery>().Where(d => d.Id == id).Select(d => d.EhrId).FirstOrDefaultAsync(cancel) : null;
        return new Shipment(delivery.Id, delivery.PracticeId, delivery.Kind, delivery.BusinessKey + $":{delivery.DocumentVersion}",
            RenderedDocument.FromJson(delivery.Payload), connection, look, encounter, delivery.IsFiled ? delivery.EhrId : null);
    }

    private async Task<EhrConnection?> ConnectionAsync(UnitOfWork work, string practiceId, CancellationToken cancel) =>
        (await practices.GetAsync(work.Db, practiceId, cancel))?.Ehr is { FhirBaseUrl: { } url } ehr
            ? new EhrConnection(new Uri(url.TrimEnd('/') + "/"), ehr.MrnSystem, ehr.DocumentSystem, options.Value.CreatePatients?.Contains(practiceId) is true)
            : null;

    private static async Task CloseCutOffAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel)
    {
        var open = await work.Set<DeliveryAttempt>().Where(a => a.DeliveryId == delivery.Id && a.EndedAt == null).ToListAsync(cancel);
        foreach (var attempt in open) (attempt.EndedAt, attempt.Outcome, attempt.Code) = (work.Now, DeliveryState.Unknown, "cut-off");
    }

    private static Guid AddAttempt(UnitOfWork work, Delivery delivery)
    {
        var attempt = new DeliveryAttempt
        {
            Id = Guid.CreateVersion7(work.Now), DeliveryId = delivery.Id, PracticeId = delivery.PracticeId, Number = delivery.Attempts, StartedAt = work.Now,
        };
        work.Set<DeliveryAttempt>().Add(attempt);
        return attempt.Id;
    }
}
