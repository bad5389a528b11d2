using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>What the storm left in the database, for the checks and the replay.</summary>
internal sealed class StormRecord(string database)
{
    public IReadOnlyList<StoredDecision> Decisions { get; } =
    [.. DemoWorld.Rows(database, "SELECT At, CallId, NurseId, WhyNot FROM RoutingRecords ORDER BY At").Select(r =>
        new StoredDecision(At(r[0]), Id(r[1]), r[2] is string nurse ? Guid.Parse(nurse) : null, (string)r[3]))];

    public ILookup<Guid, StoredOffer> Offers { get; } = DemoWorld.Rows(database, "SELECT CallId, NurseId, State, MadeAt, EndedAt FROM Offers ORDER BY MadeAt").Select(r =>
        new StoredOffer(Id(r[0]), Id(r[1]), (string)r[2], At(r[3]), r[4] is long ended ? At(ended) : null)).ToLookup(o => o.CallId);

    public ILookup<Guid, (DateTimeOffset At, string Kind, string What)> Events { get; } = DemoWorld.Rows(database, "SELECT CallId, At, Kind, What FROM CallEvents ORDER BY At, Id").Select(r =>
        (Call: Id(r[0]), At: At(r[1]), Kind: (string)r[2], What: (string)r[3])).ToLookup(e => e.Call, e => (e.At, e.Kind, e.What));

    public IReadOnlyDictionary<Guid, StoredCall> Calls { get; } = DemoWorld.Rows(database, "SELECT Id, PracticeId, Language, PatientState, QueuedAt, NurseId FROM Calls").Select(r =>
        new StoredCall(Id(r[0]), (string)r[1], (string)r[2], r[3] as string, r[4] is long queued ? At(queued) : null, r[5] is string nurse ? Guid.Parse(nurse) : null)).ToDictionary(c => c.Id);

    public ILookup<Guid, string> Practices { get; } = Words(database, "SELECT StaffId, PracticeId FROM StaffPractices");

    public ILookup<Guid, string> Languages { get; } = Words(database, "SELECT StaffId, Language FROM StaffLanguages");

    public ILookup<Guid, string> States { get; } = Words(database, "SELECT StaffId, State FROM Licences");

    public IReadOnlyDictionary<string, string> Skills { get; } = DemoWorld.Rows(database, "SELECT PracticeId, Skill FROM Practices WHERE Skill IS NOT NULL").ToDictionary(r => (string)r[0], r => (string)r[1]);

    private static ILookup<Guid, string> Words(string database, string sql) => DemoWorld.Rows(database, sql).ToLookup(r => Id(r[0]), r => (string)r[1]);

    private static Guid Id(object text) => Guid.Parse((string)text);

    private static DateTimeOffset At(object ticks) => new((long)ticks, TimeSpan.Zero);
}

internal sealed record StoredDecision(DateTimeOffset At, Guid CallId, Guid? NurseId, string WhyNot);

internal sealed record StoredOffer(Guid CallId, Guid NurseId, string State, DateTimeOffset MadeAt, DateTimeOffset? EndedAt)
{
    public bool WasPassed => State is "Declined" or "Lapsed";

    public bool WentBack => WasPassed || State is "Withdrawn";
}

internal sealed record StoredCall(Guid Id, string PracticeId, string Language, string? State, DateTimeOffset? QueuedAt, Guid? NurseId);
