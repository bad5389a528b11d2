namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Where the next document comes from: a URL, or TwiML given in the REST request itself.</summary>
internal sealed record Destination(string? Url, string Method, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public string? Inline { get; init; }

    /// <summary>A fallback that fails has no fallback of its own.</summary>
    public bool IsFallback { get; init; }

    public static Destination To(string url, string? method = null, params KeyValuePair<string, string>[] parameters) =>
        new(url, Calls.Reporting.Http(method), parameters);

    public static Destination Given(string twiml) => new(null, "POST", []) { Inline = twiml };
}
