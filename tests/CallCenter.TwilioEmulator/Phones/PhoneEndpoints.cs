using CallCenter.TwilioEmulator.Calls;

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
        people.MapPost("/calls/{sid}/leave-conference", (string sid, Switchboard board) => OnLiveCall(board, sid, c => LeaveConference(board, c)));
        people.MapGet("/lines", (Switchboard board) => board.Exchange.Ask(() => Results.Ok(
            board.Numbers.Lines.Select(l => new { number = l.Number, name = l.Setting("FriendlyName") ?? l.Number }).ToList())));
        MapBehaviours(people);
    }

    private static void MapBehaviours(RouteGroupBuilder people)
    {
        people.MapGet("/phones", (Switchboard board) => board.Exchange.Ask(() => Results.Ok(
            board.Phones.Habits.ToDictionary(h => h.Key, h => h.Value.Behaviour.Word()))));
        people.MapPost("/phones/{number}", (string number, HabitsRequest body, Switchboard board) => board.Exchange.Ask(() =>
        {
            if (body.Wrong() is { } wrong)
            {
                return Results.BadRequest(new { error = wrong });
            }

            board.Phones.Set(number, body.Habits());
            return Results.Ok(new { number, behaviour = board.Phones.BehaviourOf(number).Word() });
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

        return Results.Ok(new { callSid = board.Desk.Arrive(from, to, body.Carrier()).Sid });
    }

    /// <summary>The leg drops out of its room and lives on: it goes to its document, as after any other end of a conference.</summary>
    private static IResult LeaveConference(Switchboard board, Call call)
    {
        if (call.Participant is not { } who || board.Conferences.All.FindLast(c => c.Participants.Contains(who)) is not { } room)
        {
            return Results.Conflict(new { error = "the call is in no conference" });
        }

        board.Conferences.Leave(room, who, "participant_hung_up");
        return Results.Ok(CallView.Of(board, call));
    }

    private static Task<IResult> OnCall(Switchboard board, string sid, Func<Call, IResult> act) => board.Exchange.Ask(() =>
        board.Calls.Find(sid) is { } call ? act(call) : Results.NotFound(new { error = "no such call" }));

    private static Task<IResult> OnLiveCall(Switchboard board, string sid, Func<Call, IResult> act) => OnCall(board, sid, c =>
        c.State == CallState.InProgress ? act(c) : Results.Conflict(new { error = "the call is not in progress" }));

    private static Task<IResult> OnRinging(Switchboard board, string number, Action<Call> act) => board.Exchange.Ask(() =>
    {
        if (board.Phones.Ringing(number) is not { } call || board.Phones.BehaviourOf(number) == PhoneBehaviour.NoAnswer)
        {
            return Results.NotFound(new { error = "that phone is not ringing for anybody" });
        }

        act(call);
        return Results.Ok(CallView.Of(board, call));
    });

    internal sealed record DialRequest(
        string? From, string? To, string? ForwardedFrom, string? CallerName, string? StirVerstat, string? StirPassportToken, bool? Confidence)
    {
        public Carrier Carrier() => new()
        {
            ForwardedFrom = ForwardedFrom, CallerName = CallerName, StirVerstat = StirVerstat, StirPassportToken = StirPassportToken,
            Confidence = Confidence ?? true,
        };
    }

    internal sealed record KeysRequest(string? Digits);

    internal sealed record WordsRequest(string? Text, double? Confidence);

    internal sealed record HabitsRequest(string? Behaviour, string? AnsweredBy, string? Texts, int? ErrorCode)
    {
        public string? Wrong() => BehaviourWords.Parse(Behaviour ?? "ring") is null ? "behaviour: ring, human, machine, busy, no-answer, reject or failed"
            : AnsweredBy is not null && !PhoneHabits.Detected.Contains(AnsweredBy) ? "answeredBy: " + string.Join(", ", PhoneHabits.Detected)
            : Texts is not null && !PhoneHabits.TextEndings.Contains(Texts) ? "texts: " + string.Join(", ", PhoneHabits.TextEndings)
            : null;

        public PhoneHabits Habits() => new()
        {
            Behaviour = BehaviourWords.Parse(Behaviour ?? "ring")!.Value, AnsweredBy = AnsweredBy, Texts = Texts ?? "delivered", ErrorCode = ErrorCode,
        };
    }
}
