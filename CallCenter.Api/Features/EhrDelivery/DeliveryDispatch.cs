using System.Text.Json;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.EhrDelivery;

/// <summary>Puts deliveries on their way, and lets those that waited for one go when it has arrived.</summary>
internal sealed class DeliveryDispatch(DeliveryNews news)
{
    public const string Kind = "ehr.deliver";

    /// <summary>What the outbox carries: which delivery, and which round of it (an older round's message is void).</summary>
    internal sealed record Order(Guid DeliveryId, int Round);

    /// <summary>One patient's documents go one after the other; an escalation has a lane of its own and waits for none of them.</summary>
    public async Task SendAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel, bool urgent = false)
    {
        var lane = urgent || delivery.Kind is DeliveryKind.EscalationNote ? "ehr-escalation" : "ehr";
        delivery.Hasten(work.Now);
        await work.EnqueueAsync(OutboxMessage.New(
            Kind, Key(delivery), JsonSerializer.Serialize(new Order(delivery.Id, delivery.Round), JsonSerializerOptions.Web), work.Now,
            $"{lane}/{delivery.PracticeId}/{delivery.PatientId:N}"), cancel);
        await news.TellAsync(work, delivery, cancel);
    }

    /// <summary>A person says: again, now.</summary>
    public async Task SendAgainAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel)
    {
        if (await EncounterOfAsync(work, delivery, cancel) is { IsFiled: false } encounter)
        {
            await SendAgainAsync(work, encounter, cancel);
            return;
        }

        if (delivery.State is DeliveryState.NeedsPerson) delivery.SendAgain(work.Now);
        var key = Key(delivery);
        var waiting = await work.Set<OutboxMessage>().FirstOrDefaultAsync(m => m.Key == key && m.State == OutboxState.Queued, cancel);
        if (waiting is not null) waiting.DueAt = work.Now;
        await SendAsync(work, delivery, cancel);
    }

    public async Task ReleaseAsync(UnitOfWork work, Delivery filed, CancellationToken cancel)
    {
        foreach (var dependant in await DependantsAsync(work, filed, cancel))
        {
            if (dependant.State is DeliveryState.NeedsPerson && dependant.ReasonCode != DeliveryReason.EncounterStopped.Code) continue;
            if (dependant.State is DeliveryState.NeedsPerson) dependant.SendAgain(work.Now);
            await SendAsync(work, dependant, cancel);
        }
    }

    public async Task StopAsync(UnitOfWork work, Delivery stopped, CancellationToken cancel)
    {
        foreach (var dependant in await DependantsAsync(work, stopped, cancel))
        {
            if (dependant.State is DeliveryState.Queued) dependant.NeedPerson(DeliveryReason.EncounterStopped);
            await news.TellAsync(work, dependant, cancel);
        }
    }

    private static async Task<List<Delivery>> DependantsAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel) => delivery.Kind is not DeliveryKind.Encounter ? [] :
        await work.Set<Delivery>().Where(d => d.DependsOn == delivery.Id && (d.State == DeliveryState.Queued || d.State == DeliveryState.NeedsPerson)).ToListAsync(cancel);

    private static async Task<Delivery?> EncounterOfAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel) =>
        delivery.DependsOn is { } id ? await work.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == id, cancel) : null;

    private static string Key(Delivery delivery) => $"ehr/{delivery.Id:N}/{delivery.Round}";
}
