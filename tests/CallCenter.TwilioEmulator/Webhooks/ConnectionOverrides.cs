using System.Globalization;

namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>What the fragment of a webhook URL may change about its transport (ct, rt, tt, rc, rp).</summary>
internal sealed record ConnectionOverrides(
    TimeSpan Connect, TimeSpan Read, TimeSpan Total, int Retries, IReadOnlySet<string> RetryOn)
{
    /// <summary>No override may outlive this; Twilio hangs up on the webhook after 15 s.</summary>
    private const int CeilingMs = 15_000;

    public static ConnectionOverrides From(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var given = (hash < 0 ? "" : url[(hash + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.Last()[1]), StringComparer.Ordinal);
        var on = given.GetValueOrDefault("rp", "ct").Split(',', StringSplitOptions.TrimEntries);
        return new(
            Milliseconds(given, "ct", 5000, 100, 10_000),
            Milliseconds(given, "rt", CeilingMs, 100, CeilingMs),
            Milliseconds(given, "tt", CeilingMs, 100, CeilingMs),
            Number(given, "rc", 1, 0, 5),
            on.ToHashSet(StringComparer.Ordinal));
    }

    public bool WantsAnotherTry(DeliveryOutcome outcome) => outcome.Failure switch
    {
        DeliveryFailure.Connect => Wants("ct"),
        DeliveryFailure.Slow => Wants("rt"),
        DeliveryFailure.Broken => Wants("rt"),
        DeliveryFailure.None => outcome.Status switch
        {
            >= 400 and < 500 => Wants("4xx"),
            >= 500 => Wants("5xx"),
            _ => false,
        },
        DeliveryFailure.TooManyRedirects => false,
    };

    private bool Wants(string policy) => RetryOn.Contains("all") || RetryOn.Contains(policy);

    private static TimeSpan Milliseconds(Dictionary<string, string> given, string key, int normal, int least, int most) =>
        TimeSpan.FromMilliseconds(Number(given, key, normal, least, most));

    private static int Number(Dictionary<string, string> given, string key, int normal, int least, int most) =>
        given.TryGetValue(key, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? Math.Clamp(value, least, most)
            : normal;
}
