using System.Text.Json.Serialization;
using Stateless;
using Stateless.Graph;

namespace CallCenter.Protocols.Triage.Engine;

[JsonConverter(typeof(JsonStringEnumConverter<TriageStage>))]
public enum TriageStage { Gate, Assessing, DispositionReached, Told, Paused, HandedOver, Signed, Recalled }

public enum TriageMove { Work, ClearGate, ReopenGate, Reach, Reopen, Tell, ChangeResult, Pause, Resume, HandOver, Sign, Recall, Review }

/// <summary>
/// The session's life as a pure transition table: one machine per operation, built from the stored stage, no
/// entry actions, nothing kept. An impossible move is not permitted, and so is loud.
/// </summary>
public static class TriageLifecycle
{
    private static readonly TriageStage[] Open = [TriageStage.Gate, TriageStage.Assessing, TriageStage.DispositionReached, TriageStage.Told];

    /// <param name="resumesTo">The stage that goes on when a pause or a hand-over ends.</param>
    /// <param name="isCallLost">A lost caller cannot be told; the session may be signed as it stands.</param>
    public static bool Permits(TriageStage stage, TriageMove move, bool isCallLost = false) =>
        Machine(stage, TriageStage.Gate, isCallLost).CanFire(move);

    /// <summary>The stage after a permitted move; an impossible one throws.</summary>
    public static TriageStage After(TriageStage stage, TriageMove move, TriageStage resumesTo = TriageStage.Gate, bool isCallLost = false)
    {
        var machine = Machine(stage, resumesTo, isCallLost);
        machine.Fire(move);
        return machine.State;
    }

    public static string Mermaid() => MermaidGraph.Format(Machine(TriageStage.Gate, TriageStage.Gate, false).GetInfo());

    public static string Dot() => UmlDotGraph.Format(Machine(TriageStage.Gate, TriageStage.Gate, false).GetInfo());

    private static StateMachine<TriageStage, TriageMove> Machine(TriageStage stage, TriageStage resumesTo, bool isCallLost)
    {
        var machine = new StateMachine<TriageStage, TriageMove>(stage);
        foreach (var open in Open) ConfigureOpen(machine.Configure(open), open, isCallLost);
        machine.Configure(TriageStage.Gate).Permit(TriageMove.ClearGate, TriageStage.Assessing).Permit(TriageMove.Reach, TriageStage.DispositionReached);
        machine.Configure(TriageStage.Assessing).Permit(TriageMove.Reach, TriageStage.DispositionReached);
        machine.Configure(TriageStage.DispositionReached).Permit(TriageMove.Tell, TriageStage.Told).Permit(TriageMove.Reopen, TriageStage.Assessing);
        machine.Configure(TriageStage.Told).Permit(TriageMove.Sign, TriageStage.Signed).PermitReentry(TriageMove.Tell)
            .Permit(TriageMove.ChangeResult, TriageStage.DispositionReached).Permit(TriageMove.Reopen, TriageStage.Assessing);
        ConfigureAway(machine.Configure(TriageStage.Paused), resumesTo).Permit(TriageMove.HandOver, TriageStage.HandedOver);
        ConfigureAway(machine.Configure(TriageStage.HandedOver), resumesTo);
        // A recall after signing asks for a review; the signed result is never rewritten.
        machine.Configure(TriageStage.Signed).Permit(TriageMove.Recall, TriageStage.Recalled);
        machine.Configure(TriageStage.Recalled).Permit(TriageMove.Review, TriageStage.Signed).Ignore(TriageMove.Recall);
        return machine;
    }

    private static void ConfigureOpen(StateMachine<TriageStage, TriageMove>.StateConfiguration state, TriageStage stage, bool isCallLost)
    {
        state.Ignore(TriageMove.Work).Ignore(TriageMove.Recall).Ignore(TriageMove.Resume)
            .Permit(TriageMove.Pause, TriageStage.Paused).Permit(TriageMove.HandOver, TriageStage.HandedOver);
        if (stage != TriageStage.Gate) state.Permit(TriageMove.ReopenGate, TriageStage.Gate);
        if (stage != TriageStage.Told) state.PermitIf(TriageMove.Sign, TriageStage.Signed, () => isCallLost, "the call was lost");
    }

    private static StateMachine<TriageStage, TriageMove>.StateConfiguration ConfigureAway(StateMachine<TriageStage, TriageMove>.StateConfiguration state, TriageStage resumesTo) =>
        state.Ignore(TriageMove.Recall).PermitDynamic(TriageMove.Resume, () => resumesTo, "the stage that was left");
}
