using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>A waiting call, as routing sees it.</summary>
public sealed record WaitingFacts(Guid CallId, string PracticeId, UrgencyName Urgency, DateTimeOffset WaitingSince, string Language, bool Offered);

/// <summary>A nurse, as routing sees her.</summary>
/// <param name="IdleSince">Since when she has had no call: the longest idle nurse is asked first.</param>
/// <param name="SkippedCalls">Calls she declined or let lapse; they are not offered to her again.</param>
public sealed record NurseFacts(Guid StaffId, IReadOnlySet<string> Practices, IReadOnlySet<string> Languages, DateTimeOffset IdleSince, IReadOnlySet<Guid> SkippedCalls);

/// <summary>Who gets which call, and in words why.</summary>
public sealed record Assignment(Guid CallId, Guid NurseId, string Reasons);

/// <summary>
/// The rule of service, as a pure function: most urgent first, then longest waiting; a call that has waited long counts as one
/// step more urgent (never above urgent), so that nobody waits for ever. Replaying the stored facts gives the same answer.
/// </summary>
public static class Routing
{
    /// <summary>A routine or planned call moves up one step for each of these it has waited.</summary>
    public static readonly TimeSpan AgeingStep = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<WaitingFacts> InOrderOfService(IEnumerable<WaitingFacts> waiting, DateTimeOffset now) =>
        [.. waiting.OrderBy(c => Rank(c, now)).ThenBy(c => c.WaitingSince).ThenBy(c => c.CallId)];

    public static IReadOnlyList<Assignment> Assign(IEnumerable<WaitingFacts> waiting, IEnumerable<NurseFacts> available, DateTimeOffset now)
    {
        var free = available.OrderBy(n => n.IdleSince).ThenBy(n => n.StaffId).ToList();
        var assignments = new List<Assignment>();
        foreach (var call in InOrderOfService(waiting, now).Where(c => !c.Offered))
        {
            if (Match(call, free) is not { } nurse) continue;
            free.Remove(nurse);
            assignments.Add(new Assignment(call.CallId, nurse.StaffId, Reasons(call, nurse, now)));
        }

        return assignments;
    }

    /// <summary>Lower is sooner. Emergent stays ahead of everything that merely waited.</summary>
    public static int Rank(WaitingFacts call, DateTimeOffset now)
    {
        var rank = (int)call.Urgency;
        var steps = (int)Math.Max(0, (now - call.WaitingSince) / AgeingStep);
        return rank <= (int)UrgencyName.Urgent ? rank : Math.Max((int)UrgencyName.Urgent, rank - steps);
    }

    /// <summary>A nurse who speaks the caller's language, else any nurse of the practice: a caller is never left for want of a language.</summary>
    private static NurseFacts? Match(WaitingFacts call, List<NurseFacts> free)
    {
        var able = free.Where(n => n.Practices.Contains(call.PracticeId) && !n.SkippedCalls.Contains(call.CallId)).ToList();
        // When every nurse of the practice has passed it over, the call is offered round again rather than left.
        if (able.Count == 0) able = [.. free.Where(n => n.Practices.Contains(call.PracticeId))];
        return able.FirstOrDefault(n => n.Languages.Contains(call.Language)) ?? able.FirstOrDefault();
    }

    private static string Reasons(WaitingFacts call, NurseFacts nurse, DateTimeOffset now) =>
        FormattableString.Invariant($"urgency {call.Urgency}, rank {Rank(call, now)}, waited {(int)(now - call.WaitingSince).TotalSeconds} s; nurse idle {(int)(now - nurse.IdleSince).TotalSeconds} s, language {(nurse.Languages.Contains(call.Language) ? "matches" : "by interpreter")}");
}
