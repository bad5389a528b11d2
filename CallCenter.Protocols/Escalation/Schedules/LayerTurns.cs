using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>Somebody's turn in a layer, in wall-clock time, before the other layers are considered.</summary>
internal sealed record LocalTurn(LocalSpan Span, Layer Layer, IReadOnlyList<string> People);

/// <summary>Cuts the windows of a layer at its hand-offs and says whose turn each piece is.</summary>
internal static class LayerTurns
{
    public static IEnumerable<LocalTurn> Starting(EscalationFile file, Layer layer, LocalDate first, LocalDate last) =>
        Imported(layer, first, last).Concat(layer.When.SelectMany(window => WindowDates.Starting(file, window, first, last)
            .SelectMany(span => Turns(file, layer, window, span))));

    private static IEnumerable<LocalTurn> Imported(Layer layer, LocalDate first, LocalDate last) =>
        layer.Shifts.Where(s => s.To.Date >= first && s.From.Date <= last).Select(s => new LocalTurn(new(s.From, s.To), layer, [s.Person]));

    private static IEnumerable<LocalTurn> Turns(EscalationFile file, Layer layer, TimeWindow window, LocalSpan span) => layer.Rotation switch
    {
        null => [new(span, layer, layer.Fixed)],
        { EveryDays: { } days } rotation => ByClock(layer, rotation, Duration.FromDays(days), span),
        { } rotation => ByOccurrence(file, layer, rotation, window, span),
    };

    // Before the first turn nobody has the layer: the coverage check shows it, a silent guess would not.
    private static IEnumerable<LocalTurn> ByClock(Layer layer, Rotation rotation, Duration every, LocalSpan span)
    {
        var origin = rotation.First + rotation.HandoffAt;
        var from = span.From < origin ? origin : span.From;
        while (from < span.To)
        {
            var turn = (int)Math.Floor(Elapsed(origin, from) / every);
            var handoff = origin.PlusDays((turn + 1) * rotation.EveryDays!.Value);
            var to = handoff < span.To ? handoff : span.To;
            yield return new(new(from, to), layer, [rotation.Members[turn % rotation.Members.Count]]);
            from = to;
        }
    }

    private static IEnumerable<LocalTurn> ByOccurrence(EscalationFile file, Layer layer, Rotation rotation, TimeWindow window, LocalSpan span)
    {
        if (span.From.Date < rotation.First || window.Calendar is null || file.Calendar(window.Calendar) is not { } calendar)
            yield break;
        var occurrence = Holidays.Between(calendar, rotation.First, span.From.Date).Count - 1;
        var turn = occurrence / rotation.EveryOccurrences;
        yield return new(span, layer, [rotation.Members[turn % rotation.Members.Count]]);
    }

    // On the clock's own face, where every day has 24 hours.
    private static Duration Elapsed(LocalDateTime from, LocalDateTime to) => to.InUtc().ToInstant() - from.InUtc().ToInstant();
}
