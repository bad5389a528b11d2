using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>One person's turn: on call without a break, whichever layers and changes say so.</summary>
internal sealed record PersonTurn(string ContactId, Instant Start, Instant End);

internal static class PersonTurns
{
    /// <summary>A turn that runs longer than this before now has no beginning anybody would be told of.</summary>
    private static readonly Duration Back = Duration.FromDays(14);

    /// <summary>The turns that touch the time from <paramref name="now"/> on, in order of their beginnings.</summary>
    public static IReadOnlyList<PersonTurn> Around(EscalationFile file, OnCallSchedule schedule, Instant now, Duration ahead)
    {
        var first = now - Back;
        return [.. Of(OnCallTimeline.Build(file, schedule, new(first, now + ahead))).Where(t => t.Start > first && t.End > now)];
    }

    public static IEnumerable<PersonTurn> Of(IReadOnlyList<OnCallShift> timeline)
    {
        var running = new Dictionary<string, PersonTurn>(StringComparer.Ordinal);
        var all = new List<PersonTurn>();
        foreach (var shift in timeline)
        {
            foreach (var gone in running.Values.Where(t => !shift.People.Contains(t.ContactId)).ToList())
            {
                all.Add(gone);
                running.Remove(gone.ContactId);
            }

            foreach (var person in shift.People)
                running[person] = running.TryGetValue(person, out var turn) ? turn with { End = shift.End } : new(person, shift.Start, shift.End);
        }

        return all.Concat(running.Values).OrderBy(t => t.Start);
    }
}
