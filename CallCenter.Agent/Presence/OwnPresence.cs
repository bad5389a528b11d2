using CallCenter.Agent.Shell;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Presence;

/// <summary>The nurse says whether calls may come to her. Available without a telephone that works, and a microphone that is heard, would be a promise she cannot keep.</summary>
public sealed class OwnPresence(ServerApi api, NursePhone phone, Pushes pushes, Microphone microphone, Listening listening)
{
    public async Task<string?> ChooseAsync(PresenceState state, CancellationToken cancel)
    {
        if (state == PresenceState.Available)
        {
            if (listening.Own is not null) return "You are in a colleague's call. Stop listening first.";
            if (!await phone.StartAsync(cancel)) return phone.Trouble;
            if (!await microphone.PassedTodayAsync())
            {
                microphone.Ask();
                return null;
            }
        }

        if (await PutAsync(state, cancel) is { } trouble) return trouble;
        if (state == PresenceState.Offline) await phone.StopAsync();
        return null;
    }

    /// <summary>What she is once her call is over. Her telephone and her microphone are in use already: nothing is to be started or checked.</summary>
    public Task<string?> ChooseNextAsync(bool away, CancellationToken cancel) => PutAsync(away ? PresenceState.Away : PresenceState.Available, cancel);

    private async Task<string?> PutAsync(PresenceState state, CancellationToken cancel)
    {
        var since = pushes.Count;
        var answer = await api.PutAsync<PresenceView>("api/presence", new PresenceRequest(state), cancel);
        // A call that was offered meanwhile is newer than this answer.
        if (answer.Value is { } now && !pushes.Overtook<PresenceView>(now.StaffId, since)) pushes.Receive(now);
        return answer.Ok ? null : answer.Words;
    }

    public static bool HasCall(PresenceState? state) => state is PresenceState.Offered or PresenceState.OnCall or PresenceState.WrapUp;

    public static string Words(PresenceState? state, bool awayNext = false) => state is { } known ? Words(known) + (awayNext ? ", away next" : "") : "Not known";

    private static string Words(PresenceState state) => state switch
    {
        PresenceState.Offline => "Off duty",
        PresenceState.Available => "Available",
        PresenceState.Offered => "A call is offered",
        PresenceState.OnCall => "On a call",
        PresenceState.WrapUp => "Wrap-up",
        PresenceState.Away => "Away",
        PresenceState.NotResponding => "Not responding",
    };

    public static string Shape(PresenceState? state) => state switch
    {
        PresenceState.Available => "●",
        PresenceState.Offered or PresenceState.OnCall => "◉",
        PresenceState.WrapUp => "◐",
        PresenceState.NotResponding => "!",
        PresenceState.Away or PresenceState.Offline or null => "○",
    };
}
