namespace CallCenter.TwilioEmulator.Phones;

/// <summary>People's side of the network: dialling, answering, keys and words. JSON, no password, loopback only.</summary>
internal static class PhoneEndpoints
{
    public static void MapPhones(this IEndpointRouteBuilder app)
    {
        var people = app.MapGroup("/emulator");
        people.MapPost("/calls", (DialRequest body, Switchboard board) => board.Exchange.Ask(() => Dial(board, body)));
        people.MapGet("/calls", (int? recent, Switchboard board) => board.Exchange.Ask(() =>
            Results.Ok(board.Calls.All.TakeLast(recent ?? int.MaxValue).Select(c => CallView.Of(board, c)).ToList())));
        people.MapGet("/calls/{sid}", (string sid, Switchboard board) => OnCall(board, sid, c => Results.Ok(CallView.Of(board, c))));
        people.MapPost("/calls/{sid}/press", (string sid, KeysRequest body, Switchboard board) => OnLiveCall(board, sid, c =>
        {
            Persons.Press(board, c, body.Digits ?? "");
            return Results.Ok(CallView.Of(board, c));
        }));
        people.MapPost("/calls/{sid}/say", (string sid, WordsRequest body, Switchboard board) => OnLiveCall(board, sid, c =>
        {
            Persons.Say(board, c, body.Text ?? "", body.Confidence ?? 0.9);
            return Results.Ok(CallView.Of(board, c));
        }));
        people.MapPost("/calls/{sid}/hangup", (string sid, Switchboard board) => OnCall(board, sid, c =>
        {
            board.Desk.HangUp(c);
            return Results.Ok(CallView.Of(board, c));
        }));
        people.MapGet("/lines", (Switchboard board) => board.Exchange.Ask(() => Results.Ok(
            board.Numbers.Lines.Select(l => new { number = l.Number, name = l.Setting("FriendlyName") ?? l.Number }).ToList())));
        MapBehaviours(people);
    }

    private static void MapBehaviours(RouteGroupBuilder people)
    {
        people.MapGet("/phones", (Switchboard board) => board.Exchange.Ask(() => Results.Ok(
            board.Phones.Behaviours.ToDictionary(b => b.Key, b => b.Value.Word()))));
        people.MapPost("/phones/{number}", (string number, BehaviourRequest body, Switchboard board) => board.Exchange.Ask(() =>
        {
            if (BehaviourWords.Parse(body.Behaviour) is not { } behaviour)
            {
                return Results.BadRequest(new { error = "behaviour: ring, human, machine, busy, no-answer or reject" });
            }

            board.Phones.Set(number, behaviour);
            return Results.Ok(new { number, behaviour = behaviour.Word() });
        }));
        people.MapPost("/phones/{number}/answer", (string number, Switchboard board) => OnRinging(board, number, board.Progress.Answered));
        people.MapPost("/phones/{number}/decline", (string number, Switchboard board) => OnRinging(board, number, board.Phones.Decline));
    }

    private static IResult Dial(Switchboard board, DialRequest body)
    {
        if (body is not { From: { Length: > 0 } from, To: { Length: > 0 } to })
        {
            return Results.BadRequest(new { error = "from and to are needed" });
        }

        return Results.Ok(new { callSid = board.Desk.Arrive(from, to).Sid });
    }

    private static Task<IResult> OnCall(Switchboard board, string sid, Func<Calls.Call, IResult> act) => board.Exchange.Ask(() =>
        board.Calls.Find(sid) is { } call ? act(call) : Results.NotFound(new { error = "no such call" }));

    private static Task<IResult> OnLiveCall(Switchboard board, string sid, Func<Calls.Call, IResult> act) => OnCall(board, sid, c =>
        c.State == Calls.CallState.InProgress ? act(c) : Results.Conflict(new { error = "the call is not in progress" }));

    private static Task<IResult> OnRinging(Switchboard board, string number, Action<Calls.Call> act) => board.Exchange.Ask(() =>
    {
        if (board.Phones.Ringing(number) is not { } call || board.Phones.BehaviourOf(number) == PhoneBehaviour.NoAnswer)
        {
            return Results.NotFound(new { error = "that phone is not ringing for anybody" });
        }

        act(call);
        return Results.Ok(CallView.Of(board, call));
    });

    internal sealed record DialRequest(string? From, string? To);

    internal sealed record KeysRequest(string? Digits);

    internal sealed record WordsRequest(string? Text, double? Confidence);

    internal sealed record BehaviourRequest(string? Behaviour);
}
