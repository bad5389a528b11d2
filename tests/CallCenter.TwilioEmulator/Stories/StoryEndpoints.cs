using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Stories;

internal static class StoryEndpoints
{
    public static void MapStories(this IEndpointRouteBuilder app)
    {
        var stories = app.MapGroup("/emulator/stories");
        stories.MapGet("", (StoryTeller teller) => Results.Ok(
            teller.Stories.Select(s => new { id = s.Id, title = s.Title, summary = s.Summary, from = s.From, to = s.To })));
        stories.MapPost("/{id}", (string id, StoryTeller teller, Switchboard board) => board.Exchange.Ask(() =>
            teller.Stories.FirstOrDefault(s => s.Id == id) is { } story
                ? Results.Ok(View(teller.Begin(story)))
                : Results.NotFound(new { error = "no such story" })));
        stories.MapGet("/runs", (StoryTeller teller, Switchboard board) => board.Exchange.Ask(() =>
            Results.Ok(teller.Runs.Select(View).ToList())));
        stories.MapPost("/runs/{id}/take-over", (string id, string? callSid, StoryTeller teller, Switchboard board) => board.Exchange.Ask(() =>
        {
            if (teller.Runs.Find(r => r.Id == id) is not { } run || !run.TakeOver(callSid))
            {
                return Results.NotFound(new { error = "no such run" });
            }

            board.Changes.Announce("story");
            return Results.Ok(View(run));
        }));
    }

    private static object View(StoryRun run) => new
    {
        runId = run.Id,
        story = run.Story.Id,
        title = run.Story.Title,
        startedAt = run.StartedAt,
        callSid = run.Actors[0].Call.Sid,
        actors = run.Actors.Select(a => new
        {
            callSid = a.Call.Sid,
            status = a.Call.State.Word(),
            active = a.Active,
            takenOver = a.TakenOver,
            acts = a.Acts.Select(act => new { at = act.At, text = act.Text }).ToList(),
        }).ToList(),
    };
}
