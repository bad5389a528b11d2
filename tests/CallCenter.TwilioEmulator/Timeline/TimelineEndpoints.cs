using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Timeline;

internal static class TimelineEndpoints
{
    public static void MapTimeline(this IEndpointRouteBuilder app)
    {
        app.MapGet("/emulator/timeline", (long? since, string? callSid, TimelineBook book) => Results.Ok(
            book.Since(since ?? 0).Where(e => callSid is null || e.CallSid == callSid).Select(View)));
        app.MapDelete("/emulator/timeline", (TimelineBook book) =>
        {
            book.Clear();
            return Results.NoContent();
        });
        app.MapGet("/emulator/faults", (Faults faults) => Results.Ok(faults.Current));
        app.MapPost("/emulator/faults", (FaultSetting setting, Faults faults) =>
        {
            if (setting.Aimed.FirstOrDefault(a => !FaultSetting.Names.Contains(a.Fault)) is { } unknown)
            {
                return Results.BadRequest(new { error = $"no fault is called {unknown.Fault}" });
            }

            faults.Set(setting);
            return Results.Ok(faults.Current);
        });
        app.MapGet("/emulator/events", Stream);
    }

    private static object View(TimelineEntry e) => new
    {
        id = e.Id,
        at = e.At,
        direction = e.Direction,
        method = e.Method,
        path = e.Path,
        purpose = e.Purpose,
        status = e.Status,
        ms = e.Ms,
        callSid = e.CallSid,
        warnings = e.Warnings,
        parameters = e.Parameters.Select(p => new { name = p.Key, value = p.Value }),
        answer = e.Answer,
    };

    private static async Task Stream(HttpContext context, Changes changes, IHostApplicationLifetime life)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var channel = changes.Listen();
        try
        {
            await context.Response.WriteAsync(": open\n\n", either.Token);
            await context.Response.Body.FlushAsync(either.Token);
            await foreach (var change in channel.Reader.ReadAllAsync(either.Token))
            {
                await context.Response.WriteAsync($"event: {change.What}\ndata: {{\"callSid\":\"{change.CallSid}\"}}\n\n", either.Token);
                await context.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        finally
        {
            changes.Leave(channel);
        }
    }
}
