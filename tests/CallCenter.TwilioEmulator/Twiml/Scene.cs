using System.Globalization;
using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>What a verb has at hand while it is carried out.</summary>
internal sealed record Scene(Switchboard Board, Call Call, TwimlDocument Document, CancellationToken Cancel)
{
    /// <summary>A wait document plays to a caller who stays where he is; it allows fewer verbs.</summary>
    public IReadOnlySet<string>? Allowed { get; init; }

    public Destination Action(XElement verb, params KeyValuePair<string, string>[] parameters) =>
        new(ActionUrl(verb), Reporting.Http(verb.Text("method")), parameters);

    public Destination? ActionIfGiven(XElement verb, params KeyValuePair<string, string>[] parameters) =>
        verb.Text("action") is null ? null : Action(verb, parameters);

    public void Warn(string warning) => Board.Timeline.Warn(Call.Sid, warning, Document.Url ?? "inline");

    private string ActionUrl(XElement verb) => verb.Text("action") is { Length: > 0 } given
        ? Document.Resolve(given)
        : Document.Url ?? throw new TwimlFailure(11100, "", "inline TwiML needs an absolute action URL");
}

internal static class Attributes
{
    public static string? Text(this XElement verb, string name) => verb.Attribute(name)?.Value;

    public static bool Flag(this XElement verb, string name, bool normal = false) => verb.Text(name) switch
    {
        null or "" => normal,
        var text => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase),
    };

    public static int Number(this XElement verb, string name, int normal) =>
        int.TryParse(verb.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : normal;

    public static TimeSpan Seconds(this XElement verb, string name, int normal) =>
        TimeSpan.FromSeconds(verb.Number(name, normal));
}
