namespace CallCenter.TwilioEmulator.Calls;

/// <summary>Where a leg's progress is reported, and which events of it.</summary>
internal sealed record Reporting(string Url, string Method, IReadOnlySet<string> Events)
{
    public static readonly IReadOnlySet<string> OnlyCompleted = new HashSet<string> { "completed" };

    /// <summary>The repeated form key and one space-separated value mean the same.</summary>
    public static Reporting? From(string? url, string? method, IEnumerable<string?> events)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        var named = events.SelectMany(e => (e ?? "").Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        return new(url, Http(method), named.Count == 0 ? OnlyCompleted : named);
    }

    public static string Http(string? method, string normal = "POST") =>
        string.IsNullOrEmpty(method) ? normal : method.ToUpperInvariant();
}
