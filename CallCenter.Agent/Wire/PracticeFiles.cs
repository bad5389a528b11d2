namespace CallCenter.Agent.Wire;

/// <summary><c>GET /api/practice-files</c>: the practices whose escalation file the reader may see.</summary>
/// <param name="Number">Of the publication in force; null when the practice has none.</param>
/// <param name="Errors">Of the last look at it.</param>
public sealed record PracticeFileRow(string PracticeId, string PracticeName, int? Number, DateTimeOffset? Since, string? Publisher, int? Errors, int? Warnings, bool HasCandidate);

/// <summary><c>GET /api/practice-files/{practiceId}</c>.</summary>
/// <param name="InForce">Null: none was ever published; the supervisor's desk is asked for everything.</param>
/// <param name="Candidate">Kept for later by somebody; null when there is none.</param>
/// <param name="Folder">The text in the operator's folder, when it says something else than what is in force.</param>
/// <param name="Publications">The newest first.</param>
public sealed record PracticeFileView(
    string PracticeId, string PracticeName, string TimeZone, FileInForce? InForce, FileCandidate? Candidate, string? Folder,
    FileCheckView? LastCheck, IReadOnlyList<FileContact> Contacts, IReadOnlyList<FilePublicationView> Publications);

/// <param name="Digest">Of what the text says; layout and comments do not change it.</param>
public sealed record FileInForce(int Number, string Digest, DateTimeOffset Since, string? Publisher, string? Reason, string Text);

/// <param name="Version">Send it back when saving: somebody else's later text is not overwritten.</param>
public sealed record FileCandidate(string Text, DateTimeOffset At, string By, long Version);

/// <summary>What the checks, run every night, say about the version in force.</summary>
/// <param name="Played">Escalations that were played through, at every week boundary and holiday ahead.</param>
public sealed record FileCheckView(DateTimeOffset At, int Played, IReadOnlyList<FileFinding> Findings);

/// <param name="Privacy">What the contact may be told, in words.</param>
/// <param name="HasPin">She can prove on the telephone who she is.</param>
public sealed record FileContact(string ContactId, string Name, string Role, string Privacy, bool NeedsPin, bool HasPin, IReadOnlyList<FileDestination> Destinations);

/// <param name="Verified">"2026-10-02", "always", or null: nobody ever proved that it reaches the contact.</param>
/// <param name="Trouble">Why nothing arrives there now, in words.</param>
public sealed record FileDestination(string DestinationId, string Channel, string To, string? Verified, bool IsOld, string? Trouble);

/// <param name="State"><c>in-force</c> or <c>replaced</c>.</param>
/// <param name="Publisher">Null: the folder of the first start.</param>
/// <param name="OpenEscalations">That still follow its steps.</param>
public sealed record FilePublicationView(
    int Number, string Digest, DateTimeOffset At, string? Publisher, string? Reason, string State, int OpenEscalations, IReadOnlyList<string> Accepted, IReadOnlyList<string> Changes);

/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Key">Names a warning in <see cref="PublishFile.Accepts"/>.</param>
public sealed record FileFinding(string Key, string Code, string Severity, int Line, int Column, string What, string WhatToDo);

/// <summary><c>POST /api/practice-files/{practiceId}/check</c>: a text, as it is being typed.</summary>
/// <param name="Thorough">Also plays every protocol through, at every week boundary and holiday ahead.</param>
public sealed record CheckFile(string Text, bool Thorough);

/// <param name="Digest">Null while the text cannot be read.</param>
/// <param name="NotLookedAt">Checks that lack something of the outside world, and what.</param>
/// <param name="Played">Escalations that were played through; null when they were not.</param>
public sealed record FileChecked(
    string? Digest, bool IsSame, IReadOnlyList<FileFinding> Findings, IReadOnlyList<string> NotLookedAt, IReadOnlyList<FileDifference> Differences,
    IReadOnlyList<OnCallDifference> OnCall, int MoreOnCall, int? Played);

/// <param name="Where">"contact 'dr-lee' › destination 'lee-voice' › to"</param>
/// <param name="Was">Null: it is new.</param>
/// <param name="Is">Null: it is gone.</param>
public sealed record FileDifference(string Where, string? Was, string? Is, int? Line);

/// <summary>A stretch of time in which somebody else will be on call; times are the practice's own, as people read them.</summary>
public sealed record OnCallDifference(string Schedule, string From, string To, string Was, string Is);

/// <summary><c>POST /api/practice-files/{practiceId}/simulate</c>.</summary>
/// <param name="At">The practice's clock: <c>2026-12-24T18:00</c>.</param>
public sealed record SimulateFile(string Text, string At, string Disposition, UrgencyName Urgency, IReadOnlyList<SimulatedPerson> People);

/// <param name="Does"><c>takes</c>, <c>declines</c> or <c>unreachable</c>; who is not named does not answer.</param>
/// <param name="AtPage">Which page to her, from 1.</param>
public sealed record SimulatedPerson(string ContactId, string Does, int AtPage, int AfterSeconds);

/// <param name="Protocol">Which of the file's protocols is for this case.</param>
/// <param name="DeadlineSeconds">After the nurse's decision; null where no answer is needed.</param>
/// <param name="Ended">False: it was still asking when the time looked at was over.</param>
public sealed record FileSimulated(string Protocol, int? DeadlineSeconds, bool Ended, string? TakenBy, int Seconds, IReadOnlyList<SimulatedLine> Lines);

/// <param name="Local">The practice's clock: "Thu 2026-12-24 18:04:30".</param>
/// <param name="Kind"><c>page</c>, <c>taken</c>, <c>declined</c>, <c>copy</c>, <c>desk</c>, <c>nurse</c> or <c>note</c>.</param>
/// <param name="Who">The person's name, for pages, copies and answers.</param>
public sealed record SimulatedLine(int AfterSeconds, string Local, string Kind, string? Who, string? Channel, string What);

/// <summary><c>PUT /api/practice-files/{practiceId}/candidate</c>: keeps the text for later; an empty one throws it away.</summary>
/// <param name="Version">As it was read; null when there was none.</param>
public sealed record KeepCandidate(string Text, long? Version);

/// <summary><c>POST /api/practice-files/{practiceId}/publications</c>, clinical leads and the practice's manager.</summary>
/// <param name="Digest">Of the text as it was checked.</param>
/// <param name="Replaces">The number in force it was compared with; 0 when there was none.</param>
/// <param name="Name">The publisher's own full name, typed.</param>
/// <param name="Accepts">Keys of the warnings.</param>
public sealed record PublishFile(string Text, string Digest, int Replaces, string Name, string Reason, IReadOnlyList<string> Accepts);

public sealed record FilePublished(int Number, string Digest);
