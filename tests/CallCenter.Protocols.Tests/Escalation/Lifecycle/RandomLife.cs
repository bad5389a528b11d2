using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Lifecycle;

internal sealed record LifeStep(EscalationState Before, EscalationTrigger Trigger, Instant At, EscalationTransition Transition);

/// <summary>An escalation to which everything happens: right, late, early, repeated and senseless triggers. The same seed lives the same life.</summary>
internal sealed class RandomLife
{
    private static readonly string[] People = ["dr-okafor", "dr-marsh", "np-kim", "dr-ortiz", "dr-bauer", "dr-tanaka", "np-reyes", "nurse-supervisor", "stranger"];
    private static readonly string[] Steps = ["on-call", "backup", "doctor", "other", "first", "second", "both", "last-resort", "no-such-step"];

    private readonly Random _random;
    private EscalationState _state;
    private Instant _now;

    public RandomLife(EscalationFile file, int seed)
    {
        _random = new(seed);
        _now = Practices.Beginning + Duration.FromMinutes(_random.Next(0, 500_000));
        var disposition = DispositionCodes.All[_random.Next(DispositionCodes.All.Count)];
        var urgency = (Urgency)_random.Next(5);
        Plan = EscalationPlan.For(file, disposition, urgency);
        Rota = new(file);
        Armed = _state = EscalationState.Arm("e", Plan, disposition, urgency, _now);
    }

    public EscalationPlan Plan { get; }
    public LiveRota Rota { get; }
    public EscalationState Armed { get; }

    public IEnumerable<LifeStep> Live(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var (before, trigger) = (_state, Next());
            var transition = EscalationMachine.Apply(Plan, before, trigger, _now, Rota);
            _state = transition.State;
            yield return new(before, trigger, _now, transition);
        }
    }

    private EscalationTrigger Next()
    {
        var due = EscalationTimers.For(Plan, _state).OrderBy(t => t.Due).ToList();
        // Mostly life goes its way; a third of the time something else happens.
        if (due.Count > 0 && _random.Next(3) > 0)
        {
            var timer = due[_random.Next(4) == 0 ? _random.Next(due.Count) : 0];
            _now = Instant.Max(_now, timer.Due + Duration.FromMinutes(_random.Next(10) == 0 ? 200 : 0));
            return new EscalationTrigger.TimerDue(timer.Kind, timer.Version);
        }
        _now += Duration.FromSeconds(_random.Next(90));
        return Event();
    }

    private EscalationTrigger Event() => _random.Next(14) switch
    {
        0 => new EscalationTrigger.Ack(Person(), (AckHow)_random.Next(4), Visit()),
        1 or 2 => new EscalationTrigger.Declined(Person(), "busy", Visit()),
        3 => new EscalationTrigger.AllFailed(Visit()),
        4 => new EscalationTrigger.NobodyOnCall(Visit()),
        5 => new EscalationTrigger.Jump(Steps[_random.Next(Steps.Length)], "nurse", "because"),
        6 => new EscalationTrigger.HandOver(Person(), "nurse"),
        10 => new EscalationTrigger.HandOver("nurse", "nurse", AckHow.Asking),
        11 => new EscalationTrigger.RingNow("nurse"),
        7 => new EscalationTrigger.EngineFault("fault"),
        8 when _random.Next(4) == 0 => new EscalationTrigger.Cancel("nurse", "over"),
        9 => new EscalationTrigger.Close("done", Person()),
        _ => new EscalationTrigger.TimerDue((TimerKind)_random.Next(7), _state.Version - _random.Next(3)),
    };

    private string Person() => _state.Where.Paged.Count > 0 && _random.Next(2) == 0
        ? _state.Where.Paged[_random.Next(_state.Where.Paged.Count)]
        : People[_random.Next(People.Length)];

    private int Visit() => _state.Where.Visit - (_random.Next(3) == 0 ? 1 : 0);
}
