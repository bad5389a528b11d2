using CallCenter.Agent.Wire;
using Stateless;

namespace CallCenter.Api.Features.Queue.Domain;

public enum PresenceTrigger { GoAvailable, GoAway, GoOffline, Offer, Accept, Decline, Lapse, Withdraw, TalkEnds, WrapUpEnds, ConsoleGone, Dial }

/// <summary>A nurse's presence, as a transition table. Only calls move her in and out of offered, on call and wrap-up.</summary>
public static class PresenceRules
{
    public static StateMachine<PresenceState, PresenceTrigger> Machine(PresenceState from)
    {
        var machine = new StateMachine<PresenceState, PresenceTrigger>(from);
        foreach (var resting in new[] { PresenceState.Offline, PresenceState.Available, PresenceState.Away, PresenceState.NotResponding })
            machine.Configure(resting)
                .PermitOrSelf(resting, PresenceTrigger.GoAvailable, PresenceState.Available)
                .PermitOrSelf(resting, PresenceTrigger.GoAway, PresenceState.Away)
                .PermitOrSelf(resting, PresenceTrigger.GoOffline, PresenceState.Offline)
                .PermitOrSelf(resting, PresenceTrigger.ConsoleGone, PresenceState.Offline)
                .Ignore(PresenceTrigger.TalkEnds).Ignore(PresenceTrigger.WrapUpEnds).Ignore(PresenceTrigger.Withdraw).Ignore(PresenceTrigger.Lapse);
        machine.Configure(PresenceState.Available).Permit(PresenceTrigger.Offer, PresenceState.Offered);
        // She rings somebody herself: not while she is offered a call or in one.
        foreach (var free in new[] { PresenceState.Available, PresenceState.Away, PresenceState.NotResponding, PresenceState.WrapUp })
            machine.Configure(free).Permit(PresenceTrigger.Dial, PresenceState.OnCall);
        machine.Configure(PresenceState.Offered)
            .Permit(PresenceTrigger.Accept, PresenceState.OnCall)
            .Permit(PresenceTrigger.Decline, PresenceState.Available)
            .Permit(PresenceTrigger.Withdraw, PresenceState.Available)
            .Permit(PresenceTrigger.Lapse, PresenceState.NotResponding)
            .Permit(PresenceTrigger.ConsoleGone, PresenceState.NotResponding)
            .Ignore(PresenceTrigger.TalkEnds).Ignore(PresenceTrigger.WrapUpEnds);
        machine.Configure(PresenceState.OnCall)
            .Permit(PresenceTrigger.TalkEnds, PresenceState.WrapUp)
            .Permit(PresenceTrigger.Lapse, PresenceState.NotResponding)
            .Permit(PresenceTrigger.Withdraw, PresenceState.Available)
            // Her telephone leg decides, not her browser tab. An earlier call's after-call work ends beside it.
            .Ignore(PresenceTrigger.ConsoleGone).Ignore(PresenceTrigger.WrapUpEnds);
        machine.Configure(PresenceState.WrapUp)
            .Permit(PresenceTrigger.WrapUpEnds, PresenceState.Available)
            .Ignore(PresenceTrigger.TalkEnds).Ignore(PresenceTrigger.ConsoleGone);
        return machine;
    }

    /// <summary>She is asked, in a call or in her after-call work: what she does next is up to her, not what she does now.</summary>
    public static bool HasCall(PresenceState state) => state is PresenceState.Offered or PresenceState.OnCall or PresenceState.WrapUp;

    /// <summary>Where a trigger takes her. Who wanted to be away after this call is so the moment she would be available again.</summary>
    public static (PresenceState State, bool AwayNext) Next(PresenceState from, bool awayNext, PresenceTrigger trigger)
    {
        var machine = Machine(from);
        machine.Fire(trigger);
        if (HasCall(machine.State)) return (machine.State, awayNext);
        return (awayNext && HasCall(from) && machine.State is PresenceState.Available ? PresenceState.Away : machine.State, false);
    }

    private static StateMachine<PresenceState, PresenceTrigger>.StateConfiguration PermitOrSelf(
        this StateMachine<PresenceState, PresenceTrigger>.StateConfiguration state, PresenceState self, PresenceTrigger trigger, PresenceState to) =>
        self == to ? state.Ignore(trigger) : state.Permit(trigger, to);
}
