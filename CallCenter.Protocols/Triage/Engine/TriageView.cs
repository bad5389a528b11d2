using System.Text.Json.Serialization;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Everything shown of a session: a pure function of its log and its pinned package.</summary>
public sealed record TriageView(
    TriageStage Stage,
    Disposition ProtocolDisposition, Disposition FinalDisposition,
    IReadOnlyList<ReasonLine> Reasons, IReadOnlyList<Change> WhatWouldChange,
    IReadOnlyList<ProtocolView> Protocols, QuestionRef? NextQuestion, IReadOnlyList<FactToAsk> FactsToAsk,
    bool IsGateClear, bool IsComplete, IReadOnlyList<Missing> MissingForSigning,
    ToldView Told, IReadOnlyList<Floor> FloorsApplied, IReadOnlyList<FactView> Facts,
    IReadOnlyList<AdviceLine> Advice, IReadOnlyList<OfferedActionView> Actions,
    IReadOnlyList<Prompt> Prompts, IReadOnlyList<OverrideOption> Overrides, Overridden? Override,
    RecallNotice? Recall, string? Fault)
{
    public Urgency Urgency => FinalDisposition.Urgency;

    /// <summary>The level cannot be lowered by one person alone.</summary>
    public bool IsLocked => FinalDisposition.Lock;

    /// <summary>First the reason for the result: the question, rule or decision that holds the maximum.</summary>
    public ReasonLine? Why => Reasons.Count > 0 ? Reasons[0] : null;

    public QuestionView? Find(string protocolId, string questionId) =>
        Protocols.FirstOrDefault(p => p.Id == protocolId)?.Questions.FirstOrDefault(q => q.Id == questionId);
}

public sealed record QuestionRef(string ProtocolId, string QuestionId);

public sealed record ProtocolView(
    string Id, string Version, string Digest, Words Title, bool IsGate, string JoinedBy, string? Notice, IReadOnlyList<QuestionView> Questions);

/// <param name="Tier">What a yes gives: the level of its tier, lifted by the risks of this person.</param>
/// <param name="Answer">As last given; kept, without effect, while the question does not apply.</param>
/// <param name="RankOfYes">What a yes would be worth.</param>
/// <param name="MayReach">With the protocol it links to, where that has not joined yet.</param>
/// <param name="IsOpenAboveResult">Must be answered, or ruled out by hearing, before signing.</param>
/// <param name="Measures">Facts whose values answer it by themselves.</param>
public sealed record QuestionView(
    string ProtocolId, string Id, Words Q, Words? Plain, Disposition Tier, Standing Standing,
    Answer? Answer, AnswerSource? Source, DateTimeOffset? At, bool ByFact, int Rank, int RankOfYes, int MayReach,
    bool IsOpenAboveResult, string? RaisedBy, string? Link, string? Do, Words? First, IReadOnlyList<string> Measures);

[JsonConverter(typeof(JsonStringEnumConverter<ReasonKind>))]
public enum ReasonKind { Override, Fault, Unfinished, Question, Floor, NeverBelow, Else }

/// <summary>One line of the explanation; the list is sorted by rank and its first line is the reason.</summary>
public sealed record ReasonLine(
    ReasonKind Kind, Disposition Disposition, string? ProtocolId, string? ProtocolVersion, string? RuleId,
    Words Text, Answer? Answer, AnswerSource? Source, bool ByFact, string? RaisedBy, IReadOnlyList<FactReading> Facts, string Explain)
{
    public int Rank => Disposition.Rank;

    /// <summary>Facts that raise it because nobody knows them.</summary>
    public IReadOnlyList<string> NotKnown { get; init; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind { QuestionWouldRaise, FactWouldRaise, AnswerHolds }

/// <summary>What would change the result, and to what.</summary>
public sealed record Change(ChangeKind Kind, string? ProtocolId, string? QuestionId, string? Fact, Disposition To);

/// <param name="Blocks">Signing needs it: knowing it could raise the result.</param>
public sealed record FactToAsk(string Fact, Words Ask, bool Blocks, Disposition? MayRaiseTo, string Why);

/// <summary>A fact as it stands, with where it came from.</summary>
public sealed record FactView(string Fact, Words Title, string? Unit, FactReading Reading, DateTimeOffset At, Actor By);

[JsonConverter(typeof(JsonStringEnumConverter<MissingKind>))]
public enum MissingKind { Protocol, Question, Fact, Confirm, Tell, TellAgain, CallBackAdvice, TeachBack, Intention, RisksExplained }

public sealed record Missing(MissingKind Kind, string Text, string? ProtocolId = null, string? QuestionId = null, string? Fact = null);

/// <summary>What was confirmed and told, and whether it still is what the result says.</summary>
public sealed record ToldView(string? Confirmed, DateTimeOffset? ConfirmedAt, string? Told, DateTimeOffset? ToldAt, bool MustConfirm, bool MustTell, bool MustTellAgain);

public sealed record AdviceLine(string ProtocolId, AdviceKind Kind, int Line, Words Text, bool IsRead);

public sealed record OfferedActionView(string Action, string ProtocolId, string QuestionId, bool IsDone);

/// <summary>Words in free text that ask for a question. They prompt, they never decide.</summary>
public sealed record Prompt(string WordId, string Heard, string ProtocolId, string QuestionId);

public sealed record OverrideOption(Disposition To, bool IsLower, bool NeedsText, bool NeedsCoSigner);

public sealed record RecallNotice(string PackageDigest, string Why, DateTimeOffset At);
