using Stateless;

namespace CallCenter.Api.Features.EhrDelivery.Domain;

public enum DeliveryState { Queued, Sending, Acknowledged, Confirmed, Unknown, Failed, NeedsPerson, Voided }

public enum DeliveryTrigger { Begin, Acknowledge, Confirm, LoseAnswer, Fail, NeedPerson, SendAgain }

/// <summary>
/// The life of a delivery as a table. A lost answer is unknown, never failed; what may have arrived leaves "unknown" only by
/// a look into the record (which is an attempt too). Everything not listed is a bug and loud.
/// </summary>
public static class DeliveryLifecycle
{
    public static DeliveryState Next(DeliveryState state, DeliveryTrigger trigger)
    {
        var machine = Machine(state);
        machine.Fire(trigger);
        return machine.State;
    }

    public static StateMachine<DeliveryState, DeliveryTrigger> Machine(DeliveryState state)
    {
        var machine = new StateMachine<DeliveryState, DeliveryTrigger>(state);
        foreach (var waiting in new[] { DeliveryState.Queued, DeliveryState.Unknown, DeliveryState.Failed })
            machine.Configure(waiting).Permit(DeliveryTrigger.Begin, DeliveryState.Sending).Permit(DeliveryTrigger.NeedPerson, DeliveryState.NeedsPerson);
        machine.Configure(DeliveryState.Sending)
            .PermitReentry(DeliveryTrigger.Begin)
            .Permit(DeliveryTrigger.Acknowledge, DeliveryState.Acknowledged)
            .Permit(DeliveryTrigger.LoseAnswer, DeliveryState.Unknown)
            .Permit(DeliveryTrigger.Fail, DeliveryState.Failed)
            .Permit(DeliveryTrigger.NeedPerson, DeliveryState.NeedsPerson);
        machine.Configure(DeliveryState.Acknowledged).Permit(DeliveryTrigger.Confirm, DeliveryState.Confirmed);
        // Sent on by a person: what may have arrived is looked for first all the same, because the state says so.
        machine.Configure(DeliveryState.NeedsPerson).Permit(DeliveryTrigger.SendAgain, DeliveryState.Unknown);
        return machine;
    }
}
