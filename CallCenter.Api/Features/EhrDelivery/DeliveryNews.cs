using CallCenter.Agent.Wire;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.EhrDelivery;

/// <summary>Tells the practice's consoles, after the commit, where a delivery stands.</summary>
internal sealed class DeliveryNews(IPractices practices, ConsolePush push)
{
    public async Task TellAsync(UnitOfWork work, Delivery delivery, CancellationToken cancel)
    {
        var practice = await practices.GetAsync(work.Db, delivery.PracticeId, cancel);
        // Built after the commit, so that the last of several changes in one transaction is what is told.
        work.AfterCommit(() => push.ToPractice(delivery.PracticeId, HubMethods.DeliveryChanged, View(delivery, practice?.Name ?? delivery.PracticeId)));
    }

    public static DeliveryView View(Delivery delivery, string practiceName) => new(
        delivery.Id, delivery.CallId, delivery.PracticeId, practiceName, DeliveryWords.Name(delivery.Kind), DeliveryWords.Name(delivery.Route),
        DeliveryWords.Name(delivery.State), delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.ReasonCode, delivery.Reason,
        delivery.Proof, delivery.AcknowledgedAt);
}
