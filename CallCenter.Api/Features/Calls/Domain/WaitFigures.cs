using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>A caller's wait: it began in the queue and ended with a nurse, with her leaving, or not yet.</summary>
/// <param name="ConnectedAt">Null: no nurse talked with her.</param>
/// <param name="EndedAt">When the call ended, if it has.</param>
/// <param name="LeftTheQueue">She hung up before a nurse was there, or could not be rung back.</param>
public sealed record CallerWait(string PracticeId, DateTimeOffset QueuedAt, DateTimeOffset? ConnectedAt, DateTimeOffset? EndedAt, bool LeftTheQueue)
{
    /// <summary>When she left the line to be rung back, or left a message: so long she waited on the telephone.</summary>
    public DateTimeOffset? LeftLineAt { get; init; }

    /// <summary>A nurse had her while she was on the line. Whoever is rung back in her turn has a nurse too, but says nothing about how fast calls are answered.</summary>
    public bool AnsweredOnTheLine => ConnectedAt is { } at && (LeftLineAt is not { } left || at < left);

    public TimeSpan LengthAt(DateTimeOffset now) => (AnsweredOnTheLine ? ConnectedAt!.Value : LeftLineAt ?? EndedAt ?? now) - QueuedAt;
}

/// <summary>The figures of the board, as pure sums over the waits.</summary>
public static class WaitFigures
{
    /// <summary>A caller should have a nurse within this.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    public static ServiceView Of(IReadOnlyCollection<CallerWait> waits, DateTimeOffset now)
    {
        var answered = waits.Where(w => w.AnsweredOnTheLine).ToList();
        var left = waits.Count(w => w.ConnectedAt is null && w.LeftTheQueue);
        return new ServiceView(
            waits.Count, answered.Count, left,
            answered.Count + left == 0 ? null : (double)answered.Count(InTime) / (answered.Count + left),
            answered.Count == 0 ? null : answered.Average(w => w.LengthAt(now).TotalSeconds),
            waits.Count == 0 ? 0 : waits.Max(w => w.LengthAt(now).TotalSeconds))
        { RungBack = waits.Count(w => w.ConnectedAt is not null && !w.AnsweredOnTheLine) };
    }

    /// <summary>Twenty-four hours, the running one the last.</summary>
    public static IReadOnlyList<HourView> Hours(IEnumerable<CallerWait> waits, DateTimeOffset now)
    {
        var running = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var byHour = waits.ToLookup(w => (int)Math.Floor((w.QueuedAt - running).TotalHours));
        return [.. Enumerable.Range(-23, 24).Select(h => new HourView(running.AddHours(h), byHour[h].Count(), byHour[h].Count(InTime), byHour[h].Count(w => w.ConnectedAt is null && w.LeftTheQueue)))];
    }

    private static bool InTime(CallerWait wait) => wait.AnsweredOnTheLine && wait.ConnectedAt - wait.QueuedAt <= Within;
}
