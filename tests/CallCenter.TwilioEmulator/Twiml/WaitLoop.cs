using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>What somebody who waits hears: the given document over and over, Twilio's music, or nothing.</summary>
internal static class WaitLoop
{
    public static readonly IReadOnlySet<string> InQueue =
        new HashSet<string> { "Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather" };

    public static readonly IReadOnlySet<string> InConference = new HashSet<string> { "Play", "Say", "Pause", "Redirect" };

    private static readonly TimeSpan Song = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenEmptyDocuments = TimeSpan.FromSeconds(1);

    /// <summary>Ends only with a step that leaves the place; null url is the default music, empty is silence.</summary>
    public static async Task<Step> Run(
        Switchboard board, Call call, Destination? wait, bool silence, IReadOnlySet<string> allowed,
        Func<IEnumerable<KeyValuePair<string, string>>> extra, bool repeat, CancellationToken cancel)
    {
        while (wait is not null)
        {
            var started = board.Clock.GetUtcNow();
            var step = await board.Interpreter.Play(call, wait, cancel, allowed, extra);
            if (step != Step.Next)
            {
                return step;
            }

            if (!repeat)
            {
                break; // a conference's wait document that runs out leaves silence
            }

            if (board.Clock.GetUtcNow() == started)
            {
                await board.Clock.Delay(BetweenEmptyDocuments, cancel);
            }
        }

        await Forever(board, call, music: wait is null && !silence, cancel);
        return Step.Next;
    }

    private static async Task Forever(Switchboard board, Call call, bool music, CancellationToken cancel)
    {
        using var sound = music ? call.Ear.Occupied() : null;
        while (true)
        {
            if (music)
            {
                call.Ear.Hear("music");
            }

            await board.Clock.Delay(music ? Song : TimeSpan.FromHours(1), cancel);
        }
    }
}
