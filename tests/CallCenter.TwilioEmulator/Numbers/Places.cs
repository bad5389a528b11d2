using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Numbers;

/// <summary>The optional geography of a number; the carrier's idea of it, by area code.</summary>
internal static class Places
{
    private static readonly Dictionary<string, (string City, string State, string Zip)> ByAreaCode = new()
    {
        ["512"] = ("AUSTIN", "TX", "78701"),
        ["212"] = ("NEW YORK", "NY", "10001"),
        ["415"] = ("SAN FRANCISCO", "CA", "94102"),
    };

    public static void AddTo(List<KeyValuePair<string, string>> pairs, Call call)
    {
        Add(pairs, call.From, "From", "Caller");
        Add(pairs, call.To, "To", "Called");
    }

    private static void Add(List<KeyValuePair<string, string>> pairs, string number, params string[] prefixes)
    {
        if (!number.StartsWith("+1", StringComparison.Ordinal) || number.Length != 12)
        {
            return;
        }

        var (city, state, zip) = ByAreaCode.GetValueOrDefault(number[2..5], ("", "", ""));
        foreach (var prefix in prefixes)
        {
            pairs.Add(new(prefix + "City", city));
            pairs.Add(new(prefix + "State", state));
            pairs.Add(new(prefix + "Zip", zip));
            pairs.Add(new(prefix + "Country", "US"));
        }
    }
}
