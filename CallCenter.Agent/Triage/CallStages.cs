using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Triage;

public enum CallStage { Who, FirstMinute, Story, Protocol, Result, Advice, Arranged, Signed }

/// <summary>The stages of a call, always in this order, and which of them are done. Nothing is guessed: done means recorded.</summary>
public static class CallStages
{
    public static readonly IReadOnlyList<CallStage> All = Enum.GetValues<CallStage>();

    public static string Words(CallStage stage) => stage switch
    {
        CallStage.Who => "Who",
        CallStage.FirstMinute => "First minute",
        CallStage.Story => "Story",
        CallStage.Protocol => "Protocol",
        CallStage.Result => "Result",
        CallStage.Advice => "Advice read",
        CallStage.Arranged => "Done for the caller",
        CallStage.Signed => "Note signed",
    };

    public static bool IsDone(CallStage stage, CallView call, TriageView? view, string draft, bool escalationAnswered) => stage switch
    {
        CallStage.Who => call.Caller.PatientId is not null,
        CallStage.FirstMinute => view?.IsGateClear == true,
        CallStage.Story => !string.IsNullOrWhiteSpace(draft),
        CallStage.Protocol => view is { IsComplete: true },
        CallStage.Result => view is { Told.MustConfirm: false },
        CallStage.Advice => view is { Told.MustTell: false } told && told.Advice.Any(a => a is { Kind: AdviceKind.CallBack, IsRead: true }),
        CallStage.Arranged => view is { Told.MustTell: false } arranged && escalationAnswered && arranged.Actions.All(a => a.IsDone)
            && !arranged.MissingForSigning.Any(m => m.Kind is MissingKind.TeachBack or MissingKind.Intention or MissingKind.RisksExplained),
        CallStage.Signed => view?.Stage is TriageStage.Signed or TriageStage.Recalled,
    };

    /// <summary>Where something missing is made good; null when it is asked for beside the list itself.</summary>
    public static CallStage? Of(Missing missing, TriagePackage package) => missing.Kind switch
    {
        MissingKind.Question => missing.ProtocolId == package.Gate.Id ? CallStage.FirstMinute : CallStage.Protocol,
        MissingKind.Protocol => CallStage.Protocol,
        MissingKind.Fact => null,
        MissingKind.Confirm => CallStage.Result,
        MissingKind.Tell or MissingKind.TellAgain or MissingKind.CallBackAdvice or MissingKind.TeachBack
            or MissingKind.Intention or MissingKind.RisksExplained => CallStage.Advice,
    };

    /// <summary>Where the call stands: the first stage that is not done.</summary>
    public static CallStage Next(Func<CallStage, bool> isDone) => All.FirstOrDefault(s => !isDone(s), CallStage.Signed);
}
