using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Protocols.Triage.Versioning;

/// <summary>
/// One way in which a candidate gives less than the approved version (A30). Publishing needs a named
/// approver's reason for each.
/// </summary>
/// <param name="ProtocolId">Or <c>dispositions</c>, <c>facts</c>, <c>floors</c>, <c>danger-words</c>.</param>
/// <param name="RuleId">The question, or <c>else</c>, <c>never_below</c>, <c>population</c>, <c>status</c>, <c>offer_when</c>, <c>search</c>, <c>role</c>, <c>test:name</c>, or the entry of the other files.</param>
/// <param name="When">The first combination of facts in which it shows.</param>
/// <param name="Answer">The answer given; null where none is needed.</param>
public sealed record Lowering(string ProtocolId, string RuleId, string When, Answer? Answer, string From, string To, string What)
{
    public override string ToString() => $"A30 {ProtocolId}/{RuleId}: {What} ({From} → {To}) when {When}{(Answer is { } a ? $", answered {a.ToString().ToLowerInvariant()}" : "")}";
}

/// <summary>The wording of something that still exists changed (A31): its meaning must be confirmed to be the same.</summary>
/// <param name="QuestionId">The question, <c>question/plain</c>, <c>question/first</c>, <c>title</c>, <c>definition</c>, <c>first_aid</c>, <c>home_advice</c> or <c>call_back</c>.</param>
/// <param name="Is">Empty when it is gone.</param>
public sealed record Rewording(string ProtocolId, string QuestionId, string Language, string Was, string Is);

/// <summary>What a person has to accept before the candidate may replace the approved version.</summary>
public sealed record ComparisonResult(IReadOnlyList<Lowering> Lowerings, IReadOnlyList<Rewording> Rewordings, IReadOnlyList<string> Added);
