using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>A staffing to be tried: calls at random (Poisson), handling and patience exponential.</summary>
/// <param name="Handling">Mean time a nurse has a call, after-call work included.</param>
/// <param name="Patience">Mean time a caller waits before she hangs up; null: nobody hangs up.</param>
/// <param name="Within">The service level counts callers answered within this.</param>
public sealed record DrillPlan(int Nurses, double CallsPerHour, TimeSpan Handling, TimeSpan? Patience, TimeSpan Within)
{
    /// <summary>How many callers the drill follows; a tenth more come before them and are not counted.</summary>
    public int Calls { get; init; } = 20_000;

    public int Seed { get; init; } = 1;

    /// <summary>One caller in so many has each of these urgencies, in turn by chance; by default all are routine.</summary>
    public IReadOnlyList<UrgencyName> Urgencies { get; init; } = [UrgencyName.Routine];

    /// <summary>Keeps every event, for those who want to look.</summary>
    public bool KeepLog { get; init; }

    /// <summary>Nurses' worth of work that arrives.</summary>
    public double Load => CallsPerHour * Handling.TotalHours;
}

/// <summary>The four figures a nurse line is judged by.</summary>
/// <param name="Waiting">Share of callers who wait at all.</param>
/// <param name="Answered">Share of all callers answered within the plan's time.</param>
/// <param name="Speed">Mean wait of those who were answered, in seconds.</param>
/// <param name="Abandoned">Share of callers who hang up before a nurse is there.</param>
public sealed record ServiceFigures(double Waiting, double Answered, double Speed, double Abandoned);

/// <summary>Something that happened to a call in a drill. The wait began at arrival and ended with <see cref="DrillEventKind.Answered"/> or <see cref="DrillEventKind.HungUp"/>.</summary>
public readonly record struct DrillEvent(DateTimeOffset At, DrillEventKind Kind, Guid CallId, UrgencyName Urgency);

public enum DrillEventKind { Arrived, Answered, HungUp, Done }

/// <param name="Measured">Means over all counted callers.</param>
/// <param name="Errors">Their standard errors, from thirty stretches one after the other: callers near each other in line are not independent.</param>
/// <param name="Inversions">How often somebody was served while a caller of a better rank, or of the same rank and a longer wait, stood in line.</param>
/// <param name="Log">Empty unless the plan keeps it.</param>
public sealed record DrillResult(ServiceFigures Measured, ServiceFigures Errors, int Inversions, double Occupancy, IReadOnlyList<DrillEvent> Log);
