using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using FsCheck.Xunit;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Lifecycle;

/// <summary>What holds whatever happens, in whatever order: random lives of escalations in all three practices.</summary>
public class PromiseTests
{
    private static readonly EscalationFile[] Files = [Practices.Load("lakeside"), Practices.Load("oak-street"), Practices.Load("northside")];
    private static readonly string[] Paging = [DispositionCodes.ProviderNow, "see_4h"];

    [Property(MaxTest = 400)]
    public void It_never_goes_quiet_and_ends_only_by_a_person(int seed)
    {
        var life = new RandomLife(Files[(seed & int.MaxValue) % Files.Length], seed);
        foreach (var step in life.Live(60))
        {
            var state = step.Transition.State;
            if (state.Phase == EscalationPhase.Acknowledged)
                Assert.NotNull(state.Taken);
            // Nobody has the patient, so something must still happen by itself.
            if (!state.Phase.IsOver() && !state.IsTaken)
                Assert.NotEmpty(EscalationTimers.For(life.Plan, state));
            if (state.Phase.IsOver() && !step.Before.Phase.IsOver())
                Assert.True(step.Trigger is EscalationTrigger.Cancel or EscalationTrigger.Close || !life.Plan.AnswerRequired, $"{step.Trigger} ended it");
            if (state.Phase == EscalationPhase.LastResort && step.Before.Phase != EscalationPhase.LastResort)
                Assert.Single(step.Transition.Effects.OfType<EscalationEffect.AlarmSupervisor>());
        }
    }

    [Property(MaxTest = 400)]
    public void Replaying_the_stored_notes_rebuilds_the_state_and_each_change_has_exactly_one(int seed)
    {
        var life = new RandomLife(Files[(seed & int.MaxValue) % Files.Length], seed);
        var notes = new List<EscalationNote>();
        var last = life.Armed;
        foreach (var step in life.Live(60))
        {
            var written = step.Transition.Effects.OfType<EscalationEffect.WriteNote>().Select(w => w.Note).ToList();
            Assert.Equal(step.Transition.State.Version - step.Before.Version, written.Count(n => n.Kind == NoteKind.Moved));
            Assert.NotEmpty(written);
            notes.AddRange(written.Select(n => StoredForm.ReadNote(StoredForm.Write(n))));
            Assert.Equal(StoredForm.Write(step.Transition.State), StoredForm.Write(StoredForm.ReadState(StoredForm.Write(step.Transition.State))));
            last = step.Transition.State;
        }
        Assert.Equal(StoredForm.Write(last), StoredForm.Write(EscalationRecord.Replay(life.Armed, notes)));
    }

    [Property(MaxTest = 400)]
    public void One_acknowledgement_wins_between_two_openings_and_nobody_is_asked_while_it_is_taken(int seed)
    {
        var life = new RandomLife(Files[(seed & int.MaxValue) % Files.Length], seed);
        var winners = 0;
        foreach (var step in life.Live(60))
        {
            if (step.Transition.Reply.Code is ReplyCode.TakenNow or ReplyCode.TakenLate)
                winners++;
            if (step.Transition.State.Phase.IsOpen())
                winners = 0;
            Assert.InRange(winners, 0, 1);
            if (!step.Transition.State.Phase.IsOpen())
                Assert.Empty(step.Transition.Effects.OfType<EscalationEffect.PagePerson>());
        }
    }

    [Property(MaxTest = 400)]
    public void The_same_trigger_twice_changes_nothing_the_second_time_unless_a_person_repeats_an_order(int seed)
    {
        var life = new RandomLife(Files[(seed & int.MaxValue) % Files.Length], seed);
        foreach (var step in life.Live(40).Where(s => s.Trigger is EscalationTrigger.TimerDue or EscalationTrigger.Ack or EscalationTrigger.AllFailed or EscalationTrigger.NobodyOnCall or EscalationTrigger.Close or EscalationTrigger.Cancel))
        {
            var again = EscalationMachine.Apply(life.Plan, step.Transition.State, step.Trigger, step.At, life.Rota);
            if (step.Transition.State.Version > step.Before.Version)
                Assert.Equal(step.Transition.State.Version, again.State.Version);
            Assert.DoesNotContain(again.Effects, e => e is EscalationEffect.PagePerson && step.Transition.State.Version == again.State.Version);
        }
    }

    [Property(MaxTest = 400)]
    public void No_page_is_ever_sent_under_a_key_used_before_and_no_two_timers_mean_the_same(int seed)
    {
        var life = new RandomLife(Files[(seed & int.MaxValue) % Files.Length], seed);
        var keys = new HashSet<string>();
        foreach (var step in life.Live(60))
        {
            Assert.All(step.Transition.Effects.OfType<EscalationEffect.PagePerson>(), p => Assert.True(keys.Add(p.IdempotencyKey), p.IdempotencyKey));
            var timers = step.Transition.Effects.OfType<EscalationEffect.SetTimer>().ToList();
            Assert.Equal(timers.Count, timers.Select(t => t.Kind).Distinct().Count());
            Assert.Equal(timers, step.Transition.State.Version > step.Before.Version ? EscalationTimers.For(life.Plan, step.Transition.State) : []);
        }
    }

    [Property(MaxTest = 200)]
    public void With_nobody_answering_nothing_fires_early_and_the_last_resort_comes_within_the_deadline(byte file, ushort hour, byte disposition)
    {
        var practice = Files[file % Files.Length];
        var at = Practices.Beginning + Duration.FromHours(hour % (366 * 24));
        var plan = EscalationPlan.For(practice, Paging[disposition % Paging.Length], Urgency.Urgent);
        var (state, rota, now) = (EscalationState.Arm("e", plan, "x", Urgency.Urgent, at), new LiveRota(practice), at);
        while (!state.Where.DeadlinePassed)
        {
            var due = EscalationTimers.For(plan, state).MinBy(t => t.Due)!;
            Assert.True(due.Due >= now);
            var before = state;
            now = due.Due;
            state = EscalationMachine.Apply(plan, state, new EscalationTrigger.TimerDue(due.Kind, due.Version), now, rota).State;
            if (due.Kind == TimerKind.StepTimeout)
                Assert.True(now - before.Where.StepStartedAt >= plan.Steps[before.Where.StepIndex].Page.AckWithin);
            if (due.Kind == TimerKind.AttemptDue)
                Assert.True(now - before.Where.AttemptAt >= plan.Steps[before.Where.StepIndex].Page.AttemptEvery);
        }
        Assert.Equal((EscalationPhase.LastResort, at + plan.NotLaterThan), (state.Phase, now));
    }
}
