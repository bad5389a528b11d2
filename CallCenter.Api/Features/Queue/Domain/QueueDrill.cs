using CallCenter.Agent.Wire;

namespace CallCenter.Api.Features.Queue.Domain;

/// <summary>Plays a plan on a virtual clock with the rule that serves real callers (<see cref="Routing"/>). The same plan gives the same result.</summary>
public sealed class QueueDrill
{
    private const int Stretches = 30;
    private const string Practice = "drill", Language = "en-US";
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlySet<string> Practices = new HashSet<string> { Practice }, Languages = new HashSet<string> { Language };
    private static readonly IReadOnlyDictionary<Guid, DateTimeOffset> PassedNone = new Dictionary<Guid, DateTimeOffset>();

    private readonly DrillPlan _plan;
    private readonly Random _random;
    private readonly PriorityQueue<(DrillEventKind What, int Call, NurseFacts? Nurse), (long At, int Order)> _due = new();
    private readonly List<WaitingFacts> _waiting = [];
    private readonly List<NurseFacts> _free;
    private readonly List<DrillEvent> _log = [];
    private readonly long[] _waits;
    private readonly bool[] _hungUp;
    private readonly int _warmUp;
    private int _order, _inversions;
    private long _worked;
    private DateTimeOffset _now = Begin;

    private QueueDrill(DrillPlan plan)
    {
        (_plan, _random, _warmUp) = (plan, new Random(plan.Seed), plan.Calls / 10);
        (_waits, _hungUp) = (new long[plan.Calls + _warmUp], new bool[plan.Calls + _warmUp]);
        _free = [.. Enumerable.Range(0, plan.Nurses).Select(n => new NurseFacts(Id(n, 2), Practices, Languages, Begin.AddTicks(n), PassedNone))];
    }

    public static DrillResult Run(DrillPlan plan)
    {
        var drill = new QueueDrill(plan);
        drill.Play();
        return drill.Result();
    }

    private void Play()
    {
        In(TimeSpan.FromHours(1 / _plan.CallsPerHour), DrillEventKind.Arrived, 0, null);
        // To the last caller's end: the house is empty again.
        while (_due.TryDequeue(out var next, out var when))
        {
            _now = new DateTimeOffset(when.At, TimeSpan.Zero);
            switch (next.What)
            {
                case DrillEventKind.Arrived:
                    Arrives(next.Call);
                    break;
                case DrillEventKind.HungUp:
                    HangsUp(next.Call);
                    break;
                case DrillEventKind.Done:
                    _free.Add(next.Nurse! with { IdleSince = _now });
                    Note(DrillEventKind.Done, Id(next.Call, 1), UrgencyName.Routine);
                    break;
            }

            Route();
        }
    }

    private void Arrives(int call)
    {
        var urgency = _plan.Urgencies.Count == 1 ? _plan.Urgencies[0] : _plan.Urgencies[_random.Next(_plan.Urgencies.Count)];
        _waiting.Add(new WaitingFacts(Id(call, 1), Practice, urgency, _now, Language, Offered: false));
        Note(DrillEventKind.Arrived, Id(call, 1), urgency);
        if (_plan.Patience is { } patience) In(patience, DrillEventKind.HungUp, call, null);
        if (call + 1 < _waits.Length) In(TimeSpan.FromHours(1 / _plan.CallsPerHour), DrillEventKind.Arrived, call + 1, null);
    }

    private void HangsUp(int call)
    {
        if (_waiting.FindIndex(c => c.CallId == Id(call, 1)) is not (>= 0 and var at)) return;
        _hungUp[call] = true;
        Leaves(call, at, DrillEventKind.HungUp);
    }

    private void Route()
    {
        if (_waiting.Count == 0 || _free.Count == 0) return;
        foreach (var decision in Routing.Decide(_waiting, _free, _now))
        {
            if (decision.Chosen is not { } chosen) continue;
            if (_waiting.Any(other => Before(other, decision.Call))) _inversions++;
            _free.RemoveAll(n => n.StaffId == chosen.Nurse.StaffId);
            var call = Number(decision.Call.CallId);
            Leaves(call, _waiting.FindIndex(c => c.CallId == decision.Call.CallId), DrillEventKind.Answered);
            _worked += In(_plan.Handling, DrillEventKind.Done, call, chosen.Nurse);
        }
    }

    /// <summary>The rule once more, in other words than the product's, for whom it should have been.</summary>
    private bool Before(WaitingFacts other, WaitingFacts served)
    {
        var (mine, hers) = (Routing.Rank(served, _now), Routing.Rank(other, _now));
        return hers < mine || (hers == mine && other.WaitingSince < served.WaitingSince);
    }

    private void Leaves(int call, int at, DrillEventKind how)
    {
        var facts = _waiting[at];
        _waiting.RemoveAt(at);
        _waits[call] = (_now - facts.WaitingSince).Ticks;
        Note(how, facts.CallId, facts.Urgency);
    }

    /// <summary>After a random while with this mean; the while in ticks.</summary>
    private long In(TimeSpan mean, DrillEventKind what, int call, NurseFacts? nurse)
    {
        var ticks = Math.Max(1, (long)(-Math.Log(1 - _random.NextDouble()) * mean.Ticks));
        _due.Enqueue((what, call, nurse), (_now.Ticks + ticks, _order++));
        return ticks;
    }

    private void Note(DrillEventKind kind, Guid call, UrgencyName urgency)
    {
        if (_plan.KeepLog) _log.Add(new DrillEvent(_now, kind, call, urgency));
    }

    private DrillResult Result()
    {
        var counted = Enumerable.Range(0, Stretches).Select(s => Figures(_warmUp + s * (_plan.Calls / Stretches), _plan.Calls / Stretches)).ToList();
        var whole = Figures(_warmUp, _plan.Calls / Stretches * Stretches);
        var errors = new ServiceFigures(Error(f => f.Waiting), Error(f => f.Answered), Error(f => f.Speed), Error(f => f.Abandoned));
        return new DrillResult(whole, errors, _inversions, _worked / (double)((_now - Begin).Ticks * _plan.Nurses), _log);

        double Error(Func<ServiceFigures, double> of)
        {
            var mean = counted.Average(of);
            return Math.Sqrt(counted.Sum(f => Math.Pow(of(f) - mean, 2)) / (Stretches - 1) / Stretches);
        }
    }

    private ServiceFigures Figures(int from, int count)
    {
        var (waited, answered, inTime, hungUp, ticks) = (0, 0, 0, 0, 0.0);
        for (var call = from; call < from + count; call++)
        {
            if (_waits[call] > 0) waited++;
            if (_hungUp[call])
            {
                hungUp++;
                continue;
            }

            answered++;
            ticks += _waits[call];
            if (_waits[call] <= _plan.Within.Ticks) inTime++;
        }

        return new ServiceFigures((double)waited / count, (double)inTime / count, ticks / Math.Max(1, answered) / TimeSpan.TicksPerSecond, (double)hungUp / count);
    }

    private static Guid Id(int number, short kind) => new(number, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static int Number(Guid call) => BitConverter.ToInt32(call.ToByteArray());
}
