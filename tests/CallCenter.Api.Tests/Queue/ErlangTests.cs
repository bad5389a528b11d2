using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Domain;

namespace CallCenter.Api.Tests.Queue;

/// <summary>The queue obeys theory: our own routing on a virtual clock against Erlang C and Erlang A.</summary>
public class ErlangTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1";

    /// <summary>Nurses, calls an hour, handling, patience (0: nobody hangs up), within: from a night with one nurse to a busy morning.</summary>
    public static TheoryData<int, double, int, int, int> Points => new()
    {
        { 1, 6, 300, 0, 30 }, { 2, 12, 360, 0, 30 }, { 4, 30, 360, 0, 30 }, { 8, 60, 400, 0, 30 }, { 12, 90, 400, 0, 20 }, { 25, 240, 330, 0, 30 },
        { 1, 10, 300, 240, 30 }, { 2, 20, 360, 300, 30 }, { 4, 45, 360, 120, 30 }, { 8, 80, 400, 600, 30 }, { 12, 140, 360, 180, 20 }, { 25, 300, 330, 300, 30 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void The_routing_of_the_product_matches_theory(int nurses, double callsPerHour, int handling, int patience, int within)
    {
        var plan = Plan(nurses, callsPerHour, handling, patience, within) with { Calls = Long ? 3_000_000 : 30_000, Seed = 2026 };

        var (theory, drill) = (ErlangTheory.Of(plan)!, QueueDrill.Run(plan));

        Near("wait at all", theory.Waiting, drill.Measured.Waiting, drill.Errors.Waiting, 0.02);
        Near("answered in time", theory.Answered, drill.Measured.Answered, drill.Errors.Answered, 0.02);
        Near("speed of answer", theory.Speed, drill.Measured.Speed, drill.Errors.Speed, 0.03);
        if (patience > 0) Near("hang up", theory.Abandoned, drill.Measured.Abandoned, drill.Errors.Abandoned, 0.02);
        else Assert.Equal(0, drill.Measured.Abandoned);
        Assert.Equal(0, drill.Inversions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(240)]
    public void The_mean_line_is_arrivals_times_the_mean_wait_to_the_last_tick_of_the_log(int patience)
    {
        var drill = QueueDrill.Run(Plan(4, 36, 360, patience, 30) with { Calls = 5_000, KeepLog = true, Urgencies = Enum.GetValues<UrgencyName>() });

        // The area below the line's length, and the sum of the waits: L·T and λT·W. The house is empty at both ends, so they are one number.
        var (line, before, area, began, waits) = (0L, drill.Log[0].At, 0L, new Dictionary<Guid, DateTimeOffset>(), 0L);
        foreach (var step in drill.Log)
        {
            (area, before) = (area + line * (step.At - before).Ticks, step.At);
            if (step.Kind is DrillEventKind.Arrived) (line, began[step.CallId]) = (line + 1, step.At);
            else if (step.Kind is not DrillEventKind.Done) (line, waits) = (line - 1, waits + (step.At - began[step.CallId]).Ticks);
        }

        Assert.Equal((0, waits), (line, area));
        Assert.True(waits > 0);
        Assert.Equal(0, drill.Inversions);
    }

    [Fact]
    public void In_the_log_of_a_mixed_line_nobody_is_ever_served_before_a_caller_in_danger()
    {
        var drill = QueueDrill.Run(Plan(3, 32, 330, 0, 30) with { Calls = 5_000, KeepLog = true, Urgencies = Enum.GetValues<UrgencyName>() });

        var inDanger = new HashSet<Guid>();
        var (served, passed) = (0, 0);
        foreach (var step in drill.Log)
        {
            if (step is { Kind: DrillEventKind.Arrived, Urgency: UrgencyName.Emergent }) inDanger.Add(step.CallId);
            else if (step.Kind is DrillEventKind.Answered && !inDanger.Remove(step.CallId))
            {
                served++;
                Assert.Empty(inDanger);
            }
            else if (step.Kind is DrillEventKind.Answered) passed++;
        }

        Assert.True(served > 3_000 && passed > 800, $"{served} others, {passed} in danger");
    }

    [Fact]
    public void The_same_plan_gives_the_same_drill_and_another_seed_another()
    {
        var plan = Plan(4, 30, 360, 120, 30) with { Calls = 3_000 };

        Assert.Equal(QueueDrill.Run(plan).Measured, QueueDrill.Run(plan).Measured);
        Assert.NotEqual(QueueDrill.Run(plan).Measured, QueueDrill.Run(plan with { Seed = 2 }).Measured);
    }

    /// <summary>Tabled values: Erlang C for 10 nurses and 8 erlangs is 0.4092; 13 nurses answer 79.6 % of 200 calls an hour of 180 s within 20 s, 14 answer 88.8 %.</summary>
    [Fact]
    public void Theory_itself_agrees_with_the_tables()
    {
        Assert.Equal(0.4092, ErlangTheory.Of(Plan(10, 80, 360, 0, 20))!.Waiting, 4);
        Assert.Equal(14, ErlangTheory.NursesFor(Plan(1, 200, 180, 0, 20), 0.8));
        Assert.Null(ErlangTheory.Of(Plan(8, 80, 360, 0, 20)));
        // Patience without end is Erlang C.
        var (c, a) = (ErlangTheory.Of(Plan(10, 80, 360, 0, 20))!, ErlangTheory.Of(Plan(10, 80, 360, 360_000_000, 20))!);
        Assert.Equal((c.Waiting, c.Answered, c.Speed), (a.Waiting, a.Answered, a.Speed), (x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-3 && Math.Abs(x.Item2 - y.Item2) < 1e-3 && Math.Abs(x.Item3 - y.Item3) < 0.05);
    }

    private static void Near(string what, double theory, double measured, double error, double share)
    {
        var z = (measured - theory) / error;
        Assert.True(Math.Abs(z) <= 3, $"{what}: {measured:0.#####} is {z:0.0} standard errors from {theory:0.#####}");
        if (Long) Assert.True(Math.Abs(measured - theory) <= share * theory, $"{what}: {measured:0.#####} is more than {share:0 %} from {theory:0.#####}");
    }

    private static DrillPlan Plan(int nurses, double callsPerHour, int handling, int patience, int within) => new(
        nurses, callsPerHour, TimeSpan.FromSeconds(handling), patience == 0 ? null : TimeSpan.FromSeconds(patience), TimeSpan.FromSeconds(within));
}
