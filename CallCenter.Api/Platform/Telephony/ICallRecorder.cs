namespace CallCenter.Api.Platform.Telephony;

/// <summary>Recording at the telephone network. Every method may throw <see cref="TelephonyException"/>.</summary>
public interface ICallRecorder
{
    /// <summary>Records both sides of a leg from now on. Returns the recording's sid.</summary>
    Task<string> StartAsync(string callSid, VoiceLink events, CancellationToken cancel);

    /// <summary>The recordings of this leg, ended or not, the newest first: to find out whether a lost request was carried out, and what became of one.</summary>
    Task<IReadOnlyList<NetworkRecording>> OfLegAsync(string callSid, CancellationToken cancel);

    /// <param name="status"><c>paused</c>, <c>in-progress</c> or <c>stopped</c>.</param>
    Task ChangeAsync(string callSid, string recordingSid, string status, CancellationToken cancel);

    /// <summary>The sound, fetched with our credentials: the network's own address is given to nobody. Null when it is not there (yet).</summary>
    Task<Stream?> SoundAsync(string recordingSid, CancellationToken cancel);
}

/// <param name="Status">in-progress, paused, stopped, processing, completed, absent or failed.</param>
/// <param name="Seconds">Its length, once it has ended.</param>
public sealed record NetworkRecording(string Sid, string Status, int? Seconds);
