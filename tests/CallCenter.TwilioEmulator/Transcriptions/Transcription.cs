namespace CallCenter.TwilioEmulator.Transcriptions;

/// <summary>Real-time transcription of one leg: which side of it, in which language, and who is told.</summary>
internal sealed record TranscriptionTerms(string? Name, string Track, string LanguageCode, string? CallbackUrl, string CallbackMethod, bool PartialResults)
{
    /// <param name="setting">By the camel-case name; REST spells the same in Pascal case.</param>
    public static TranscriptionTerms From(Func<string, string?> setting, string? callbackUrl) => new(
        setting("name"), setting("track") ?? "both_tracks", setting("languageCode") ?? "en-US", callbackUrl,
        Calls.Reporting.Http(setting("statusCallbackMethod")), string.Equals(setting("partialResults"), "true", StringComparison.OrdinalIgnoreCase));

    public bool Wants(string track) => Track == "both_tracks" || Track == track;
}

internal sealed class Transcription(string sid, string callSid, TranscriptionTerms terms)
{
    public string Sid => sid;

    public string CallSid => callSid;

    public TranscriptionTerms Terms => terms;

    public bool Running { get; set; } = true;

    public int Sequence { get; set; }

    public Task LastReport { get; set; } = Task.CompletedTask;
}
