namespace CallCenter.Api.Platform.Telephony;

/// <summary>What we ask of the telephone network. Every method may throw <see cref="TelephonyException"/>.</summary>
public interface ITelephony
{
    /// <summary>Dials a number; <paramref name="answer"/> is asked once a person or a machine picks up. Returns the leg's sid.</summary>
    /// <param name="detectMachine">Asks the network to tell a person from a machine (evidence only, never an acknowledgement).</param>
    Task<string> DialAsync(string from, string to, VoiceLink answer, VoiceLink events, int ringSeconds, bool detectMachine, CancellationToken cancel);

    /// <summary>Takes a live leg out of whatever it is in and asks <paramref name="next"/> what it does.</summary>
    Task RedirectAsync(string callSid, VoiceLink next, CancellationToken cancel);

    Task HangUpAsync(string callSid, CancellationToken cancel);

    /// <summary>Ends a leg that nobody has picked up yet; an answered one is left alone.</summary>
    Task StopRingingAsync(string callSid, CancellationToken cancel);

    Task<LegStatus?> FetchAsync(string callSid, CancellationToken cancel);

    /// <summary>Legs dialled to a number since an instant of our clock: to find out whether a lost request was carried out.</summary>
    Task<IReadOnlyList<LegStatus>> DialledAsync(string to, DateTimeOffset since, CancellationToken cancel);

    /// <summary>The call's conference in progress with its participants, or null.</summary>
    Task<ConferenceStatus?> ConferenceAsync(Guid callId, CancellationToken cancel);

    Task EndConferenceAsync(Guid callId, CancellationToken cancel);

    /// <summary>Holds or releases a participant; on hold she hears <paramref name="music"/>.</summary>
    Task HoldAsync(Guid callId, string label, bool onHold, VoiceLink music, CancellationToken cancel);

    /// <summary>Who hears a participant: nobody, one other leg alone, or everybody. One request, so that nothing in between is heard.</summary>
    /// <param name="muted">True: nobody.</param>
    /// <param name="coaches">The leg that alone hears her; null: everybody does, unless she is muted.</param>
    Task LetHearAsync(Guid callId, string callSid, bool muted, string? coaches, CancellationToken cancel);

    /// <summary>Says something to one participant of the call's conference.</summary>
    Task AnnounceAsync(Guid callId, string label, VoiceLink words, CancellationToken cancel);

    /// <summary>Sends a text message without personal data. Returns the message's sid.</summary>
    Task<string> TextAsync(string from, string to, string text, VoiceLink events, CancellationToken cancel);

    /// <summary>Sids of the messages with exactly this text since an instant of our clock.</summary>
    Task<IReadOnlyList<string>> TextedAsync(string to, string text, DateTimeOffset since, CancellationToken cancel);
}

/// <param name="Status">queued, ringing, in-progress, completed, busy, failed, no-answer, canceled.</param>
public sealed record LegStatus(string CallSid, string Status, string? AnsweredBy, int? Seconds)
{
    public bool Ended => Status is "completed" or "busy" or "failed" or "no-answer" or "canceled";
}

public sealed record ConferenceStatus(string Sid, IReadOnlyList<ConferenceParticipant> Participants);

public sealed record ConferenceParticipant(string CallSid, string? Label, bool Hold);

/// <summary>The network said no, or nothing.</summary>
/// <param name="certain">True: certainly not carried out (refused, or never connected). False: unknown.</param>
public sealed class TelephonyException(string code, bool certain, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(code, inner)
{
    /// <summary>Milliseconds.</summary>
    private const double LongestPause = 30_000;

    public string Code { get; } = code;
    public bool Certain { get; } = certain;
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Too many requests of ours at one time (429): certainly not carried out, and soon over.</summary>
    public bool TooMany => Code.StartsWith("429", StringComparison.Ordinal);

    /// <summary>How long to wait before the same is asked again. After a 429 a little more each time, with chance in it: those who were refused together must not come back together.</summary>
    /// <param name="attempt">From 1.</param>
    public TimeSpan Pause(int attempt, TimeSpan otherwise) => TooMany
        ? (RetryAfter ?? TimeSpan.FromMilliseconds(Math.Min(LongestPause, 100 * Math.Pow(2, Math.Min(attempt, 20) - 1)))) * (1 + (Random.Shared.NextDouble() / 10))
        : RetryAfter ?? otherwise;

    /// <summary>Another try of the same cannot help. Credentials (401) can be put right, a time-out (408) and a limit (429) pass.</summary>
    public bool ForGood => Certain && Code.StartsWith('4')
        && !TooMany && !Code.StartsWith("401", StringComparison.Ordinal) && !Code.StartsWith("408", StringComparison.Ordinal);
}
