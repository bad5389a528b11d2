using System.Globalization;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>What speaks against a nurse. The weights are in the order of the values: a licence counts more than all the rest together.</summary>
[Flags]
public enum Misfits
{
    None = 0,
    /// <summary>Does not speak the caller's language: an interpreter is needed.</summary>
    Language = 1,
    /// <summary>Passed this call over before.</summary>
    Passed = 2,
    Skill = 4,
    Licence = 8,
}

/// <summary>A nurse of the call's practice who was free when it was routed.</summary>
/// <param name="AskableFrom">When the rule allows asking her in spite of what speaks against her.</param>
public sealed record Considered(NurseFacts Nurse, Misfits Misfits, DateTimeOffset AskableFrom);

/// <summary>What routing decided about one call, and everyone it looked at.</summary>
/// <param name="Chosen">Null: none of the free nurses may be asked yet.</param>
/// <param name="Nurses">The best first.</param>
public sealed record RoutingDecision(WaitingFacts Call, int Rank, DateTimeOffset At, Considered? Chosen, IReadOnlyList<Considered> Nurses)
{
    /// <summary>When the answer changes by waiting alone.</summary>
    public DateTimeOffset? LookAgainAt => Chosen is null && Nurses.Count > 0 ? Nurses.Min(n => n.AskableFrom) : null;

    /// <summary>The choice in words; ids and states only.</summary>
    public string Reasons
    {
        get
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"urgency {Call.Urgency}, rank {Rank}, waited {Seconds(Call.WaitingSince)} s");
            if (Call.CallBack && Chosen is not null) return call + "; her turn: she is rung back before a nurse is asked";
            if (Chosen is null) return call + "; no free nurse may be asked yet";
            return string.Create(CultureInfo.InvariantCulture,
                $"{call}; nurse idle {Seconds(Chosen.Nurse.IdleSince)} s, language {(Chosen.Misfits.HasFlag(Misfits.Language) ? "by interpreter" : "matches")}, licence {Licence(Chosen)}{(Chosen.Misfits.HasFlag(Misfits.Skill) ? $", without skill {Call.Skill}" : "")}");
        }
    }

    /// <summary>Who was considered and why not: one line a nurse, by id.</summary>
    public string WhyNot => string.Join("; ", Nurses.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Nurse.StaffId:N} {Word(n)}")));

    /// <summary>What the chosen nurse must know before she takes it; null: everything fits.</summary>
    public string? Notice => Chosen is { } chosen && chosen.Misfits.HasFlag(Misfits.Licence)
        ? $"You hold no licence for {Call.PatientState}, where the patient is as far as we know, and no nurse who does is free. Ask where the patient is now; in danger send them to 911, otherwise hand over to a licensed nurse."
        : null;

    private string Licence(Considered nurse) => Call.PatientState is not { } state ? "place not known yet" : nurse.Misfits.HasFlag(Misfits.Licence) ? $"missing for {state}" : $"covers {state}";

    private string Word(Considered nurse)
    {
        if (nurse == Chosen) return "chosen";
        if (nurse.Misfits is Misfits.None) return string.Create(CultureInfo.InvariantCulture, $"suits, idle only {Seconds(nurse.Nurse.IdleSince)} s");
        var against = new List<string>();
        if (nurse.Misfits.HasFlag(Misfits.Licence)) against.Add($"no licence for {Call.PatientState}");
        if (nurse.Misfits.HasFlag(Misfits.Skill)) against.Add($"no skill {Call.Skill}");
        if (nurse.Misfits.HasFlag(Misfits.Passed)) against.Add("passed it over");
        if (nurse.Misfits.HasFlag(Misfits.Language)) against.Add($"no {Call.Language}");
        var words = string.Join(", ", against);
        return nurse.AskableFrom > At ? string.Create(CultureInfo.InvariantCulture, $"{words}; not asked before {nurse.AskableFrom.UtcDateTime:HH:mm:ss} UTC") : words;
    }

    private int Seconds(DateTimeOffset since) => (int)(At - since).TotalSeconds;
}
