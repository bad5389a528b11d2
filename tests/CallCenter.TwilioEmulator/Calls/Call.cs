using System.Net;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Calls;

/// <summary>One leg: a person (or a browser) on one side, a TwiML document on the other.</summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing; a call's last one is dropped with the call.
internal sealed class Call(string sid, string from, string to, string direction, DateTimeOffset createdAt, Ear ear)
#pragma warning restore CA1001
{
    private CancellationTokenSource _turn = new();
    private Destination? _redirect;

    public string Sid => sid;

    public string From => from;

    public string To => to;

    /// <summary>inbound, outbound-api or outbound-dial.</summary>
    public string Direction => direction;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string? ParentSid { get; init; }

    public string? NumberSid { get; init; }

    /// <summary>Set for a leg that a browser started through a TwiML application.</summary>
    public string? ApplicationSid { get; init; }

    /// <summary>Parameters that only this call's webhooks carry (a browser's own).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExtraParameters { get; init; } = [];

    public Carrier Carrier { get; init; } = new();

    /// <summary>The called number has VoiceCallerIdLookup.</summary>
    public bool NameIsLookedUp { get; init; }

    public CallState State { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public string? AnsweredBy { get; set; }

    public int? SipCode { get; set; }

    public long QueueTimeMs { get; set; }

    public Reporting? StatusReporting { get; set; }

    /// <summary>Set when the leg was made with Record=true: its end tells of it.</summary>
    public Recordings.Recording? Recorded { get; set; }

    public int StatusSequence { get; set; }

    public Destination? Fallback { get; set; }

    public IDisposable? TimeLimit { get; set; }

    public CookieContainer Cookies { get; } = new();

    public Ear Ear => ear;

    public Keypad Keypad { get; } = new();

    public Waiting Waiting { get; set; } = Waiting.Nothing;

    public Conferences.Participant? Participant { get; set; }

    public Queues.Member? QueueMember { get; set; }

    public Bridge? Bridge { get; set; }

    /// <summary>The last document's URL: relative URLs of inline TwiML have nothing else to hold on to.</summary>
    public string? DocumentUrl { get; set; }

    /// <summary>True answered, false ended unanswered. For whoever placed this leg.</summary>
    public TaskCompletionSource<bool> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True when a dialled leg may be connected (it has answered and heard its own document).</summary>
    public TaskCompletionSource<bool> Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LegRequest? Request { get; init; }

    public bool WasRedirected { get; private set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task LastReport { get; set; } = Task.CompletedTask;

    public TimeSpan Duration => (EndedAt - StartedAt) ?? TimeSpan.Zero;

    /// <summary>A new document takes over at once, wherever the call is.</summary>
    public void Redirect(Destination destination)
    {
        _redirect = destination;
        WasRedirected = true;
        Ready.TrySetResult(false);
        Bridge?.End();
        _turn.Cancel();
    }

    public Destination? TakeRedirect()
    {
        var taken = _redirect;
        _redirect = null;
        return taken;
    }

    public CancellationToken NewTurn()
    {
        _turn = new CancellationTokenSource();
        return _turn.Token;
    }

    public void BreakTurn() => _turn.Cancel();
}
