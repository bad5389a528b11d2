using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>One step as it is walked. When the clinical clock shows <paramref name="OnlyBefore"/> or more, the walk goes on at <paramref name="SkipTo"/>.</summary>
public sealed record PlannedStep(int Index, PageStep Page, Duration? OnlyBefore, int SkipTo)
{
    /// <summary>The step's name in the file.</summary>
    public string StepId => Page.Id;
}

/// <summary>Writes the repeats out, so that the walk only ever goes forward and always ends at the last resort.</summary>
internal static class StepWalk
{
    /// <summary>For a repeat that is bounded by the clock alone; with nobody on call it would otherwise spin.</summary>
    private const int MostRepeats = 9;

    public static IReadOnlyList<PlannedStep> Of(EscalationProtocol protocol)
    {
        var walk = new List<PlannedStep>();
        for (var place = 0; place < protocol.Steps.Count; place++)
            if (protocol.Steps[place] is PageStep page)
                walk.Add(new(walk.Count, page, null, walk.Count + 1));
            else if (protocol.Steps[place] is RepeatStep repeat)
                AddRepeats(walk, repeat, Repeated(protocol.Steps, place, repeat.Goto));
        return walk;
    }

    // Only steps above a repeat can be repeated; the verifier reports anything else (C03, C11).
    private static List<PageStep> Repeated(IReadOnlyList<ProtocolStep> steps, int place, string target)
    {
        var first = steps.Select((s, i) => (s.Id, i)).Where(x => x.Id == target && x.i < place).Select(x => (int?)x.i).FirstOrDefault();
        return first is null ? [] : [.. steps.Take(place).Skip(first.Value).OfType<PageStep>()];
    }

    private static void AddRepeats(List<PlannedStep> walk, RepeatStep repeat, List<PageStep> steps)
    {
        var times = repeat.Times ?? (repeat.OnlyBefore is null ? 1 : MostRepeats);
        var after = walk.Count + times * steps.Count;
        for (var time = 0; time < times; time++)
            for (var i = 0; i < steps.Count; i++)
                walk.Add(new(walk.Count, steps[i], i == 0 ? repeat.OnlyBefore : null, i == 0 ? after : walk.Count + 1));
    }
}
