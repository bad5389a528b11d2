using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>Answers and pushes come by two ways, and either may overtake the other.</summary>
public static class NewestCall
{
    private const int MostQuestions = 3;

    /// <summary>
    /// The call as a command answered it, unless a push of it came while the answer was on its way: the answer may then be older than what is shown,
    /// and the call is read anew.
    /// </summary>
    /// <param name="since"><see cref="Pushes.Count"/> when the command was sent.</param>
    /// <returns>Null: the pushes know better, or the server is away; what is shown stays.</returns>
    public static async Task<CallView?> NewestAsync(this ServerApi api, Pushes pushes, CallView answered, int since)
    {
        CallView? newest = answered;
        for (var asked = 0; newest is not null && pushes.Overtook<CallView>(answered.CallId, since); asked++)
        {
            if (asked == MostQuestions) return null;
            since = pushes.Count;
            newest = (await api.GetAsync<CallView>($"api/calls/{answered.CallId}", CancellationToken.None)).Value;
        }

        return newest;
    }
}
