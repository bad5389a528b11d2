using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Timeline;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Asks the application for the next document and reads it by Twilio's rules of content types.</summary>
internal sealed class DocumentFetch(Account account, Questions questions, TimelineBook timeline)
{
    public async Task<TwimlDocument> Fetch(
        Call call, Destination destination, IEnumerable<KeyValuePair<string, string>> extra, CancellationToken cancel)
    {
        var document = destination.Inline is { } text
            ? TwimlDocument.Parse(null, text)
            : await FromUrl(call, destination, extra, cancel);
        foreach (var warning in Vocabulary.WarningsOf(document.Root))
        {
            timeline.Warn(call.Sid, warning, document.Url ?? "inline");
        }

        return document;
    }

    /// <summary>For announcements to URLs whose answer is ignored (an Enqueue action after the call has moved on).</summary>
    public Task Notify(Call call, Destination destination) => questions.Ask(Request(call, destination, []));

    private WebhookRequest Request(Call call, Destination destination, IEnumerable<KeyValuePair<string, string>> extra) =>
        new(destination.Url!, destination.Method, [.. CallParameters.Of(call, account), .. destination.Parameters, .. extra],
            destination.IsFallback ? "fallback" : "twiml", call.Sid)
        { Cookies = call.Cookies };

    private async Task<TwimlDocument> FromUrl(
        Call call, Destination destination, IEnumerable<KeyValuePair<string, string>> extra, CancellationToken cancel)
    {
        var url = destination.Url!;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new TwimlFailure(11100, url, "invalid URL");
        }

        // The request goes on when the caller has hung up; only its answer no longer matters.
        var outcome = await questions.Ask(Request(call, destination, extra)).WaitAsync(cancel);
        if (!outcome.Succeeded)
        {
            throw new TwimlFailure(outcome.ErrorCode, url, "HTTP retrieval failure");
        }

        return Read(url, outcome);
    }

    private static TwimlDocument Read(string url, DeliveryOutcome outcome) => outcome.ContentType switch
    {
        "text/xml" or "application/xml" or "text/html" => TwimlDocument.Parse(url, outcome.Body),
        "text/plain" => Plain(url, outcome.Body),
        { } type when type.StartsWith("audio/", StringComparison.Ordinal) => Audio(url),
        null when outcome.Body.Length == 0 => throw new TwimlFailure(12100, url, "an empty answer is no document"),
        _ => throw new TwimlFailure(12300, url, "invalid content type"),
    };

    private static TwimlDocument Plain(string url, string body)
    {
        try
        {
            return TwimlDocument.Parse(url, body);
        }
        catch (TwimlFailure)
        {
            return new(url, new XElement("Response", new XElement("Say", body), new XElement("Hangup")));
        }
    }

    private static TwimlDocument Audio(string url) =>
        new(url, new XElement("Response", new XElement("Play", url), new XElement("Hangup")));
}
