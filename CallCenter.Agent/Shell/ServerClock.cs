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

    public void Learn(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues(Header, out var values) &&
            DateTimeOffset.TryParse(values.First(), CultureInfo.InvariantCulture, out var exact))
            _ahead = exact - time.GetUtcNow();
        else if (answer.Headers.Date is { } rough)
            Correct(rough - time.GetUtcNow());
    }

    // The Date header has whole seconds: a difference below that is noise, and following it would make ages jump.
    private void Correct(TimeSpan ahead)
    {
        if ((ahead - _ahead).Duration() > Negligible) _ahead = ahead;
    }
}
