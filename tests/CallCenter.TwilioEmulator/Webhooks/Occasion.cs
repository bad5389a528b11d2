namespace CallCenter.TwilioEmulator.Webhooks;

using Pairs = IEnumerable<KeyValuePair<string, string>>;

/// <summary>One webhook or REST request as a fault aims at it: words that are true of it.</summary>
internal sealed record Occasion(string Path, Pairs Parameters, IReadOnlySet<string> Words)
{
    /// <summary>Parameters whose value names what happened.</summary>
    private static readonly HashSet<string> Telling =
        ["StatusCallbackEvent", "CallStatus", "RecordingStatus", "MessageStatus", "TranscriptionEvent"];

    public static Occasion Of(WebhookRequest request) => new(request.Url, request.Parameters, WordSet(
        [request.Method, request.Purpose.Replace(' ', '-'), .. request.Parameters.Where(p => Telling.Contains(p.Key)).Select(p => p.Value)]));

    /// <param name="path">…/Accounts/{sid}/Conferences/{sid}/Participants/{sid}.json: an odd rest is a list, an even one its member.</param>
    public static Occasion OfRest(string method, string path, Pairs form)
    {
        var rest = path.Split('?')[0].Replace(".json", "", StringComparison.Ordinal).Trim('/').Split('/').Skip(3).ToList();
        var member = rest.Count % 2 == 0;
        var deed = (method, member) switch
        {
            ("POST", false) => "create",
            ("POST", true) => "update",
            ("DELETE", _) => "delete",
            (_, false) => "list",
            _ => "fetch",
        };
        return new(path, form, WordSet([method, deed, rest.ElementAtOrDefault(member ? rest.Count - 2 : rest.Count - 1) ?? ""]));
    }

    /// <summary>Every word holds: <c>/part-of-the-path</c>, <c>Parameter=value</c> (a * ends it early), or a plain word.</summary>
    public bool Is(string aim) => aim.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(Holds);

    private bool Holds(string word) => word switch
    {
        ['/', ..] => Path.Contains(word, StringComparison.OrdinalIgnoreCase),
        _ when word.Split('=', 2) is [var name, var value] => Parameters.Any(p => p.Key == name && Fits(p.Value, value)),
        _ => Words.Contains(word),
    };

    private static bool Fits(string given, string wanted) => wanted.EndsWith('*')
        ? given.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : given == wanted;

    private static HashSet<string> WordSet(IEnumerable<string> words) => new(words, StringComparer.OrdinalIgnoreCase);
}
