using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>
/// Many calls at once on a bad day: callbacks doubled, late and out of order, answers of the network lost, the main process killed hard.
/// Every call ends with a reason, nobody is held by two, no nurse is stuck, and everybody was served in the order of the rule.
/// <c>CALLCENTER_TEST_LONG=1</c>: 500 calls in ten minutes, 25 nurses, three deaths.
/// </summary>
public sealed class StormTests
{
    private static StormPlan Plan(int seed) => Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1"
        ? new(seed, 500, 25, TimeSpan.FromMinutes(10), 3)
        : new(seed, 60, 7, TimeSpan.FromMinutes(3), 1);

    [Fact]
    public async Task Given_a_storm_when_it_is_over_then_every_call_has_its_end_and_nobody_was_held_twice_or_served_out_of_turn()
    {
        var plan = Plan(seed: 1912);
        var said = TestContext.Current.TestOutputHelper!;
        said.WriteLine(plan.ToString());
        await using var run = await StormRun.BeginAsync(plan);
        await run.TellAsync();
        var record = new StormRecord(run.Line.Settings.Database);
        var replay = new StormReplay(record, run.Nurses);
        var faults = new List<string>([.. Faults(run), .. replay.Differences(), .. await run.NoiseAsync()]);
        said.WriteLine($"{record.Calls.Count} calls, {record.Decisions.Count} decisions, {replay.WithOthersWaiting} of them while others waited, {run.Deaths} deaths");
        if (faults.Count > 0) said.WriteLine(run.Line.Story());
        Assert.True(faults.Count == 0, $"{plan}\n{string.Join('\n', faults.Take(30))}");
        Assert.Equal(plan.Kills, run.Deaths);
        Assert.True(replay.WithOthersWaiting >= plan.Calls / 10, "Hardly anybody waited: the order of service proved nothing.");
    }

    private static IEnumerable<string> Faults(StormRun run)
    {
        var database = run.Line.Settings.Database;
        foreach (var caller in run.Callers.Where(c => !c.IsOver)) yield return $"{caller.Sid} is still on the line.";
        foreach (var caller in run.Callers.Where(c => DemoWorld.Count(database, $"SELECT COUNT(*) FROM Legs WHERE CallSid = '{c.Sid}'") != 1)) yield return $"{caller.Sid} has no call.";
        foreach (var (what, sql) in Checks)
            foreach (var row in DemoWorld.Rows(database, sql)) yield return $"{what}: {string.Join(' ', row)}";
    }

    private static readonly (string What, string Sql)[] Checks =
    [
        ("A call without an end", "SELECT Id, State, EndReason FROM Calls WHERE EndReason IS NULL OR State NOT IN ('Closed', 'Abandoned')"),
        ("A call still in the queue", "SELECT CallId FROM Queue"),
        ("An offer that never ended", "SELECT Id, State FROM Offers WHERE State IN ('Pending', 'Accepted')"),
        ("A call held by two", "SELECT a.CallId, a.NurseId, b.NurseId FROM Offers a JOIN Offers b ON a.CallId = b.CallId AND a.Id < b.Id AND a.MadeAt < b.EndedAt AND b.MadeAt < a.EndedAt"),
        ("A nurse with two calls", "SELECT a.NurseId, a.CallId, b.CallId FROM Offers a JOIN Offers b ON a.NurseId = b.NurseId AND a.Id < b.Id AND a.MadeAt < b.EndedAt AND b.MadeAt < a.EndedAt"),
        ("Talk counted twice", "SELECT a.CallId, b.CallId FROM TalkSpans a JOIN TalkSpans b ON a.Id < b.Id AND (a.CallId = b.CallId OR a.NurseId = b.NurseId) AND a.Start < b.End AND b.Start < a.End"),
        ("Talk without an end", "SELECT CallId FROM TalkSpans WHERE End IS NULL"),
        ("A nurse who is stuck", "SELECT Email, State FROM Presence JOIN AspNetUsers ON StaffId = AspNetUsers.Id WHERE Email LIKE 'storm%' AND State <> 'Available'"),
        ("An illegal event", "SELECT SubjectId, Detail FROM AuditEntries WHERE Verb = 'call-illegal-trigger'"),
        ("A message that was given up", "SELECT Kind, LastCode FROM Outbox WHERE State = 'Dead' AND LastCode NOT LIKE '404%' AND LastCode NOT LIKE '%21220' AND LastCode <> 'conference-over'"),
    ];
}
