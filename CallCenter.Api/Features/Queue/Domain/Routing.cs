using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>
/// The rule of service, as a pure function: replaying the stored facts gives the same answer.
/// <list type="number">
/// <item>Order of calls: rank, then the longest waiting. Rank = urgency (emergent 0, urgent 1, today 2, routine 3, planned 4), less one for every full
/// <see cref="AgeingStep"/> waited, but never below urgent's 1: nobody waits for ever, and no wait comes before a life in danger.</item>
/// <item>Nurse: of the practice's team and free; then what speaks against her least (<see cref="Misfits"/>), then the longest idle.</item>
/// <item>What may be relaxed, and after how long, is <see cref="Relaxing"/>.</item>
/// </list>
/// </summary>
public static class Routing
{
    /// <summary>A call below urgent moves up one rank for each of these it has waited.</summary>
    public static readonly TimeSpan AgeingStep = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<WaitingFacts> InOrderOfService(IEnumerable<WaitingFacts> waiting, DateTimeOffset now) =>
        [.. waiting.OrderBy(c => Rank(c, now)).ThenBy(c => c.WaitingSince).ThenBy(c => c.CallId)];

    /// <summary>Every waiting call that is not offered and has a free nurse of its practice, decided in the order of service. One nurse gets one call.</summary>
    public static IReadOnlyList<RoutingDecision> Decide(IEnumerable<WaitingFacts> waiting, IEnumerable<NurseFacts> available, DateTimeOffset now)
    {
        var free = available.ToList();
        var rings = free.Count;
        var decisions = new List<RoutingDecision>();
        foreach (var call in InOrderOfService(waiting.Where(c => !c.Offered), now))
        {
            if (free.Count == 0) break;
            if (call.CallBack && rings == 0) continue;
            var nurses = Consider(call, free);
            if (nurses.Count == 0) continue;
            var chosen = nurses.FirstOrDefault(n => n.AskableFrom <= now);
            // A caller who must be rung first keeps no nurse from the next one; and no more are rung than there are nurses.
            if (chosen is not null && call.CallBack) rings--;
            else if (chosen is not null) free.Remove(chosen.Nurse);
            decisions.Add(new RoutingDecision(call, Rank(call, now), now, chosen, nurses));
        }

        return decisions;
    }

    /// <summary>Lower is sooner.</summary>
    public static int Rank(WaitingFacts call, DateTimeOffset now)
    {
        var rank = (int)call.Urgency;
        var steps = (int)Math.Max(0, (now - call.WaitingSince) / AgeingStep);
        return rank <= (int)UrgencyName.Urgent ? rank : Math.Max((int)UrgencyName.Urgent, rank - steps);
    }

    private static List<Considered> Consider(WaitingFacts call, List<NurseFacts> free) =>
        [.. free.Where(n => n.Practices.Contains(call.PracticeId)).Select(n => Consider(call, n))
            .OrderBy(n => n.Misfits).ThenBy(n => n.Nurse.IdleSince).ThenBy(n => n.Nurse.StaffId)];

    private static Considered Consider(WaitingFacts call, NurseFacts nurse)
    {
        var (misfits, from) = (Misfits.None, DateTimeOffset.MinValue);
        if (call.PatientState is { } state && !nurse.States.Contains(state)) Against(Misfits.Licence, call.WaitingSince + Relaxing.Licence(call.Urgency));
        if (call.Skill is { } skill && !nurse.Skills.Contains(skill)) Against(Misfits.Skill, call.WaitingSince + Relaxing.Skill(call.Urgency));
        if (nurse.Passed.TryGetValue(call.CallId, out var passed)) Against(Misfits.Passed, passed + Relaxing.RingAgain(call.Urgency));
        if (!nurse.Languages.Contains(call.Language)) Against(Misfits.Language, DateTimeOffset.MinValue);
        return new Considered(nurse, misfits, call.AskedByPerson ? DateTimeOffset.MinValue : from);

        void Against(Misfits misfit, DateTimeOffset until)
        {
            misfits |= misfit;
            if (until > from) from = until;
        }
    }
}
