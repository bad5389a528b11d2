using System.Globalization;

namespace CallCenter.TwilioEmulator.Clock;

internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder app)
    {
        var clock = app.MapGroup("/clock");
        clock.MapGet("", (EmulatorClock c) => Reading(c));
        clock.MapPost("/followers", (FollowerRequest body, EmulatorClock c, Followers followers) =>
        {
            if (!Uri.TryCreate(body.Url, UriKind.Absolute, out var url) || !url.IsLoopback)
            {
                return Results.BadRequest(new { error = "url must be an absolute loopback address" });
            }

            followers.Add(url);
            return Results.Ok(Reading(c));
        });
        clock.MapPost("/settle", async (TimeTravel travel, CancellationToken cancel) =>
            Results.Ok(new { now = await travel.Settle(cancel) }));
        clock.MapPost("/advance", Advance);
    }

    private static async Task<IResult> Advance(
        AdvanceRequest body, EmulatorClock clock, TimeTravel travel, CancellationToken cancel)
    {
        if (!clock.IsVirtual)
        {
            return Results.Conflict(new { error = "the clock is real: it moves by itself" });
        }

        if (body.To is null && !TimeSpan.TryParse(body.By, CultureInfo.InvariantCulture, out _))
        {
            return Results.BadRequest(new { error = "say by (hh:mm:ss) or to (an instant)" });
        }

        var target = body.To ?? clock.GetUtcNow() + TimeSpan.Parse(body.By!, CultureInfo.InvariantCulture);
        return Results.Ok(new { now = await travel.AdvanceTo(target, cancel) });
    }

    private static object Reading(EmulatorClock clock) =>
        new { now = clock.GetUtcNow(), mode = clock.IsVirtual ? "virtual" : "real" };

    internal sealed record FollowerRequest(string? Url);

    internal sealed record AdvanceRequest(string? By, DateTimeOffset? To);
}
