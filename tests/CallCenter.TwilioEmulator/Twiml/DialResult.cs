using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>What the action URL of a Dial learns. A conference has no child leg and no duration.</summary>
internal sealed record DialResult(string Status, Call? Child = null, TimeSpan? Talked = null)
{
    /// <summary>Never dialled: the document goes on with its next verb, whatever action there is.</summary>
    public static readonly DialResult Refused = new("refused");

    public string? RecordingUrl { get; init; }

    public IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        yield return new("DialCallStatus", Status);
        if (Child is not null)
        {
            yield return new("DialCallSid", Child.Sid);
            yield return new("DialBridged", Talked is null ? "false" : "true");
        }

        if (Talked is { } talked)
        {
            yield return new("DialCallDuration", talked.WholeSeconds());
        }

        if (RecordingUrl is { } url)
        {
            yield return new("RecordingUrl", url);
        }
    }
}
