using System.Globalization;

namespace CallCenter.Agent.Shell;

/// <summary>
/// The server's idea of now. A console's own clock may be minutes off, and a deadline counted by it would lie;
/// every answer of the server corrects the difference.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    /// <summary>Sent by the server with millisecond precision; the standard <c>Date</c> header is the fallback.</summary>
    public const string Header = "Server-Time";
    private static readonly TimeSpan Negligible = TimeSpan.FromSeconds(1.5);
    private TimeSpan _ahead;

    public DateTimeOffset Now => time.GetUtcNow() + _ahead;

    /// <param name="mayBeCached">A question's answer may come from the browser's cache, with the clock of another hour.</param>
    public void Learn(HttpResponseMessage answer, bool mayBeCached)
    {
        if (mayBeCached && answer.Headers.CacheControl?.MaxAge is not null) return;
        if (answer.Headers.TryGetValues(Header, out var values) &&
            DateTimeOffset.TryParse(values.First(), CultureInfo.InvariantCulture, out var exact))
            _ahead = exact - time.GetUtcNow();
        else if (!mayBeCached && answer.Headers.Date is { } rough)
            Correct(rough - time.GetUtcNow());
    }

    // The Date header has whole seconds: a difference below that is noise, and following it would make ages jump.
    private void Correct(TimeSpan ahead)
    {
        if ((ahead - _ahead).Duration() > Negligible) _ahead = ahead;
    }
}
