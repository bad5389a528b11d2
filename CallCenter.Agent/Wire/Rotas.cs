namespace CallCenter.Agent.Wire;

/// <summary>Who is on call at a practice, now and on the days shown. <c>GET /api/rotas/{practiceId}?from=2026-12-01&amp;weeks=4</c>.</summary>
/// <param name="TimeZone">IANA id; every moment written as <c>2026-12-01T17:00</c> is on this clock.</param>
/// <param name="MayDecide">May override, withdraw, record a consent, and keep feeds and imports: a supervisor.</param>
/// <param name="MayArrange">May note that somebody takes a turn, and offer a swap: a nurse or a supervisor.</param>
/// <param name="Waiting">Swaps that wait for a yes, and people who have not answered their hand-off notice.</param>
public sealed record RotaView(
    string PracticeId, string PracticeName, string TimeZone, DateOnly First, DateOnly Last, bool MayDecide, bool MayArrange,
    IReadOnlyList<RotaScheduleView> Schedules, IReadOnlyList<RotaPersonView> People, IReadOnlyList<RotaDayView> Days,
    IReadOnlyList<RotaChangeView> Changes, IReadOnlyList<RotaNoticeView> Waiting, IReadOnlyList<RotaImportView> Imports, IReadOnlyList<RotaFeedView> Feeds);

/// <param name="Gaps">Every time up to the verifier's horizon at which fewer are on call than the practice promised, in words.</param>
/// <param name="Turns">Those of the days shown, and the present and the next one.</param>
/// <param name="Now">The turn that runs; null when nobody is on call.</param>
public sealed record RotaScheduleView(string ScheduleId, RotaTurnView? Now, RotaTurnView? Next, IReadOnlyList<string> Gaps, IReadOnlyList<RotaTurnView> Turns);

/// <summary>The same people from one moment to another.</summary>
/// <param name="From">On the practice's clock.</param>
/// <param name="Words">"Mon 30 Nov 17:00 to Tue 1 Dec 08:00 Central".</param>
/// <param name="Sources">The layers and changes that say so.</param>
/// <param name="IsChanged">A change made at the console is one of them.</param>
public sealed record RotaTurnView(
    string TurnId, DateTimeOffset Start, DateTimeOffset End, string From, string To, string Words, IReadOnlyList<string> People, string Sources, bool IsChanged);

/// <param name="Reached">How she is reached and since when that is proved, in words, in the order of her file.</param>
/// <param name="Trouble">Nothing proved, or texts stopped; null when all is well.</param>
public sealed record RotaPersonView(string ContactId, string Name, IReadOnlyList<string> Reached, string? Trouble);

/// <param name="Holiday">Its name, when the practice's calendars have one.</param>
/// <param name="ClockChange">"Clocks go back at 02:00", or null.</param>
/// <param name="Cells">One for each schedule, in their order.</param>
public sealed record RotaDayView(DateOnly Date, string? Holiday, string? ClockChange, IReadOnlyList<RotaCellView> Cells);

/// <param name="Parts">The turns that touch the day, in order.</param>
public sealed record RotaCellView(string ScheduleId, IReadOnlyList<RotaPartView> Parts);

/// <param name="From"><c>17:00</c>; <c>24:00</c> ends the day.</param>
/// <param name="Who">Names, or what is missing.</param>
public sealed record RotaPartView(string TurnId, string From, string To, string Who, bool IsGap, bool IsChanged);

/// <param name="State">offered, in-force, declined, lapsed, withdrawn.</param>
/// <param name="What">"Ellen Marsh, MD takes over from Amara Okafor, MD".</param>
/// <param name="Consent">Whose yes, how and when; null where none is needed.</param>
/// <param name="Accepted">Codes of what was found against it and accepted with the reason.</param>
public sealed record RotaChangeView(
    Guid ChangeId, Guid DealId, string ScheduleId, string Kind, string State, string When, string What, string Reason, string By, DateTimeOffset At,
    string? Consent, string? Accepted, string? Ended, bool IsPast, bool IsIdle);

/// <param name="Kind">swap-asked, on-call.</param>
/// <param name="State">queued, sent, missed, failed.</param>
public sealed record RotaNoticeView(Guid NoticeId, string ScheduleId, string Name, string Kind, string State, string What, DateTimeOffset At);

/// <param name="Trouble">What is wrong with it (C21), with what to do; empty when all is well.</param>
/// <param name="Fetched">From an address; otherwise by hand.</param>
public sealed record RotaImportView(string ScheduleId, string LayerId, int Turns, DateTimeOffset? ReadAt, bool Fetched, IReadOnlyList<string> Trouble);

public sealed record RotaFeedView(Guid FeedId, string Of, string By, DateTimeOffset At, DateTimeOffset? LastReadAt);

/// <summary><c>POST /api/rotas/{practiceId}/take</c> (both people named) and <c>/override</c>.</summary>
/// <param name="From">On the practice's clock: <c>2026-12-01T17:00</c>.</param>
/// <param name="Remove">Contact who is off.</param>
/// <param name="Add">Contact who is on.</param>
/// <param name="Accept">Yes, although something was found against it: the reason says why.</param>
public sealed record RotaChangeRequest(string ScheduleId, string From, string To, string? Remove, string? Add, string Reason, bool Accept = false);

/// <summary><c>POST /api/rotas/{practiceId}/swaps</c>: two turns of one schedule change hands once the second person agrees.</summary>
/// <param name="Told">The supervisor heard the second person's yes herself; otherwise she is asked by a message with her PIN.</param>
public sealed record RotaSwapRequest(string ScheduleId, RotaTurnOf First, RotaTurnOf Second, string Reason, bool Accept = false, bool Told = false);

/// <summary>Whose turn, from when to when on the practice's clock.</summary>
public sealed record RotaTurnOf(string ContactId, string From, string To);

/// <summary><c>POST /api/rotas/{practiceId}/changes/{dealId}/agree</c>, <c>/decline</c>, <c>/withdraw</c>.</summary>
public sealed record RotaReason(string Reason, bool Accept = false);

/// <summary>Pushed as <see cref="HubMethods.RotaChanged"/>: who is on call, or what is known of it, has changed. Ask anew.</summary>
public sealed record RotaChanged(string PracticeId);

/// <summary><c>POST /api/rotas/{practiceId}/feeds</c>: of a schedule, or of a person.</summary>
public sealed record RotaFeedRequest(string? ScheduleId, string? ContactId);

/// <summary>The address is shown this once; only a digest of it is kept.</summary>
public sealed record RotaFeedMade(RotaFeedView Feed, string Url);

/// <summary><c>POST /api/rotas/{practiceId}/imports/{scheduleId}/{layerId}</c>.</summary>
/// <param name="Text">The .ics file itself.</param>
public sealed record RotaUpload(string Text, bool Accept = false, string Reason = "");

/// <summary><c>POST /api/rotas/{practiceId}/imports/{scheduleId}/{layerId}/source</c>; empty: by hand from now on.</summary>
public sealed record RotaSource(string? Url);
