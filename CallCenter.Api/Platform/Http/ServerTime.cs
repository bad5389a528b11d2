using System.Globalization;
using CallCenter.Agent.Shell;

namespace CallCenter.Api.Platform.Http;

/// <summary>
/// Tells every console what time it is here, by the clock that decides deadlines (<see cref="ServerClock"/> follows it). The standard
/// <c>Date</c> header has whole seconds and is always the machine's own clock.
/// </summary>
public static class ServerTime
{
    public static void UseServerTime(this WebApplication app)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[ServerClock.Header] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}
