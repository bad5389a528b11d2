using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Loading;

internal static class ProtocolReading
{
    public static EscalationProtocol Protocol(MapReader map)
    {
        var id = map.Id("id");
        var applies = Applies(map);
        var answer = map.Word("answer", AnswerWord.Required) == AnswerWord.Required;
        var protocol = new EscalationProtocol(id, applies,
            [.. map.EachMap<ProtocolStep>("steps", "A step", required: answer, Step)], map.EachMap("copies", "A copy", required: false, Copy))
        {
            AnswerRequired = answer,
            NotLaterThan = map.Map("clinical_deadline", required: answer, Deadline),
            LastResort = map.Map("last_resort", required: false, LastResort),
            OnAck = map.Map("on_ack", required: false, OnAck) ?? new(AfterAck.CallbackWithin, null, null),
            At = map.At,
        };
        CheckAnswer(map, protocol);
        return protocol;
    }

    private static void CheckAnswer(MapReader map, EscalationProtocol protocol)
    {
        var means = map.Optional("ack_means");
        if (protocol.AnswerRequired && (means ?? map.Required("ack_means")) is TextNode text && text.Value != "takes-responsibility")
            map.Findings.Error(text.At, "An acknowledgement can only mean that a person takes responsibility.", "Write 'takes-responsibility'.");
        if (!protocol.AnswerRequired && (protocol.Steps.Count > 0 || protocol.LastResort is not null))
            map.Findings.Error(map.At, $"Protocol '{protocol.Id}' needs no answer, but asks people for one.", "Remove 'answer: not-needed', or keep only 'copies'.");
        if (!protocol.AnswerRequired && protocol.Copies.Count == 0)
            map.Findings.Error(map.At, $"Protocol '{protocol.Id}' asks nobody and tells nobody.", "Add 'copies' with the office, or remove 'answer: not-needed'.");
    }

    private static AppliesWhen Applies(MapReader map)
    {
        if (map.Optional("applies_when") is TextNode { Value: "any" } any)
            return new(null, null) { At = any.At };
        return map.Map("applies_when", required: true, a => new AppliesWhen(
            a.Has("disposition") ? OneOrMore(a, "disposition", Disposition) : null,
            a.Has("urgency") ? OneOrMore(a, "urgency", n => Scalars.Word<Urgency>(n, "urgency", a.Findings)) : null)
        { At = a.At }) ?? new(null, null);

        string Disposition(Node node)
        {
            var code = Scalars.Text(node, "disposition", map.Findings);
            if (code.Length > 0 && !DispositionCodes.All.Contains(code))
                map.Findings.Error(node.At, $"'{code}' is not a disposition.", $"{Spelling.DidYouMean(code, DispositionCodes.All)}Choose from: {string.Join(", ", DispositionCodes.All)}.");
            return code;
        }
    }

    private static IReadOnlyList<T> OneOrMore<T>(MapReader map, string key, Func<Node, T> read) =>
        map.Optional(key) is TextNode one ? [read(one)] : map.Each(key, required: true, read);

    private static Duration Deadline(MapReader map)
    {
        if (map.Required("from") is TextNode from && from.Value != "disposition")
            map.Findings.Error(from.At, "The clinical clock starts when the nurse confirms the disposition.", "Write 'from: disposition'.");
        return Length(map, "not_later_than");
    }

    private static ProtocolStep Step(MapReader map)
    {
        var id = map.Id("id");
        if (map.Has("goto"))
            return new RepeatStep(id, map.Id("goto"),
                map.Optional("times") is { } times ? Scalars.Number(times, "times", 1, 9, map.Findings) : null,
                map.Has("only_before") ? Length(map, "only_before") : null)
            { At = map.At };
        var attempts = map.Map("attempts", required: true, a =>
            (Count: a.Required("count") is { } c ? Scalars.Number(c, "count", 1, 9, a.Findings) : 1, Every: Length(a, "every")));
        return new PageStep(id, Targets(map), attempts.Count, attempts.Every, Length(map, "ack_within"))
        {
            IfNobody = map.Word("if_nobody", Onward.Next),
            IfAllFailed = map.Word("if_all_failed", Onward.Next),
            IfDeclined = map.Word("if_declined", Onward.Next),
            Prompt = map.Words<DeskPrompt>("prompt", required: false),
            At = map.At,
        };
    }

    private static IReadOnlyList<Notify> Targets(MapReader map) => map.EachMap("notify", "A target", required: true, n =>
    {
        var (kind, target) = Target(n);
        return new Notify(kind, target, n.Words<Channel>("via"), n.Word("mode", NotifyMode.Parallel)) { At = n.At };
    });

    private static (TargetKind Kind, string Id) Target(MapReader map)
    {
        var (schedule, contact) = (map.OptionalId("schedule"), map.OptionalId("contact"));
        if (schedule is null == contact is null)
            map.Findings.Error(map.At, $"{map.Name} names either a 'schedule' or a 'contact'.", "Give it one of the two.");
        return schedule is not null ? (TargetKind.Schedule, schedule) : (TargetKind.Contact, contact ?? "");
    }

    private static LastResort LastResort(MapReader map)
    {
        var last = new LastResort(Targets(map), Length(map, "repeat_every"), map.Words<DeskPrompt>("prompt", required: false)) { At = map.At };
        if (map.Required("until") is TextNode until && until.Value != "acked")
            map.Findings.Error(until.At, $"The last resort cannot end at '{until.Value}'.", "Write 'until: acked'; it is the only value.", "C04");
        return last;
    }

    private static OnAck OnAck(MapReader map)
    {
        var then = map.Word<AfterAck>("then");
        var within = map.Has("must_close_within") ? Length(map, "must_close_within") : (Duration?)null;
        return new(then, within, map.Map("if_not_closed", required: false, c => c.Id("reopen_at")));
    }

    private static CopyOut Copy(MapReader map)
    {
        var (kind, target) = Target(map);
        return new(kind, target, map.Words<Channel>("via"), map.Word<CopyTime>("when")) { At = map.At };
    }

    private static Duration Length(MapReader map, string key) =>
        map.Required(key) is { } node ? Clockwork.Duration(node, key, map.Findings) : Duration.FromMinutes(1);

    private enum AnswerWord { Required, NotNeeded }
}
