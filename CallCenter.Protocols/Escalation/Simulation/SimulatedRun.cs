using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Simulation;

/// <summary>The little world around the machine: a queue of what is due, and people who react to pages.</summary>
internal sealed class SimulatedRun
{
    private readonly EscalationFile _file;
    private readonly EscalationPlan _plan;
    private readonly LiveRota _rota;
    private readonly IReadOnlyList<SimulatedAnswer> _answers;
    private readonly PriorityQueue<EscalationTrigger, (Instant Due, int Order)> _due = new();
    private readonly Dictionary<string, int> _pages = [];
    private readonly HashSet<(string Person, int Visit, int Attempt)> _counted = [];
    private readonly List<TimelineEntry> _entries = [];
    private readonly Instant _start;
    private int _order;

    public SimulatedRun(EscalationFile file, LiveRota rota, EscalationPlan plan, EscalationState armed, IReadOnlyList<SimulatedAnswer> answers)
    {
        (_file, _plan, _rota, _answers, State, _start) = (file, plan, rota, answers, armed, armed.Where.ClockStart);
        foreach (var timer in EscalationTimers.For(plan, armed))
            Expect(new EscalationTrigger.TimerDue(timer.Kind, timer.Version), timer.Due);
    }

    public EscalationState State { get; private set; }
    public IReadOnlyList<TimelineEntry> Entries => _entries;

    public void PlayUntil(Instant end)
    {
        while (!State.Phase.IsOver() && _due.TryDequeue(out var trigger, out var when) && when.Due <= end)
            if (!IsCancelledTimer(trigger))
                Play(trigger, when.Due);
    }

    // The real engine deletes the rows; a queue keeps them, so they are dropped here instead of filling the printout.
    private bool IsCancelledTimer(EscalationTrigger trigger) => trigger is EscalationTrigger.TimerDue timer && timer.Version != State.Version;

    private void Play(EscalationTrigger trigger, Instant now)
    {
        var transition = EscalationMachine.Apply(_plan, State, trigger, now, _rota);
        State = transition.State;
        foreach (var effect in transition.Effects)
        {
            if (Narration.Of(effect) is { } what)
                _entries.Add(new(now, now.InZone(_file.Zone), now - _start, what, State.Phase, effect));
            if (effect is EscalationEffect.SetTimer timer)
                Expect(new EscalationTrigger.TimerDue(timer.Kind, timer.Version), timer.Due);
        }
        React([.. transition.Effects.OfType<EscalationEffect.PagePerson>()], now);
        if (transition.Reply.Code is ReplyCode.TakenNow or ReplyCode.TakenLate && Taker() is { ClosesAfter: { } closes } taker)
            Expect(new EscalationTrigger.Close("called-back", taker.Person), now + closes);
    }

    private SimulatedAnswer.Takes? Taker() => _answers.OfType<SimulatedAnswer.Takes>().FirstOrDefault(a => a.Person == State.Taken?.By);

    // Several destinations of one attempt are one page to the person who holds them.
    private void React(IReadOnlyList<EscalationEffect.PagePerson> pages, Instant now)
    {
        foreach (var page in pages.Where(p => _counted.Add((p.ContactId, p.Visit, p.Attempt))))
        {
            var count = _pages[page.ContactId] = _pages.GetValueOrDefault(page.ContactId) + 1;
            foreach (var answer in _answers.Where(a => a.Person == page.ContactId && a.AtPage == count))
                if (Trigger(answer, page.Visit) is { } trigger)
                    Expect(trigger, now + answer.After);
        }
        if (pages.Count > 0 && pages.All(p => _answers.Any(a => a is SimulatedAnswer.CannotBeReached && a.Person == p.ContactId)))
            Expect(new EscalationTrigger.AllFailed(pages[0].Visit), now + Duration.FromSeconds(5));
    }

    private static EscalationTrigger? Trigger(SimulatedAnswer answer, int visit) => answer switch
    {
        SimulatedAnswer.Takes takes => new EscalationTrigger.Ack(takes.Person, takes.How, visit),
        SimulatedAnswer.Declines declines => new EscalationTrigger.Declined(declines.Person, declines.Reason, visit),
        _ => null,
    };

    private void Expect(EscalationTrigger trigger, Instant due) => _due.Enqueue(trigger, (due, _order++));
}
