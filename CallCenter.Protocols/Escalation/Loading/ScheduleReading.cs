using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Loading;

internal static class ScheduleReading
{
    private static readonly Dictionary<string, IsoDayOfWeek> DayWords = new(StringComparer.Ordinal)
    {
        ["mon"] = IsoDayOfWeek.Monday, ["tue"] = IsoDayOfWeek.Tuesday, ["wed"] = IsoDayOfWeek.Wednesday, ["thu"] = IsoDayOfWeek.Thursday,
        ["fri"] = IsoDayOfWeek.Friday, ["sat"] = IsoDayOfWeek.Saturday, ["sun"] = IsoDayOfWeek.Sunday,
    };

    public static OnCallSchedule Schedule(MapReader map)
    {
        var id = map.Id("id");
        return new(id, Cover(map), map.Optional("min_on_call") is { } least ? Scalars.Number(least, "min_on_call", 1, 9, map.Findings) : 1,
            map.EachMap("layers", "A layer", required: true, Layer),
            map.EachMap("temporary", "A temporary span", required: false, Span),
            map.EachMap("overrides", "An override", required: false, Override))
        { HandOff = map.Map("hand_off", required: false, HandOff), At = map.At };
    }

    private static HandOffRule HandOff(MapReader map)
    {
        var rule = new HandOffRule(Length(map, "before"), Length(map, "answer_within")) { At = map.At };
        if (rule.Before > Duration.FromHours(24) || rule.AnswerWithin > Duration.FromHours(24))
            map.Findings.Error(map.At, "A hand-off notice goes out at most a day before the turn and waits at most a day.", "Write for example before: 30m and answer_within: 20m.");
        return rule;
    }

    private static Duration Length(MapReader map, string key) =>
        map.Required(key) is { } node ? Clockwork.Duration(node, key, map.Findings) : Duration.FromMinutes(30);

    private static IReadOnlyList<TimeWindow>? Cover(MapReader map)
    {
        if (map.Optional("cover") is TextNode { Value: "always" })
            return null;
        return map.EachMap("cover", "A window", required: true, WindowOf);
    }

    private static Layer Layer(MapReader map)
    {
        var id = map.Id("id");
        var layer = new Layer(id, map.EachMap("when", "A window", required: !map.Has("import"), WindowOf),
            map.Ids("fixed", required: false), map.Map("rotation", required: false, Rotation))
        {
            Rank = map.Optional("rank") is { } rank ? Scalars.Number(rank, "rank", 0, 9, map.Findings) : 0,
            Parallel = map.Optional("parallel") is { } parallel && Scalars.YesNo(parallel, "parallel", map.Findings),
            Import = map.Map("import", required: false, Import),
            At = map.At,
        };
        if (layer.Import is not null)
        {
            if (layer.When.Count > 0 || layer.Fixed.Count > 0 || layer.Rotation is not null)
                map.Findings.Error(map.At, $"Layer '{id}' is imported and also says when or who.", "Leave 'when', 'fixed' and 'rotation' out, or put them in a layer of their own.");
            return layer;
        }
        if (layer.Fixed.Count > 0 == layer.Rotation is not null)
            map.Findings.Error(map.At, $"Layer '{id}' needs either 'fixed' or 'rotation', or 'import'.", "Give it one of them.");
        if (layer.IsHoliday && layer.When.Any(w => w.Calendar is null))
            map.Findings.Error(map.At, $"Layer '{id}' mixes weekdays and a calendar.", "Make two layers of it.");
        if (layer.Rotation is { EveryDays: null } && !layer.IsHoliday)
            map.Findings.Error(map.At, $"Layer '{id}' changes hands with each occurrence, but has no calendar.", "Use '1w' or '1d', or a calendar in 'when'.");
        return layer;
    }

    private static ImportRule Import(MapReader map) => new(Length(map, "max_age"));

    private static Rotation Rotation(MapReader map)
    {
        var every = map.Required("every");
        var occurrences = every is TextNode text ? Occurrences(text.Value) : null;
        var days = every is null || occurrences is not null ? (int?)null : Clockwork.Days(every, "every", map.Findings);
        var first = map.Required("first") is { } start ? Clockwork.Date(start, "first", map.Findings) : default;
        var handoff = map.Map("handoff", required: days is not null, h => Handoff(h, days, first)) ?? LocalTime.Midnight;
        return new(days, occurrences ?? 1, handoff, first, map.Ids("members")) { At = map.At };
    }

    private static LocalTime? Handoff(MapReader map, int? days, LocalDate first)
    {
        var day = map.Optional("day");
        if (day is not null && Day(day, map.Findings) is var weekday && weekday != first.DayOfWeek)
            map.Findings.Error(day.At, $"The hand-off day is not the weekday of 'first' ({first.DayOfWeek}).", "Change one of the two.");
        if (day is not null && days % 7 != 0)
            map.Findings.Error(day.At, "A turn that is not whole weeks has no fixed hand-off day.", "Remove 'day', or use 1w, 2w ...");
        return map.Required("at") is { } at ? Clockwork.TimeOfDay(at, "at", map.Findings).Time : LocalTime.Midnight;
    }

    private static int? Occurrences(string text) =>
        text.Split(' ') is [var count, "occurrence" or "occurrences"] && int.TryParse(count, out var number) && number is > 0 and < 100 ? number : null;

    private static TemporarySpan Span(MapReader map) =>
        new(map.Id("id"), Moment(map, "from"), Moment(map, "to"), map.Ids("people"), map.Text("reason")) { At = map.At };

    private static ScheduleOverride Override(MapReader map)
    {
        var change = new ScheduleOverride(map.Id("id"), Moment(map, "from"), Moment(map, "to"), map.OptionalId("remove"), map.OptionalId("add"),
            map.Text("reason"), map.Id("by"), map.OptionalId("agreed_by"))
        { At = map.At };
        if (change.Remove is null && change.Add is null)
            map.Findings.Error(map.At, $"Override '{change.Id}' changes nobody.", "Give it 'remove', 'add' or both.");
        if (change.To <= change.From)
            map.Findings.Error(map.At, $"Override '{change.Id}' ends before it begins.", "Exchange 'from' and 'to'.");
        return change;
    }

    private static LocalDateTime Moment(MapReader map, string key) =>
        map.Required(key) is { } node ? Clockwork.LocalMoment(node, key, map.Findings) : new(2000, 1, 1, 0, 0);

    /// <summary>Either days or a calendar, then from and to.</summary>
    public static TimeWindow WindowOf(MapReader map)
    {
        var calendar = map.OptionalId("calendar");
        var days = map.Each("days", required: calendar is null, node => Day(node, map.Findings));
        if (calendar is not null && days.Count > 0)
            map.Findings.Error(map.At, "A window has either 'days' or a 'calendar'.", "Remove one of them.");
        var from = map.Required("from") is { } f ? Clockwork.TimeOfDay(f, "from", map.Findings) : default;
        var to = map.Required("to") is { } t ? Clockwork.TimeOfDay(t, "to", map.Findings) : default;
        if (from.IsMidnightAtEnd)
            map.Findings.Error(map.At, "A window cannot begin at 24:00.", "Begin it at \"00:00\" of the next day.");
        return new(days, calendar, from.Time, to.Time)
        {
            ToIsMidnight = to.IsMidnightAtEnd,
            ToDay = map.Optional("to_day") is { } end ? Day(end, map.Findings) : null,
            At = map.At,
        };
    }

    private static IsoDayOfWeek Day(Node node, FindingSink findings)
    {
        var text = Scalars.Text(node, "days", findings);
        if (DayWords.TryGetValue(text, out var day))
            return day;
        if (text.Length > 0)
            findings.Error(node.At, $"'{text}' is not a day.", "Write mon, tue, wed, thu, fri, sat or sun.");
        return IsoDayOfWeek.Monday;
    }
}
