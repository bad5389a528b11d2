using System.Text.Json.Serialization;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Who did it. The name is for the note; ids alone go to logs.</summary>
public sealed record Actor(string Id, string Name);

/// <summary>
/// One entry of a triage session's log; the log is the whole state. The id is made by the client, so that
/// an event sent twice counts once.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(ProtocolAdded), "protocol_added")]
[JsonDerivedType(typeof(FactSet), "fact_set")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Corrected), "corrected")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(DispositionConfirmed), "disposition_confirmed")]
[JsonDerivedType(typeof(DispositionTold), "disposition_told")]
[JsonDerivedType(typeof(Overridden), "overridden")]
[JsonDerivedType(typeof(AdviceRead), "advice_read")]
[JsonDerivedType(typeof(TeachBack), "teach_back")]
[JsonDerivedType(typeof(CallerIntention), "caller_intention")]
[JsonDerivedType(typeof(ActionDone), "action_done")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(HandedOver), "handed_over")]
[JsonDerivedType(typeof(CallLost), "call_lost")]
[JsonDerivedType(typeof(Signed), "signed")]
[JsonDerivedType(typeof(Recalled), "recalled")]
[JsonDerivedType(typeof(Reviewed), "reviewed")]
public abstract record TriageEvent(Guid Id, DateTimeOffset At, Actor By);

/// <summary>Pins the package and takes the chart's facts as they are now.</summary>
public sealed record Opened(Guid Id, DateTimeOffset At, Actor By, string PackageDigest, IReadOnlyList<FactReading> Facts) : TriageEvent(Id, At, By);

public sealed record ProtocolAdded(Guid Id, DateTimeOffset At, Actor By, string ProtocolId) : TriageEvent(Id, At, By);

/// <summary>A value typed once and shared; without a value it was asked and is not known.</summary>
public sealed record FactSet(Guid Id, DateTimeOffset At, Actor By, FactReading Reading, string? Reason = null) : TriageEvent(Id, At, By);

public sealed record Answered(Guid Id, DateTimeOffset At, Actor By, string ProtocolId, string QuestionId, Answer Answer, AnswerSource Source) : TriageEvent(Id, At, By);

/// <summary>Supersedes an answer, never deletes it; without an answer the question is open again.</summary>
public sealed record Corrected(Guid Id, DateTimeOffset At, Actor By, string ProtocolId, string QuestionId, Answer? Answer, AnswerSource Source, string? Reason = null) : TriageEvent(Id, At, By);

public sealed record Noted(Guid Id, DateTimeOffset At, Actor By, string Text) : TriageEvent(Id, At, By);

/// <summary>The moment that arms the escalation and starts its clinical clock.</summary>
public sealed record DispositionConfirmed(Guid Id, DateTimeOffset At, Actor By, string Code) : TriageEvent(Id, At, By);

public sealed record DispositionTold(Guid Id, DateTimeOffset At, Actor By, string Code) : TriageEvent(Id, At, By);

/// <param name="From">The protocol's disposition the nurse saw when she decided.</param>
public sealed record Overridden(Guid Id, DateTimeOffset At, Actor By, string From, string To, string ReasonCode, string? Text = null, Actor? CoSigner = null) : TriageEvent(Id, At, By);

public sealed record AdviceRead(Guid Id, DateTimeOffset At, Actor By, string ProtocolId, AdviceKind Kind, IReadOnlyList<int> Lines) : TriageEvent(Id, At, By);

/// <summary>The caller said back what to do.</summary>
public sealed record TeachBack(Guid Id, DateTimeOffset At, Actor By, bool Understood, string? Words = null) : TriageEvent(Id, At, By);

/// <summary>What the caller means to do. A refusal is not an override: the disposition stays.</summary>
public sealed record CallerIntention(Guid Id, DateTimeOffset At, Actor By, Intention Intention, string? Words = null, bool RisksExplained = false) : TriageEvent(Id, At, By);

public sealed record ActionDone(Guid Id, DateTimeOffset At, Actor By, string Action, string? Detail = null) : TriageEvent(Id, At, By);

public sealed record Paused(Guid Id, DateTimeOffset At, Actor By, string? Reason = null) : TriageEvent(Id, At, By);

/// <summary>Work goes on: after a pause, by the next nurse, or with a caller reached again.</summary>
public sealed record Resumed(Guid Id, DateTimeOffset At, Actor By) : TriageEvent(Id, At, By);

public sealed record HandedOver(Guid Id, DateTimeOffset At, Actor By, Actor To, string? Text = null) : TriageEvent(Id, At, By);

/// <summary>The caller is gone before the end. What was not asked is not "no": the result is held up.</summary>
public sealed record CallLost(Guid Id, DateTimeOffset At, Actor By, string Reason) : TriageEvent(Id, At, By);

public sealed record Signed(Guid Id, DateTimeOffset At, Actor By) : TriageEvent(Id, At, By);

/// <summary>The package was withdrawn. Open calls show it, signed ones are to be reviewed; nothing is rewritten.</summary>
public sealed record Recalled(Guid Id, DateTimeOffset At, Actor By, string PackageDigest, string Why) : TriageEvent(Id, At, By);

public sealed record Reviewed(Guid Id, DateTimeOffset At, Actor By, string Text) : TriageEvent(Id, At, By);
