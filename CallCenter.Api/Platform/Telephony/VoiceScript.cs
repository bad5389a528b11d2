namespace CallCenter.Api.Platform.Telephony;

/// <summary>What a leg is told to do next, in neutral words; one folder writes it as TwiML.</summary>
public sealed record VoiceScript(params IReadOnlyList<VoiceStep> Steps)
{
    public static readonly VoiceScript None = new();
}

public abstract record VoiceStep;

/// <param name="Language">BCP-47, <c>en-US</c> or <c>es-US</c>.</param>
public sealed record Speak(string Text, string Language) : VoiceStep;

/// <param name="Path">An audio file of ours, below the public base URL.</param>
public sealed record PlayAudio(string Path, int Loop = 1) : VoiceStep;

public sealed record Wait(int Seconds) : VoiceStep;

/// <summary>Asks for keys or words; whatever comes, or nothing, arrives at <paramref name="Action"/>.</summary>
public sealed record Ask(VoiceLink Action, int TimeoutSeconds, string Language, params IReadOnlyList<VoiceStep> Prompts) : VoiceStep
{
    public int? Digits { get; init; }
    public bool Speech { get; init; }
    public string? Hints { get; init; }
    public string FinishOnKey { get; init; } = "#";
}

/// <summary>The caller waits; <paramref name="WaitRoute"/> is asked again and again for what she hears.</summary>
public sealed record WaitInQueue(VoiceLink WaitRoute, VoiceLink Action) : VoiceStep;

/// <summary>Joins the conference of a call.</summary>
/// <param name="EndsWithMe">The conference ends when this leg leaves.</param>
public sealed record JoinConference(Guid CallId, string Label, bool EndsWithMe, VoiceLink Events, VoiceLink WaitRoute, VoiceLink Action) : VoiceStep
{
    /// <summary>Hears, and is heard by nobody; with the others already talking she changes nothing.</summary>
    public bool Silent { get; init; }
}

/// <summary>Puts the leg through to a telephone; <paramref name="Action"/> is asked when that call is over or nobody answered.</summary>
/// <param name="CallerId">A number of ours, E.164.</param>
public sealed record RingNumber(string Number, string CallerId, int Seconds, VoiceLink Action) : VoiceStep;

/// <summary>Records what the caller says after a tone; <paramref name="Action"/> is asked when a key, silence or the limit ends it, and when nothing was said.</summary>
/// <param name="Events">Told when the sound is there, or that there is none.</param>
public sealed record TakeMessage(VoiceLink Action, VoiceLink Events, int MostSeconds, int SilenceSeconds) : VoiceStep;

/// <summary>Out of the provider's queue: its action is asked next.</summary>
public sealed record LeaveQueue : VoiceStep;

public sealed record GoTo(VoiceLink Link) : VoiceStep;

public sealed record HangUp : VoiceStep;

/// <summary>A link to a route of ours. <paramref name="Own"/> goes into the query: ids and counters, never personal data.</summary>
public sealed record VoiceLink(string Route, params IReadOnlyList<(string Name, string Value)> Own)
{
    /// <summary>With a counter more: what is asked there is new, and no repetition of what was asked before.</summary>
    public VoiceLink With(string name, long value) => new(Route, [.. Own, (name, value.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    public static VoiceLink Of(string route, Guid id, int? visit = null) => visit is null
        ? new(route, ("id", id.ToString("N")))
        : new(route, ("id", id.ToString("N")), ("n", visit.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
