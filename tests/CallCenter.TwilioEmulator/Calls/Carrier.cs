namespace CallCenter.TwilioEmulator.Calls;

using Pairs = List<KeyValuePair<string, string>>;

/// <summary>What the carrier, or the speech engine, tells of an inbound call on some days and not on others.</summary>
internal sealed record Carrier
{
    public string? ForwardedFrom { get; init; }

    /// <summary>Sent only for a number with VoiceCallerIdLookup.</summary>
    public string? CallerName { get; init; }

    /// <summary>Null: passed, for a caller with a number. none: nobody looked.</summary>
    public string? StirVerstat { get; init; }

    public string? StirPassportToken { get; init; }

    /// <summary>Recognised words may come without a confidence.</summary>
    public bool Confidence { get; init; } = true;

    public void AddTo(Pairs pairs, Call call)
    {
        CallParameters.Add(pairs, "ForwardedFrom", ForwardedFrom);
        CallParameters.Add(pairs, "CallerName", call.NameIsLookedUp ? CallerName : null);
        CallParameters.Add(pairs, "StirPassportToken", StirPassportToken);
        var verified = StirVerstat ?? (call.From.StartsWith('+') ? "TN-Validation-Passed-A" : "none");
        CallParameters.Add(pairs, "StirVerstat", verified == "none" ? null : verified);
    }
}
