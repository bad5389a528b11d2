using Microsoft.AspNetCore.WebUtilities;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Writes our links as Twilio sees them: absolute, with connection overrides in the fragment (which is not signed).</summary>
public sealed class TwilioUrls(TwilioOptions options)
{
    // An instruction is asked for again on a connection failure, a slow answer or a 5xx: our handlers are idempotent.
    private const string Instructions = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=5000&tt=14000";
    private const string Callbacks = "#rc=3&rp=all&ct=2000&rt=5000&tt=15000";

    private readonly string _public = Origin(options.PublicBaseUrl), _fallback = Origin(options.FallbackBaseUrl);

    /// <summary>With its last slash: without it the path's end would count as a file beside our routes.</summary>
    private readonly Uri _base = new(Origin(options.PublicBaseUrl) + "/");

    public string Instruction(VoiceLink link) => $"{_public}/twilio/{link.Route}{Query(link)}{Instructions}";

    public string Callback(VoiceLink link) => $"{_public}/twilio/{link.Route}{Query(link)}{Callbacks}";

    public string Fallback() => $"{_fallback}/twilio/voice/fallback{Instructions}";

    /// <summary>One of our own instruction URLs, as the link it was written from; null for anything else.</summary>
    public VoiceLink? Own(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var asked) || !_base.IsBaseOf(asked)) return null;
        var path = _base.MakeRelativeUri(asked).ToString().Split('?', '#')[0];
        return path.StartsWith("twilio/", StringComparison.Ordinal)
            ? new VoiceLink(path["twilio/".Length..], [.. QueryHelpers.ParseQuery(asked.Query).Select(q => (q.Key, q.Value.ToString()))])
            : null;
    }

    public string Audio(string path) => _public + path;

    private static string Origin(Uri url) => url.ToString().TrimEnd('/');

    private static string Query(VoiceLink link) =>
        link.Own.Count == 0 ? "" : "?" + string.Join('&', link.Own.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
}
