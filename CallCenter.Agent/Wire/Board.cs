namespace CallCenter.Agent.Wire;

/// <summary><c>GET /api/board</c>, for supervisors: the line as it is now and as it went today, within their practices.</summary>
/// <param name="WithinSeconds">The service level counts callers answered within this.</param>
/// <param name="Today">Since midnight in each practice's zone, all practices together.</param>
/// <param name="Hours">The last 24 hours, the oldest first.</param>
public sealed record BoardView(
    DateTimeOffset At, int WithinSeconds, ServiceView Today, IReadOnlyList<PracticeServiceView> Practices, IReadOnlyList<HourView> Hours,
    IReadOnlyList<NurseOnBoard> Nurses, IReadOnlyList<CallOnBoard> Calls);

/// <param name="Calls">Callers who came as far as the queue.</param>
/// <param name="Answered">A nurse talked with them while they were on the line.</param>
/// <param name="Abandoned">They left the queue before, or could not be rung back.</param>
/// <param name="ServiceLevel">Share answered in time of all who were answered or left; null: nobody yet.</param>
/// <param name="SpeedOfAnswerSeconds">Mean wait of the answered; null: nobody yet.</param>
/// <param name="LongestWaitSeconds">Of the answered, the abandoned and those who wait now.</param>
public sealed record ServiceView(int Calls, int Answered, int Abandoned, double? ServiceLevel, double? SpeedOfAnswerSeconds, double LongestWaitSeconds)
{
    /// <summary>A nurse talked with them after ringing them back, in their turn; not among <see cref="Answered"/>, which says how fast the line is.</summary>
    public int RungBack { get; init; }
}

/// <summary>One practice's day.</summary>
public sealed record PracticeServiceView(string PracticeId, string PracticeName, ServiceView Service);

/// <summary>One hour of the line; <paramref name="InTime"/> of <paramref name="Calls"/> were answered in time.</summary>
public sealed record HourView(DateTimeOffset Begins, int Calls, int InTime, int Abandoned);

/// <summary>A nurse and what she is doing.</summary>
/// <param name="AwayNext">She is away once her call is over.</param>
public sealed record NurseOnBoard(Guid StaffId, string Name, string Credential, PresenceState State, DateTimeOffset Since, bool AwayNext = false);

/// <summary>A call that a nurse has, or is about to have.</summary>
/// <param name="State">As in <see cref="CallView"/>: <c>offered</c>, <c>connected</c>, <c>on-hold</c>, <c>wrap-up</c>.</param>
public sealed record CallOnBoard(
    Guid CallId, string PracticeId, string PracticeName, UrgencyName Urgency, string CallerLabel, string State, string? NurseName, DateTimeOffset Since)
{
    /// <summary>Which supervisors are in it.</summary>
    public IReadOnlyList<ListenerView> Listeners { get; init; } = [];
}
