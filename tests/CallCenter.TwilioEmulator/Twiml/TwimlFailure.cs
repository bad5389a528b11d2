namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>A document that could not be fetched, read or carried out; the fallback URL learns code and URL.</summary>
internal sealed class TwimlFailure(int code, string url, string what) : Exception($"{code} {what}")
{
    public int Code => code;

    public string Url => url;
}
