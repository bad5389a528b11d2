namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Gives singletons a client whose handler is renewed by the factory (a long-lived <see cref="HttpClient"/> never sees a DNS change).</summary>
public sealed class PooledTwilioClient(IServiceProvider services) : ITelephony
{
    private TwilioClient Client => services.GetRequiredService<TwilioClient>();

    public Task<string> DialAsync(string from, string to, VoiceLink answer, VoiceLink events, int ringSeconds, bool detectMachine, CancellationToken cancel) =>
        Client.DialAsync(from, to, answer, events, ringSeconds, detectMachine, cancel);

    public Task RedirectAsync(string callSid, VoiceLink next, CancellationToken cancel) => Client.RedirectAsync(callSid, next, cancel);

    public Task HangUpAsync(string callSid, CancellationToken cancel) => Client.HangUpAsync(callSid, cancel);

    public Task<LegStatus?> FetchAsync(string callSid, CancellationToken cancel) => Client.FetchAsync(callSid, cancel);

    public Task<IReadOnlyList<LegStatus>> DialledAsync(string to, DateTimeOffset since, CancellationToken cancel) => Client.DialledAsync(to, since, cancel);

    public Task<ConferenceStatus?> ConferenceAsync(Guid callId, CancellationToken cancel) => Client.ConferenceAsync(callId, cancel);

    public Task EndConferenceAsync(Guid callId, CancellationToken cancel) => Client.EndConferenceAsync(callId, cancel);

    public Task HoldAsync(Guid callId, string label, bool onHold, VoiceLink music, CancellationToken cancel) => Client.HoldAsync(callId, label, onHold, music, cancel);

    public Task<string> TextAsync(string from, string to, string text, VoiceLink events, CancellationToken cancel) => Client.TextAsync(from, to, text, events, cancel);

    public Task<IReadOnlyList<string>> TextedAsync(string to, string text, DateTimeOffset since, CancellationToken cancel) => Client.TextedAsync(to, text, since, cancel);
}
