using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Escalation;

public static class EscalationWords
{
    /// <summary>Later than this a due step is not the loop's tolerance: nobody is doing it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    public static string State(string state) => state switch
    {
        "armed" => "Armed",
        "paging" => "Paging",
        "held" => "Held",
        "last-resort" => "Last resort: the supervisor’s desk",
        "asking" => "Asked by hand",
        "acknowledged" => "✓ Responsibility taken",
        "closed" => "Closed",
        "cancelled" => "Cancelled",
        _ => state,
    };

    /// <summary>Nobody has the patient yet.</summary>
    public static bool Open(string state) => state is "armed" or "paging" or "held" or "last-resort" or "asking";

    /// <summary>Since when something should have happened that has not: an answer by the clinical deadline, or the next step. Null: in time.</summary>
    public static DateTimeOffset? OverdueSince(EscalationView one, DateTimeOffset now) => !Open(one.State) ? null
        : one.DeadlinePassed || one.ClinicalDeadline < now ? one.ClinicalDeadline
        : one.NextAt is { } next && now - next > Tolerance ? next : null;

    /// <summary>"Amara Okafor, MD paged by voice, attempt 1, 2 min ago"</summary>
    public static string Now(EscalationView one, DateTimeOffset now) =>
        one.AskedAt is { } asked && Open(one.State) ? $"{one.Now.TrimEnd('.')}, {PracticeTime.Ago(now - asked)}" : one.Now;

    /// <summary>"then Ellen Marsh, MD at 02:14"; null when nothing follows by itself.</summary>
    public static string? Then(EscalationView one) =>
        one.Next is null ? null : $"then {one.Next}{(one.NextAt is { } at ? $" at {PracticeTime.Clock(at, one.TimeZone)}" : "")}";

    public static string Person(EscalationPersonView person) => person.Number is { } number ? $"{person.Name} · {Number(number)}" : person.Name;

    /// <summary>"+1 512 555 0121"</summary>
    public static string Number(string e164) =>
        e164.Length == 12 && e164.StartsWith("+1", StringComparison.Ordinal) ? $"+1 {e164[2..5]} {e164[5..8]} {e164[8..]}" : e164;
}
