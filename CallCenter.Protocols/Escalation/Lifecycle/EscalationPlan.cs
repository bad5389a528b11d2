using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>
/// The protocol of one escalation, frozen when it starts: the steps in the order they are walked, repeats written out.
/// Who is on call and how they are reached is not in it; that is looked up live.
/// </summary>
public sealed record EscalationPlan(string Practice, string FileHash, string ProtocolId, bool AnswerRequired, Duration NotLaterThan,
    IReadOnlyList<PlannedStep> Steps, LastResort LastResort, OnAck OnAck, IReadOnlyList<CopyOut> Copies)
{
    /// <summary>The name of the last resort in notes and idempotency keys.</summary>
    public const string LastResortStep = "last-resort";
    /// <summary>The protocol's name when the practice's own could not be read.</summary>
    public const string FallbackProtocol = "fallback";

    /// <summary>The first protocol that is for this case; the fallback when the file has none, so that a case never falls through.</summary>
    public static EscalationPlan For(EscalationFile file, string disposition, Urgency urgency) =>
        file.Protocols.FirstOrDefault(p => p.AppliesWhen.Matches(disposition, urgency)) is { } protocol
            ? Of(file, protocol)
            : Fallback(file.Practice, file.Hash);

    /// <summary>The plan an escalation pinned, by the protocol's name in the file version it pinned.</summary>
    public static EscalationPlan ForProtocol(EscalationFile file, string protocolId) =>
        file.Protocols.FirstOrDefault(p => p.Id == protocolId) is { } protocol ? Of(file, protocol) : Fallback(file.Practice, file.Hash);

    /// <summary>Fail towards a human: no steps, only the supervisor's desk alarm, for ever. Use it with an engine fault.</summary>
    public static EscalationPlan Fallback(string practice, string fileHash) =>
        new(practice, fileHash, FallbackProtocol, AnswerRequired: true, Duration.FromMinutes(30), [],
            NoContact, new(AfterAck.CallbackWithin, Duration.FromMinutes(20), null), []);

    /// <summary>The place of a step's first visit in the walk; null when there is no such step.</summary>
    public int? IndexOf(string? stepId) => Steps.FirstOrDefault(s => s.StepId == stepId)?.Index;

    private static LastResort NoContact { get; } =
        new([], Duration.FromMinutes(1), [DeskPrompt.Offer911ToCaller, DeskPrompt.CallBackupManually, DeskPrompt.RecontactCaller]);

    private static EscalationPlan Of(EscalationFile file, EscalationProtocol protocol) =>
        new(file.Practice, file.Hash, protocol.Id, protocol.AnswerRequired, protocol.NotLaterThan,
            StepWalk.Of(protocol), protocol.LastResort ?? NoContact, protocol.OnAck, protocol.Copies);
}
