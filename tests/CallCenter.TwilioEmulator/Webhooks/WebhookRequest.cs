using System.Net;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>One request to the application, before transport.</summary>
internal sealed record WebhookRequest(
    string Url,
    string Method,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    string Purpose,
    string? CallSid)
{
    /// <summary>Cookies are kept for the length of a call.</summary>
    public CookieContainer? Cookies { get; init; }

    /// <summary>Messaging URLs keep their port when signed over HTTPS, voice URLs do not.</summary>
    public bool Voice { get; init; } = true;
}
