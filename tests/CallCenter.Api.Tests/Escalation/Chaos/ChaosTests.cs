namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>
/// R1, R2: the processes are killed hard, at random and at every named point, one alone and three together on one SQLite file. No escalation
/// is lost, none is taken twice, every one ends with a person, every move has exactly one note, and where the network can be asked nothing
/// goes out twice; where it cannot (calls are listed by number only), not more often than somebody died, and nothing but what was on its way then. <c>CALLCENTER_TEST_LONG=1</c>: a thousand escalations and a hundred deaths each.
/// </summary>
[Collection(ChaosAlone.Name)]
public sealed class ChaosTests
{
    private static readonly string[] Points =
    [
        "timer:escalation.Start:before-commit", "timer:escalation.Start:after-commit",
        "outbox:escalation.voice:before-send", "outbox:escalation.voice:after-send", "outbox:escalation.sms:before-send", "outbox:escalation.sms:after-send",
        "webhook:page/status:before-commit", "webhook:page/status:after-commit", "webhook:sms/status:before-commit", "webhook:sms/status:after-commit",
        "command:acknowledge-escalation:before-commit", "command:acknowledge-escalation:after-commit",
        "command:close-escalation:before-commit", "command:close-escalation:after-commit",
    ];

    private static bool Long => Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1";

    [Fact]
    public Task One_process_that_dies_at_every_named_point() => TellAsync(Long
        ? new ChaosPlan(1, 1000, 110, TimeSpan.FromMinutes(7), Points)
        : new ChaosPlan(1, 20, Points.Length + 3, TimeSpan.FromSeconds(20), Points));

    [Fact]
    public Task Three_processes_on_one_database_of_which_one_is_always_dying() => TellAsync(Long
        ? new ChaosPlan(3, 1000, 110, TimeSpan.FromMinutes(7))
        : new ChaosPlan(3, 40, 6, TimeSpan.FromSeconds(20)));

    private static async Task TellAsync(ChaosPlan plan)
    {
        await using var run = await ChaosRun.TellAsync(plan);
        var wrong = run.WronglyTold();
        TestContext.Current.TestOutputHelper!.WriteLine($"{plan.Places} processes, {run.Deaths} deaths, {run.Armed} escalations, taken {run.Told} times, {run.Sends} sends, {run.DuplicateTexts} texts and {run.DuplicateOthers} calls or notices twice; lateness of first pages, {run.FirstPage()}");
        Assert.True(run.Deaths >= plan.Kills);
        Assert.Equal(plan.Named, run.Reached);

        Assert.Equal(run.Armed, run.Count("SELECT COUNT(*) FROM Escalations"));
        Assert.Equal(run.Armed, run.Count("SELECT COUNT(*) FROM Escalations WHERE Phase = 'Closed' AND TakenBy IS NOT NULL"));
        Assert.Equal(0, run.Count("SELECT COUNT(*) FROM Timers WHERE Owner = 'escalation'"));

        Assert.Empty(wrong);
        Assert.Equal(run.Told - run.Armed, run.Count("SELECT COUNT(*) FROM EscalationNotes WHERE What = 'Its time is over and it is not closed; people are asked again.'"));

        // Each version of the state has its one line in the audit, and the record has no hole and no doubled line.
        Assert.Equal(run.Count("SELECT SUM(StateVersion - 1) FROM Escalations"),
            run.Count("SELECT COUNT(DISTINCT SubjectId || Detail) FROM AuditEntries WHERE SubjectKind = 'escalation' AND Detail LIKE 'from=%'"));
        Assert.Equal(run.Count("SELECT SUM(StateVersion - 1) FROM Escalations"),
            run.Count("SELECT COUNT(*) FROM AuditEntries WHERE SubjectKind = 'escalation' AND Detail LIKE 'from=%'"));
        Assert.Equal(0, run.Count("SELECT COUNT(*) FROM Escalations e WHERE e.Lines <> (SELECT COUNT(*) FROM EscalationNotes n WHERE n.EscalationId = e.Id)"));
        Assert.Equal(0, run.Count("""
            SELECT COUNT(*) FROM EscalationNotes n JOIN EscalationNotes b ON b.EscalationId = n.EscalationId AND b.Number = n.Number - 1 WHERE n.PreviousHash <> b.Hash
            """));
        Assert.Equal(run.Armed, run.Count("SELECT COUNT(*) FROM Deliveries WHERE Kind = 'EscalationNote'"));
        Assert.Equal(0, run.DuplicateTexts);
        Assert.InRange(run.DuplicateOthers, 0, run.Deaths);
        // Only what was on its way at a death, and had to be handed over again, can have gone out twice.
        Assert.InRange(run.DuplicateOthers, 0, run.Count("SELECT COUNT(*) FROM Outbox WHERE Attempts > 1"));
    }
}
