using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Reads <c>dispositions.yaml</c>: the ordered scale.</summary>
internal static class DispositionsReading
{
    public static void Read(YamlNode root, LoadContext context)
    {
        var fields = Schemas.Open(root, "triage-dispositions/1", "The dispositions file", context.Findings);
        var missed = new List<(Fields Fields, Disposition Level)>();
        foreach (var node in fields.Items("levels"))
        {
            var level = new Fields(node, context.Findings, "A level");
            var disposition = One(level);
            level.Done();
            if (disposition.Code.Length == 0) continue;
            if (!context.Dispositions.TryAdd(disposition.Code, disposition)) Twice(level.PlaceOf("code"), disposition.Code, context.Findings);
            context.Sources.Put("dispositions/" + disposition.Code, level.Place);
            missed.Add((level, disposition));
        }
        fields.Done();
        CheckOrder(missed, context);
    }

    private static Disposition One(Fields fields) => new(
        fields.Required("code"), Rank(fields), fields.Words("title") ?? Words.Of(fields.Required("title")),
        Within(fields), fields.Choice("urgency", Urgency.Emergent, "Queue, screens and escalation share five urgencies"), fields.Flag("lock"), fields.Text("if_missed"));

    private static int Rank(Fields fields)
    {
        fields.Required("rank");
        if (fields.Number("rank") is not { } rank) return 0;
        if (rank is >= 1 and <= 1000 && rank == decimal.Truncate(rank)) return (int)rank;
        fields.Wrong("rank", $"The rank {rank} is not a whole number from 1 to 1000", "Ranks are compared, and finding nothing is 0", "Write for example 90");
        return 0;
    }

    private static string Within(Fields fields)
    {
        var within = fields.Required("within");
        if (within.Length > 0 && !Promise.IsOne(within))
            fields.Wrong("within", $"\"{within}\" is not a promise", "The caller is told it, and a later version is compared with it", "Write now, none, next business day, or a number with min, h or d, such as 4 h");
        return within;
    }

    private static void CheckOrder(List<(Fields Fields, Disposition Level)> levels, LoadContext context)
    {
        foreach (var ((_, above), (fields, level)) in levels.Zip(levels.Skip(1)))
        {
            if (level.Rank >= above.Rank)
                context.Findings.Add(fields.Place, "E04", $"{level.Code} ({level.Rank}) does not rank below {above.Code} ({above.Rank})", "The scale runs from most to least urgent, without ties", "Mend the rank or the order");
            if (level.Urgency > above.Urgency)
                context.Findings.Add(fields.PlaceOf("urgency"), "E04", $"{level.Code} is more urgent than {above.Code} above it", "Urgency follows rank", "Mend the urgency");
        }
        foreach (var (fields, level) in levels.Where(l => l.Level.IfMissed is not null))
            if (!context.Dispositions.TryGetValue(level.IfMissed ?? "", out var next)) context.UnknownCode(fields.PlaceOf("if_missed"), level.IfMissed ?? "");
            else if (next.Rank <= level.Rank)
                context.Findings.Add(fields.PlaceOf("if_missed"), "E19", $"{next.Code} does not raise {level.Code}", "A missed promise must lead to a safer level", "Name a more urgent level");
    }

    private static void Twice(Place place, string code, Findings findings) =>
        findings.Add(place, "E01", $"The level {code} is written twice", "Only one of the two would count", "Keep one");
}
