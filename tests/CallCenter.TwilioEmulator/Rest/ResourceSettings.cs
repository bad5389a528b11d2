namespace CallCenter.TwilioEmulator.Rest;

/// <summary>Numbers and applications keep what they are told under Twilio's own names; an empty value clears.</summary>
internal static class ResourceSettings
{
    public static void Apply(RestCall rest, Dictionary<string, string> settings, IEnumerable<string> names)
    {
        foreach (var name in names.Where(rest.Has))
        {
            var value = rest.Text(name) ?? "";
            if (value.Length > 0 && (name.EndsWith("Url", StringComparison.Ordinal) || name.EndsWith("Callback", StringComparison.Ordinal)))
            {
                CheckHost(rest.Url(name)!);
            }

            settings[name] = value;
        }
    }

    private static void CheckHost(string url)
    {
        if (new Uri(url).Host.Contains('_', StringComparison.Ordinal))
        {
            throw new TwilioError(400, 21402, "A callback host name may not contain underscores");
        }
    }
}
