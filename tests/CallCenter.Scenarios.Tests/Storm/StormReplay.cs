using System.Text.RegularExpressions;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Domain;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>
/// Decides again, by the pure rule alone, what the program decided in the storm: from who was considered (stored with the decision), who
/// certainly waited then and was not offered (call events, offers), and what is known of the nurses. Whoever came or went in that very moment is left out.
/// </summary>
internal sealed partial class StormReplay(StormRecord record, IReadOnlyList<StormNurse> nurses)
{
    private readonly Dictionary<Guid, List<(DateTimeOffset From, DateTimeOffset To)>> _waits = record.Calls.Keys.ToDictionary(id => id, id => Waits(record, id));

    /// <summary>Decisions that were made while others waited: without them the replay would prove little.</summary>
    public int WithOthersWaiting { get; private set; }

    /// <summary>The decisions that the rule would have made otherwise.</summary>
    public IReadOnlyList<string> Differences() => [.. record.Decisions.Select(Difference).OfType<string>()];

    private string? Difference(StoredDecision stored)
    {
        var others = stored.NurseId is null ? [] : record.Calls.Values.Where(c => c.Id != stored.CallId && _waits[c.Id].Exists(w => w.From < stored.At && stored.At < w.To)).ToList();
        if (others.Count > 0) WithOthersWaiting++;
        var waiting = others.Append(record.Calls[stored.CallId]).Select(c => Facts(c, stored.At));
        var considered = Ids().Matches(stored.WhyNot).Select(m => Facts(Guid.ParseExact(m.Value, "N"), stored.At));
        var first = Routing.Decide(waiting, considered, stored.At).FirstOrDefault(d => d.Chosen is not null);
        return (first?.Call.CallId, first?.Chosen?.Nurse.StaffId) == (stored.NurseId is null ? null : stored.CallId, stored.NurseId)
            ? null
            : $"{stored.At:HH:mm:ss.fff} call {stored.CallId} to {stored.NurseId?.ToString() ?? "nobody"}; the rule says call {first?.Call.CallId} to {first?.Chosen?.Nurse.StaffId} ({first?.Reasons}; {first?.WhyNot}); stored: {stored.WhyNot}";
    }

    private WaitingFacts Facts(StoredCall call, DateTimeOffset at) =>
        new(call.Id, call.PracticeId, Urgency(call.Id, at), call.QueuedAt!.Value, call.Language, false) { PatientState = call.State, Skill = record.Skills.GetValueOrDefault(call.PracticeId) };

    private UrgencyName Urgency(Guid call, DateTimeOffset at)
    {
        var urgency = UrgencyName.Routine;
        foreach (var (when, kind, what) in record.Events[call].Where(e => e.At <= at))
            urgency = kind switch
            {
                "queued" => what.Contains("emergent", StringComparison.Ordinal) ? UrgencyName.Emergent : UrgencyName.Routine,
                "lifted" => UrgencyName.Emergent,
                "requeued" when urgency > UrgencyName.Urgent => UrgencyName.Urgent,
                _ => urgency,
            };
        return urgency;
    }

    private NurseFacts Facts(Guid nurse, DateTimeOffset at)
    {
        var hers = record.Offers.SelectMany(o => o).Where(o => o.NurseId == nurse && o.EndedAt <= at).ToList();
        var idle = nurses.First(n => n.Id == nurse).FreeSince
            .Concat(hers.Where(o => o.State == "Done").Select(o => o.EndedAt!.Value))
            .Concat(record.Calls.Values.Where(c => c.NurseId == nurse).SelectMany(c => record.Events[c.Id].Where(e => e.Kind == "closed").Select(e => e.At)))
            .Where(t => t <= at).DefaultIfEmpty().Max();
        return new NurseFacts(nurse, record.Practices[nurse].ToHashSet(), record.Languages[nurse].ToHashSet(), idle,
            hers.Where(o => o.WasPassed).GroupBy(o => o.CallId).ToDictionary(o => o.Key, o => o.Max(x => x.EndedAt!.Value)))
        { States = record.States[nurse].ToHashSet() };
    }

    /// <summary>When the call waited and was offered to nobody.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset To)> Waits(StormRecord record, Guid call)
    {
        // In one moment an offer ends before the next one is made, and whoever left has left.
        var turns = record.Events[call].Where(e => e.Kind is "queued" or "requeued").Select(e => (e.At, Turn: 0))
            .Concat(record.Offers[call].Where(o => o.WentBack && o.EndedAt is not null).Select(o => (At: o.EndedAt!.Value, Turn: 0)))
            .Concat(record.Offers[call].Select(o => (At: o.MadeAt, Turn: 1)))
            .Concat(record.Events[call].Where(e => e.Kind is "caller-left").Select(e => (e.At, Turn: 2)))
            .OrderBy(t => t.At).ThenBy(t => t.Turn).ToList();
        return [.. turns.Select((t, i) => (t.At, t.Turn, Until: i + 1 < turns.Count ? turns[i + 1].At : DateTimeOffset.MaxValue)).Where(t => t.Turn == 0 && t.Until > t.At).Select(t => (t.At, t.Until))];
    }

    [GeneratedRegex("\\b[0-9a-f]{32}\\b")]
    private static partial Regex Ids();
}
