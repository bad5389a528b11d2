using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Phones;

/// <summary>A person presses or speaks: to the document that listens, and to whoever else is on the line.</summary>
internal static class Persons
{
    public static void Press(Switchboard board, Call call, string keys)
    {
        var pressed = call.Keypad.Press(keys);
        List<Call> listeners = pressed ? [] : [.. Listeners(board, call)];
        // In a conference keys are sound: the others hear tones, no document does.
        listeners.ForEach(other => other.Ear.Hear("tone", keys));
        if (!pressed && listeners.Count == 0)
        {
            // Keys nobody waits for are lost, as on a real call; the timeline says so.
            board.Timeline.Warn(call.Sid, "keys were pressed while nothing listened");
        }

        board.Progress.Touch(call);
    }

    public static void Say(Switchboard board, Call call, string text, double confidence)
    {
        call.Keypad.Say(text, confidence);
        board.Transcriptions.Said(call, Transcriptions.TranscriptionBook.Inbound, text, confidence);
        foreach (var other in Listeners(board, call))
        {
            other.Ear.Hear("voice", text);
            board.Transcriptions.Said(other, Transcriptions.TranscriptionBook.Outbound, text, confidence);
        }

        board.Progress.Touch(call);
    }

    private static IEnumerable<Call> Listeners(Switchboard board, Call call)
    {
        if (call.Bridge is { } bridge)
        {
            return [bridge.OtherThan(call)];
        }

        if (call.Participant is not { } speaker
            || board.Conferences.All.FindLast(c => c.Participants.Contains(speaker)) is not { Started: true } room)
        {
            return [];
        }

        return room.InTheRoom.Where(speaker.IsHeardBy).Select(p => p.Call);
    }
}
