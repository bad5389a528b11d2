using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Storm;

/// <summary>Tells a storm from the first call to the last one's end, second by second of the network's time.</summary>
internal sealed class StormRun : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(20);
    private readonly StormPlan _plan;
    private readonly List<StormNurse> _nurses = [];
    private readonly List<StormCaller> _callers = [];
    private readonly Random _moments;
    private (IReadOnlyList<string> Lines, IReadOnlyList<(string Line, string Number)> Known) _lines;
    private Queue<StormCallPlan> _due = new();
    private Queue<TimeSpan> _deaths = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _away = [];
    private DateTimeOffset _begin, _now;

    private StormRun(StormPlan plan, NurseLine line) => (_plan, Line, _moments) = (plan, line, new Random(plan.Seed));

    public NurseLine Line { get; }

    public IReadOnlyList<StormNurse> Nurses => _nurses;

    public IReadOnlyList<StormCaller> Callers => _callers;

    public int Deaths { get; private set; }

    public static async Task<StormRun> BeginAsync(StormPlan plan)
    {
        var line = await NurseLine.StartAsync(new NurseLineOptions { Prepare = database => StormStaff.Hire(database, plan.Nurses) });
        var run = new StormRun(plan, line);
        for (var nurse = 0; nurse < plan.Nurses; nurse++) run._nurses.Add(await StormNurse.BeginAsync(line, StormStaff.Account(nurse), (plan.Seed * 1000) + nurse));
        return run;
    }

    public async Task TellAsync()
    {
        _lines = StormStaff.World(Line.Settings.Database);
        _due = new(_plan.Plan(_lines.Lines, _lines.Known));
        _deaths = new(Enumerable.Range(1, _plan.Kills).Select(k => _plan.Length * (k - 0.4 + (0.3 * _moments.NextDouble())) / _plan.Kills));
        await Line.Phones.MisbehaveAsync(_plan.Faults);
        _begin = _now = await Line.Phones.NowAsync();
        while (_now - _begin < _plan.Length + Drain && !IsOver) await SecondAsync();
        await Line.PassesAsync(TimeSpan.FromMinutes(2));
        foreach (var nurse in _nurses) await nurse.StepAsync(_now);
    }

    /// <summary>What must not have happened, even on such a day: a text, a call to anybody but a caller who is rung back, an exchange that failed without one of the planned faults, an error in the log.</summary>
    public Task<IReadOnlyList<string>> NoiseAsync()
    {
        var callers = _plan.Plan(_lines.Lines, _lines.Known).Select(c => c.Number).ToHashSet();
        Line.Silence.ExpectCalls(c => c.Direction == "inbound" || callers.Contains(c.To));
        Line.Silence.Tolerate(e => _away.Exists(a => a.From <= e.At && e.At <= a.To));
        // The network says itself which answers it lost on purpose.
        Line.Silence.Tolerate(e => e.Warnings is ["fault: LostAnswer"]);
        return Line.Silence.BrokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var nurse in _nurses) await nurse.DisposeAsync();
        await Line.DisposeAsync();
    }

    private bool IsOver => _due.Count == 0 && _callers.TrueForAll(c => c.IsOver) && _nurses.TrueForAll(n => n.IsIdle);

    private async Task SecondAsync()
    {
        await DialAsync();
        if (_deaths.TryPeek(out var death) && _now - _begin >= death) await DieAsync();
        else await Line.Phones.AdvanceAsync(Tick);
        _now = await Line.Phones.NowAsync();
        await Task.WhenAll(_callers.Select(c => c.StepAsync(_now)));
        foreach (var nurse in _nurses) await nurse.StepAsync(_now);
        if ((_now - _begin).Seconds % 10 == 0) await Task.WhenAll(_callers.Select(c => c.LookAsync()));
    }

    private async Task DialAsync()
    {
        for (; _due.TryPeek(out var next) && _now - _begin >= next.At; _due.Dequeue())
            _callers.Add(new StormCaller(Line, next, await Line.Phones.DialAsync(next.Number, next.Line), _now));
    }

    /// <summary>Killed hard in the middle of whatever is under way; five seconds later it is there again, and callers rang meanwhile.</summary>
    private async Task DieAsync()
    {
        _deaths.Dequeue();
        Deaths++;
        var died = _now;
        var underWay = Line.Phones.AdvanceAsync(TimeSpan.FromSeconds(3));
        await Task.Delay(_moments.Next(5, 60));
        await Line.WithoutServerAsync(TimeSpan.FromSeconds(5), async () =>
        {
            await underWay;
            _now = await Line.Phones.NowAsync();
            await DialAsync();
        });
        await Waiting.UntilAsync(() => Task.FromResult(_nurses.TrueForAll(n => n.HasLine)), TimeSpan.FromSeconds(60), Line.Story);
        _away.Add((died, await Line.Phones.NowAsync()));
        foreach (var nurse in _nurses) nurse.MustLook();
        // Whoever was in the middle of anything may be asked again.
        foreach (var caller in _callers) caller.IsThrough = false;
    }
}
