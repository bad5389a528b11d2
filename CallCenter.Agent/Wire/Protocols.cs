namespace CallCenter.Agent.Wire;

/// <summary>Pushed when a package was published or recalled, or the candidate changed: whoever shows protocols asks anew.</summary>
/// <param name="InService">Digest; calls that are already open keep theirs.</param>
/// <param name="IsRecalled">It serves only because there is no earlier one.</param>
public sealed record ProtocolsChanged(string InService, bool IsRecalled);

/// <summary><c>GET /api/protocols</c>, for everyone: what is in service and what waits.</summary>
/// <param name="Alarm">A sentence when something is wrong that somebody should act on now.</param>
/// <param name="Publications">The newest first.</param>
public sealed record ProtocolsView(
    ServingView InService, CandidateView Candidate, string? Alarm, IReadOnlyList<ProtocolRow> Protocols, IReadOnlyList<PublicationView> Publications);

/// <param name="Digest">Fetch the package by <c>GET /api/triage/packages/{digest}</c>, the candidate's too.</param>
/// <param name="WhyRecalled">Set when the package in service is recalled and there was no earlier one.</param>
public sealed record ServingView(string Digest, int Number, DateTimeOffset Since, string? Approver, string? WhyRecalled);

/// <summary>The folder, as this host last read it.</summary>
/// <param name="State"><c>same</c> (as in service), <c>checking</c>, <c>waiting</c> (for approval), <c>faulty</c> (no candidate; findings say why), <c>recalled</c> (these bytes were recalled and do not come back).</param>
/// <param name="IsChecked">False: the findings are only those of loading.</param>
/// <param name="Matters">What an approver must accept, each with a reason: A30, A32 to A35.</param>
/// <param name="Rewordings">A31: changed wordings, each to be confirmed as meaning the same.</param>
/// <param name="Added">Ids of protocols that are new.</param>
public sealed record CandidateView(
    string? Digest, string State, bool IsChecked, DateTimeOffset ReadAt, IReadOnlyList<FindingView> Findings, IReadOnlyList<Matter> Matters,
    IReadOnlyList<RewordingView> Rewordings, IReadOnlyList<string> Added);

/// <param name="Severity"><c>error</c>, <c>approval</c> or <c>warning</c>.</param>
/// <param name="Place"><c>triage/chest-pain.yaml:12:9</c></param>
public sealed record FindingView(string Code, string Severity, string? ProtocolId, string Place, string What, string Why, string WhatToDo);

/// <param name="Key">Names it in a <see cref="PublishRequest"/>; good for this candidate against this package in service.</param>
/// <param name="Cases">A30: the combinations of risk and answer in which it shows.</param>
public sealed record Matter(string Key, string Code, string? ProtocolId, string? RuleId, string What, IReadOnlyList<MatterCase> Cases);

/// <param name="Answer"><c>present</c>, <c>absent</c>, <c>unsure</c>; null: before it is answered.</param>
public sealed record MatterCase(string When, string? Answer, string From, string To);

public sealed record RewordingView(string Key, string ProtocolId, string QuestionId, string Language, string Was, string Is);

/// <param name="Change"><c>same</c>, <c>changed</c>, <c>added</c> or <c>removed</c>.</param>
public sealed record ProtocolRow(string Id, string Title, string Change, ProtocolVersion? InService, ProtocolVersion? Candidate);

/// <param name="Status"><c>draft</c> (no approval of these bytes), <c>approved</c>, <c>overdue</c> (its review date has passed) or <c>retired</c>.</param>
public sealed record ProtocolVersion(string Version, string Digest, string Status, string? Approver, DateOnly? ApprovedOn, DateOnly? ReviewBy);

/// <param name="Approver">Null for the first: the folder of the first start.</param>
/// <param name="State"><c>in-service</c>, <c>replaced</c> or <c>recalled</c>.</param>
/// <param name="Accepted">What was accepted, as <c>code: what — reason</c>.</param>
public sealed record PublicationView(
    int Number, string Digest, DateTimeOffset At, string? Approver, string State, IReadOnlyList<string> Accepted, IReadOnlyList<string> SameMeaning,
    IReadOnlyList<string> Drafts, string? Replay, DateTimeOffset? RecalledAt, string? RecalledBy, string? WhyRecalled);

/// <summary><c>POST /api/protocols/publications</c>, clinical leads only.</summary>
/// <param name="Digest">The candidate as it was judged; another one in the folder by now is refused.</param>
/// <param name="Replaces">The package in service as it was compared with.</param>
/// <param name="ApproverName">The approver's own full name, typed.</param>
/// <param name="Approves">Protocols she approves; the others go into service as drafts, unless approved before.</param>
/// <param name="ReviewBy">Until when the approvals hold; needed when something is approved.</param>
public sealed record PublishRequest(
    string Digest, string Replaces, string ApproverName, IReadOnlyList<string> Approves, DateOnly? ReviewBy,
    IReadOnlyList<GivenReason> Reasons, IReadOnlyList<string> SameMeaning);

public sealed record GivenReason(string Key, string Reason);

public sealed record Published(int Number, string Digest);

/// <summary><c>POST /api/protocols/packages/{digest}/recall</c>, clinical leads only.</summary>
public sealed record RecallRequest(string Reason, string Name);

/// <param name="InService">What serves new calls now.</param>
public sealed record PackageRecalled(string Digest, string InService, int OpenCalls, int SignedCalls);

/// <summary><c>POST /api/protocols/replay</c> starts it for the present candidate; <c>GET</c> tells how far the last one is (204: none).</summary>
public sealed record ReplayRequest(int Days);

/// <param name="State"><c>running</c>, <c>done</c> or <c>stopped</c> (its host ended; start it again).</param>
/// <param name="Calls">Every call that would not certainly stay the same, the lowered first.</param>
public sealed record ReplayView(
    Guid ReplayId, string Candidate, DateTimeOffset Since, string State, int Total, int Done, int Same, int Raised, int Lowered, int Open, int MayEndLower,
    IReadOnlyList<ReplayedCall> Calls);

/// <param name="CallId">Null when the call belongs to a practice the reader does not work for.</param>
/// <param name="Outcome"><c>raised</c>, <c>lowered</c>, <c>open</c> or <c>unreadable</c>.</param>
public sealed record ReplayedCall(Guid? CallId, DateTimeOffset OpenedAt, string Outcome, bool MayEndLower, string Was, string Lowest, string Highest);

/// <summary><c>GET /api/protocols/reviews</c>: signed calls on a recalled package, those not reviewed first.</summary>
public sealed record ReviewItem(
    Guid SessionId, Guid CallId, string PracticeName, string TimeZone, string Caller, DateTimeOffset OpenedAt, DateTimeOffset SignedAt, string Disposition,
    string PackageDigest, string WhyRecalled, DateTimeOffset? ReviewedAt, string? ReviewedBy, string? Text);

/// <summary><c>POST /api/protocols/reviews/{sessionId}</c>, clinical leads only.</summary>
public sealed record ReviewRequest(string Text);
