using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Clock;
using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Phones;

/// <summary>Who answered? Before the first document, or beside it when asked for asynchronously.</summary>
internal static class AnsweringMachine
{
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Greeting = TimeSpan.FromSeconds(6);

    public static async Task Detect(Switchboard board, Call call)
    {
        if (call.Request?.MachineDetection is not ("Enable" or "DetectMessageEnd"))
        {
            return;
        }

        if (call.Request.AsyncDetection is { } reporting)
        {
            board.Exchange.Start(() => Later(board, call, reporting));
            return;
        }

        using var attention = call.Ear.Occupied();
        await Wait(board, call);
    }

    private static async Task Later(Switchboard board, Call call, Reporting reporting)
    {
        await Wait(board, call);
        var pairs = CallParameters.Of(call, board.Account);
        pairs.Add(new("MachineDetectionDuration", "2000"));
        await board.Callbacks.Send(new WebhookRequest(reporting.Url, reporting.Method, pairs, "answering machine", call.Sid), Task.CompletedTask);
    }

    private static async Task Wait(Switchboard board, Call call)
    {
        var heard = Heard(board.Phones.HabitsOf(call.To), call.Request!);
        await OnExchange.First(board.Clock.Delay(TimeItTakes(heard, call.Request!), CancellationToken.None), call.Ended.Task);
        call.AnsweredBy = heard == "none" ? null : heard;
    }

    private static string Heard(PhoneHabits habits, LegRequest request) => habits switch
    {
        { AnsweredBy: { } said } => said,
        { Behaviour: PhoneBehaviour.Machine } => request.MachineDetection == "DetectMessageEnd" ? "machine_end_beep" : "machine_start",
        _ => "human",
    };

    /// <summary>Whoever stays unknown was listened to until the time for it was over.</summary>
    private static TimeSpan TimeItTakes(string heard, LegRequest request) => heard switch
    {
        "unknown" or "none" => request.DetectionTimeout,
        _ when heard.StartsWith("machine_end", StringComparison.Ordinal) => Greeting,
        _ => Listening,
    };
}
