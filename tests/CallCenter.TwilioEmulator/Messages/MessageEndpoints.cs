namespace CallCenter.TwilioEmulator.Messages;

/// <summary>The text messages on people's phones.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/emulator/messages", (string? to, Switchboard board) => board.Exchange.Ask(() =>
            Results.Ok(board.Messages.All.Where(m => to is null || m.To == to).Select(View).ToList())));
        app.MapPost("/emulator/messages/{sid}/reply", (string sid, ReplyRequest body, Switchboard board) => board.Exchange.Ask(() =>
            board.Messages.Find(sid) is { } message
                ? Results.Ok(View(board.Messages.Reply(message.To, message.From, body.Text ?? body.Body ?? "", body.OptOutType, body.Media ?? [])))
                : Results.NotFound(new { error = "no such message" })));
    }

    private static object View(TextMessage m) =>
        new { sid = m.Sid, from = m.From, to = m.To, body = m.Body, direction = m.Direction, status = m.Status, media = m.Media, at = m.CreatedAt };

    /// <param name="OptOutType">STOP, START or HELP: the number has Advanced Opt-Out, and the words are its own.</param>
    internal sealed record ReplyRequest(string? Text, string? Body, string? OptOutType, IReadOnlyList<string>? Media);
}
