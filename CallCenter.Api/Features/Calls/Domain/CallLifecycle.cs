using System.Collections.Frozen;
using Stateless;
using Stateless.Graph;

namespace CallCenter.Api.Features.Calls.Domain;

public enum CallState { Ringing, Greeting, Identifying, Queued, Offered, Dialling, Connected, OnHold, Transferred, WrapUp, Closed, Abandoned, Voicemail, Failed, CallBack }

public enum CallTrigger { Answer, OfficeAnswers, ChooseLanguage, AnswerDanger, Offer, OfferEnds, AskCallBack, Reach, GiveUp, Connect, NurseDrops, Hold, Resume, CallerLeaves, NurseEnds, FinishWrapUp, Fail, CallBack, Transfer, Return, LeaveMessage, TakeMessage, PutBack }

/// <summary>What a trigger does to a call: the next state, nothing (late or repeated), or an error that must be seen.</summary>
public enum CallStep { Moves, Ignored, Illegal }

/// <summary>
/// The life of a call as a pure transition table without side effects, written as a Stateless machine and read off it once. Late and repeated
/// telephone events are named ignores; anything else unexpected is <see cref="CallStep.Illegal"/> and goes to the audit.
/// </summary>
public static class CallLifecycle
{
    private static readonly CallState[] Ended = [CallState.Closed, CallState.Abandoned, CallState.Failed];

    public static bool IsEnded(CallState state) => Ended.Contains(state);

    /// <summary>Every trigger in every state, fired once at the start: a machine per event costs more than all the rest of the step.</summary>
    private static readonly FrozenDictionary<(CallState, CallTrigger), (CallStep Step, CallState Next)> Table =
        (from state in Enum.GetValues<CallState>() from trigger in Enum.GetValues<CallTrigger>() select (state, trigger)).ToFrozenDictionary(x => x, x => Step(x.state, x.trigger));

    public static CallStep Fire(CallState state, CallTrigger trigger, out CallState next)
    {
        (var step, next) = Table[(state, trigger)];
        return step;
    }

    private static (CallStep, CallState) Step(CallState state, CallTrigger trigger)
    {
        var machine = Machine(state);
        if (!machine.CanFire(trigger)) return (CallStep.Illegal, state);
        machine.Fire(trigger);
        return (machine.State == state ? CallStep.Ignored : CallStep.Moves, machine.State);
    }

    /// <summary>The diagram of the docs.</summary>
    public static string Graph() => MermaidGraph.Format(Machine(CallState.Ringing).GetInfo());

    private static StateMachine<CallState, CallTrigger> Machine(CallState state)
    {
        var call = new StateMachine<CallState, CallTrigger>(state);
        call.Configure(CallState.Ringing)
            .Permit(CallTrigger.Answer, CallState.Greeting)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed);
        call.Configure(CallState.Greeting)
            .Permit(CallTrigger.ChooseLanguage, CallState.Identifying)
            .Permit(CallTrigger.OfficeAnswers, CallState.Closed)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .Ignore(CallTrigger.Answer);
        call.Configure(CallState.Identifying)
            .Permit(CallTrigger.AnswerDanger, CallState.Queued)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .Ignore(CallTrigger.Answer).Ignore(CallTrigger.OfficeAnswers).Ignore(CallTrigger.ChooseLanguage);
        call.Configure(CallState.Queued)
            .Permit(CallTrigger.Offer, CallState.Offered)
            .Permit(CallTrigger.AskCallBack, CallState.CallBack)
            .Permit(CallTrigger.LeaveMessage, CallState.Voicemail)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .IgnoreEarlier().Ignore(CallTrigger.Reach).Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.NurseDrops).Ignore(CallTrigger.Return);
        call.Configure(CallState.Offered)
            .Permit(CallTrigger.OfferEnds, CallState.Queued)
            .Permit(CallTrigger.AskCallBack, CallState.CallBack)
            .Permit(CallTrigger.Connect, CallState.Connected)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .IgnoreEarlier().Ignore(CallTrigger.Offer).Ignore(CallTrigger.NurseDrops);
        call.Configure(CallState.CallBack)
            .Permit(CallTrigger.Reach, CallState.Queued)
            .Permit(CallTrigger.GiveUp, CallState.Closed)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .IgnoreEarlier().Ignore(CallTrigger.AskCallBack).Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.CallerLeaves).Ignore(CallTrigger.NurseDrops);
        // She speaks her message, or has: then it waits in her place, and the nurse who takes it hears it before she rings back.
        call.Configure(CallState.Voicemail)
            .Permit(CallTrigger.GiveUp, CallState.Closed)
            .Permit(CallTrigger.Return, CallState.Queued)
            .Permit(CallTrigger.AskCallBack, CallState.CallBack)
            .Permit(CallTrigger.TakeMessage, CallState.WrapUp)
            .Permit(CallTrigger.CallerLeaves, CallState.Abandoned)
            .Permit(CallTrigger.Fail, CallState.Failed)
            .IgnoreEarlier().Ignore(CallTrigger.LeaveMessage).Ignore(CallTrigger.Offer).Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.NurseDrops).Ignore(CallTrigger.PutBack);
        // We ring the caller: from her card, or back after a drop. Her nurse is on the line first.
        call.Configure(CallState.Dialling)
            .Permit(CallTrigger.Connect, CallState.Connected)
            .Permit(CallTrigger.NurseDrops, CallState.Queued)
            .Permit(CallTrigger.CallerLeaves, CallState.WrapUp)
            .Permit(CallTrigger.NurseEnds, CallState.WrapUp)
            .IgnoreEarlier().Ignore(CallTrigger.CallBack).Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.Hold).Ignore(CallTrigger.Resume);
        call.Configure(CallState.Connected)
            .Permit(CallTrigger.Hold, CallState.OnHold)
            .Permit(CallTrigger.AskCallBack, CallState.CallBack)
            .Permit(CallTrigger.Transfer, CallState.Transferred)
            .Permit(CallTrigger.NurseDrops, CallState.Queued)
            .Permit(CallTrigger.CallerLeaves, CallState.WrapUp)
            .Permit(CallTrigger.NurseEnds, CallState.WrapUp)
            .IgnoreEarlier().Ignore(CallTrigger.Connect).Ignore(CallTrigger.Resume).Ignore(CallTrigger.OfferEnds);
        call.Configure(CallState.OnHold)
            .Permit(CallTrigger.Resume, CallState.Connected)
            .Permit(CallTrigger.AskCallBack, CallState.CallBack)
            .Permit(CallTrigger.Transfer, CallState.Transferred)
            .Permit(CallTrigger.NurseDrops, CallState.Queued)
            .Permit(CallTrigger.CallerLeaves, CallState.WrapUp)
            .Permit(CallTrigger.NurseEnds, CallState.WrapUp)
            .IgnoreEarlier().Ignore(CallTrigger.Connect).Ignore(CallTrigger.Hold).Ignore(CallTrigger.OfferEnds);
        // The caller goes on with somebody else; should that one leave, she comes back to a nurse.
        call.Configure(CallState.Transferred)
            .Permit(CallTrigger.CallerLeaves, CallState.WrapUp)
            .Permit(CallTrigger.Return, CallState.Queued)
            .IgnoreEarlier().Ignore(CallTrigger.Transfer).Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.Connect).Ignore(CallTrigger.NurseDrops).Ignore(CallTrigger.Hold)
            .Ignore(CallTrigger.Resume).Ignore(CallTrigger.NurseEnds).Ignore(CallTrigger.FinishWrapUp);
        call.Configure(CallState.WrapUp)
            .Permit(CallTrigger.FinishWrapUp, CallState.Closed)
            .Permit(CallTrigger.CallBack, CallState.Dialling)
            .Permit(CallTrigger.PutBack, CallState.Voicemail)
            .IgnoreLate().Ignore(CallTrigger.TakeMessage);
        foreach (var ended in Ended) call.Configure(ended).IgnoreLate().Ignore(CallTrigger.FinishWrapUp).Ignore(CallTrigger.Fail).Ignore(CallTrigger.CallBack)
            .Ignore(CallTrigger.AskCallBack).Ignore(CallTrigger.Reach).Ignore(CallTrigger.GiveUp).Ignore(CallTrigger.LeaveMessage).Ignore(CallTrigger.TakeMessage).Ignore(CallTrigger.PutBack);
        return call;
    }

    private static StateMachine<CallState, CallTrigger>.StateConfiguration IgnoreEarlier(this StateMachine<CallState, CallTrigger>.StateConfiguration state) =>
        state.Ignore(CallTrigger.Answer).Ignore(CallTrigger.OfficeAnswers).Ignore(CallTrigger.ChooseLanguage).Ignore(CallTrigger.AnswerDanger);

    private static StateMachine<CallState, CallTrigger>.StateConfiguration IgnoreLate(this StateMachine<CallState, CallTrigger>.StateConfiguration state) =>
        state.IgnoreEarlier().Ignore(CallTrigger.OfferEnds).Ignore(CallTrigger.Connect).Ignore(CallTrigger.NurseDrops).Ignore(CallTrigger.Hold)
            .Ignore(CallTrigger.Resume).Ignore(CallTrigger.CallerLeaves).Ignore(CallTrigger.NurseEnds).Ignore(CallTrigger.Offer).Ignore(CallTrigger.Transfer).Ignore(CallTrigger.Return);
}
