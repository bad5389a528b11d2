using System.Globalization;

namespace CallCenter.TwilioEmulator.Rest;

/// <summary>One REST request as the handlers read it.</summary>
internal sealed class RestCall(HttpContext context, IFormCollection form, Switchboard board)
{
    public Switchboard Board => board;

    public IFormCollection Form => form;

    public string Path => context.Request.Path + context.Request.QueryString;

    public string Route(string name) => (string?)context.Request.RouteValues[name] ?? "";

    /// <summary>An absent and an empty parameter are not the same: Has tells them apart.</summary>
    public bool Has(string name) => form.ContainsKey(name);

    public string? Text(string name) => form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public string Required(string name) => Text(name) ?? throw TwilioError.Missing(name);

    public IEnumerable<string?> Texts(string name) => form.TryGetValue(name, out var values) ? values : [];

    /// <summary>Whatever is not "true" is false, as at Twilio.</summary>
    public bool Flag(string name, bool normal = false) =>
        Text(name) is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : normal;

    public int Number(string name, int normal, int least, int most) => Text(name) switch
    {
        null => normal,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most => n,
        _ => throw TwilioError.Invalid($"{name} must be between {least} and {most}"),
    };

    public string? Query(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public string Http(string name, string normal = "POST") => Calls.Reporting.Http(Text(name), normal);

    public string? Url(string name) => Text(name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") => text,
        var text => throw new TwilioError(400, 21205, $"Url is not a valid URL: {text}"),
    };

    /// <summary>Date filters come as Name, Name&lt; and Name&gt;; a bare date covers its whole day.</summary>
    public Func<DateTimeOffset?, bool> DateFilter(string name)
    {
        var (on, before, after) = (Date(name), Date(name + "<"), Date(name + ">"));
        return at => (on is null || (at >= on && at < on.Value.AddDays(1)))
            && (before is null || at <= (IsMoment(name + "<") ? before : before.Value.AddDays(1)))
            && (after is null || at >= after);
    }

    public RestAnswer Page<T>(string plural, IEnumerable<T> all, Func<T, object> show) =>
        ListEnvelope.Of(context.Request, plural, all, show);

    private bool IsMoment(string name) => (Query(name) ?? "").Contains('T', StringComparison.Ordinal);

    private DateTimeOffset? Date(string name) => Query(name) is { } text
        ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw TwilioError.Invalid($"{name} is not a date")
        : null;
}
