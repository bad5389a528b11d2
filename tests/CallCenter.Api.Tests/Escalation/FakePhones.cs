using System.Collections.Concurrent;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>A telephone network in hand: it does what the test says, remembers what it was asked, and knows nothing by itself.</summary>
internal sealed class FakePhones(TimeProvider clock) : ITelephony
{
    private int _sids;

    public ConcurrentQueue<Rung> Calls { get; } = new();

    public ConcurrentQueue<Texted> Texts { get; } = new();

    /// <summary>What happens to the next calls, one each; then they arrive.</summary>
    public ConcurrentQueue<Fate> NextCalls { get; } = new();

    public ConcurrentQueue<Fate> NextTexts { get; } = new();

    /// <summary>What happens to the next look-ups.</summary>
    public ConcurrentQueue<Fate> NextLooks { get; } = new();

    public ConcurrentQueue<Fate> NextStops { get; } = new();

    /// <summary>Telephones that were asked to stop ringing.</summary>
    public ConcurrentQueue<string> Stopped { get; } = new();

    /// <summary>What happens to calls and texts that no fate was named for; null: they arrive.</summary>
    public Func<Fate?>? Weather { get; set; }

    /// <summary>How many arrived without anybody being told.</summary>
    public int Lost { get; private set; }

    /// <summary>The whole network is away: neither calls nor texts are taken.</summary>
    public bool Away { get; set; }

    public Task<string> DialAsync(string from, string to, VoiceLink answer, VoiceLink events, int ringSeconds, bool detectMachine, CancellationToken cancel)
    {
        Assert.True(detectMachine, "A page must be able to tell a machine from a person.");
        return Task.FromResult(Act(NextCalls, () =>
        {
            var sid = Sid("CA");
            Calls.Enqueue(new Rung(sid, from, to, answer, events, clock.GetUtcNow()));
            return sid;
        }));
    }

    public Task<string> TextAsync(string from, string to, string text, VoiceLink events, CancellationToken cancel) => Task.FromResult(Act(NextTexts, () =>
    {
        var sid = Sid("SM");
        Texts.Enqueue(new Texted(sid, from, to, text, events, clock.GetUtcNow()));
        return sid;
    }));

    public Task<IReadOnlyList<LegStatus>> DialledAsync(string to, DateTimeOffset since, CancellationToken cancel) =>
        Look<LegStatus>([.. Calls.Where(c => c.To == to && c.At >= since).Select(c => new LegStatus(c.Sid, "ringing", null, null))]);

    public Task<IReadOnlyList<string>> TextedAsync(string to, string text, DateTimeOffset since, CancellationToken cancel) =>
        Look<string>([.. Texts.Where(t => t.To == to && t.Text == text && t.At >= since).Select(t => t.Sid)]);

    public Task RedirectAsync(string callSid, VoiceLink next, CancellationToken cancel) => Task.CompletedTask;

    public Task HangUpAsync(string callSid, CancellationToken cancel) => Task.CompletedTask;

    public Task StopRingingAsync(string callSid, CancellationToken cancel) => Task.FromResult(Act(NextStops, () =>
    {
        Stopped.Enqueue(callSid);
        return callSid;
    }));

    public Task<LegStatus?> FetchAsync(string callSid, CancellationToken cancel) => Task.FromResult<LegStatus?>(null);

    public Task<ConferenceStatus?> ConferenceAsync(Guid callId, CancellationToken cancel) => Task.FromResult<ConferenceStatus?>(null);

    public Task EndConferenceAsync(Guid callId, CancellationToken cancel) => Task.CompletedTask;

    public Task LetHearAsync(Guid callId, string callSid, bool muted, string? coaches, CancellationToken cancel) => throw new NotSupportedException();

    public Task AnnounceAsync(Guid callId, string label, VoiceLink words, CancellationToken cancel) => throw new NotSupportedException();

    public Task HoldAsync(Guid callId, string label, bool onHold, VoiceLink music, CancellationToken cancel) => Task.CompletedTask;

    private Task<IReadOnlyList<T>> Look<T>(IReadOnlyList<T> found) => NextLooks.TryDequeue(out var fate) ? throw Failure(fate) : Task.FromResult(found);

    private string Act(ConcurrentQueue<Fate> fates, Func<string> arrive)
    {
        if (Away) throw new TelephonyException("transport-ConnectionError", certain: true);
        if (!fates.TryDequeue(out var fate))
        {
            if (Weather?.Invoke() is not { } sky) return arrive();
            fate = sky;
        }

        if (fate is Fate.ArrivesButAnswerIsLost)
        {
            arrive();
            Lost++;
        }

        throw Failure(fate);
    }

    private static Exception Failure(Fate fate) => fate switch
    {
        Fate.ArrivesButAnswerIsLost or Fate.LostOnTheWay => new TelephonyException("timeout", certain: false),
        Fate.NetworkAway => new TelephonyException("transport-ConnectionError", certain: true),
        Fate.TooBusy => new TelephonyException("429/20429", certain: true, TimeSpan.FromSeconds(3)),
        Fate.NumberIsWrong => new TelephonyException("400/21211", certain: true),
        _ => new InvalidOperationException($"No such fate: {fate}"),
    };

    private string Sid(string prefix) => prefix + Interlocked.Increment(ref _sids).ToString("x32");
}

internal enum Fate { ArrivesButAnswerIsLost, LostOnTheWay, NetworkAway, TooBusy, NumberIsWrong }

internal sealed record Rung(string Sid, string From, string To, VoiceLink Answer, VoiceLink Events, DateTimeOffset At);

internal sealed record Texted(string Sid, string From, string To, string Text, VoiceLink Events, DateTimeOffset At);
