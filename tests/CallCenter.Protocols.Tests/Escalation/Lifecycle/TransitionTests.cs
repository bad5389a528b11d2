using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Lifecycle;

/// <summary>The table of the states, one line after the other.</summary>
public class TransitionTests
{
    private static readonly EscalationFile Lakeside = Practices.Load("lakeside");
    private static readonly Instant Night = Lakeside.At("2026-11-24 23:30");
    private static readonly EscalationPlan Plan = EscalationPlan.For(Lakeside, DispositionCodes.ProviderNow, Urgency.Urgent);
    private static readonly LiveRota Rota = new(Lakeside);
    private static readonly EscalationState Armed = EscalationState.Arm("e1", Plan, DispositionCodes.ProviderNow, Urgency.Urgent, Night);

    private static EscalationTransition Apply(EscalationState state, EscalationTrigger trigger, double minutes = 0, LiveRota? rota = null) =>
        EscalationMachine.Apply(Plan, state, trigger, Night + Duration.FromMinutes(minutes), rota ?? Rota);

    private static EscalationTransition Timer(EscalationState state, TimerKind kind, double minutes = 0) =>
        Apply(state, new EscalationTrigger.TimerDue(kind, state.Version), minutes);

    private static EscalationState Paging => Timer(Armed, TimerKind.Start).State;
    private static EscalationState Backup => Timer(Paging, TimerKind.StepTimeout, 4).State;
    private static EscalationState Last => Timer(Backup, TimerKind.StepTimeout, 8).State;
    private static EscalationState Taken => Apply(Paging, new EscalationTrigger.Ack("dr-okafor", AckHow.Digit, 1), 1).State;

    private static IEnumerable<T> Effects<T>(EscalationTransition transition) where T : EscalationEffect => transition.Effects.OfType<T>();

    [Fact]
    public void Start_asks_everybody_of_the_first_step_under_keys_of_their_own_and_sets_the_timers()
    {
        var started = Timer(Armed, TimerKind.Start);
        Assert.Equal((EscalationPhase.Paging, "on-call", 1, 1, 2L), (started.State.Phase, started.State.Where.StepId, started.State.Where.Visit, started.State.Where.Attempt, started.State.Version));
        Assert.Equal(["e1/on-call-1/1/okafor-voice", "e1/on-call-1/1/okafor-sms"], Effects<EscalationEffect.PagePerson>(started).Select(p => p.IdempotencyKey));
        Assert.Equal([(TimerKind.AttemptDue, 2.0), (TimerKind.StepTimeout, 4.0), (TimerKind.ClinicalDeadline, 30.0)],
            Effects<EscalationEffect.SetTimer>(started).Select(t => (t.Kind, (t.Due - Night).TotalMinutes)));
        Assert.All(Effects<EscalationEffect.SetTimer>(started), t => Assert.Equal(started.State.Version, t.Version));
    }

    [Fact]
    public void A_serial_step_rings_one_destination_after_the_other()
    {
        var oak = Practices.Load("oak-street");
        var plan = EscalationPlan.For(oak, DispositionCodes.ProviderNow, Urgency.Urgent);
        var started = EscalationMachine.Apply(plan, EscalationState.Arm("e2", plan, DispositionCodes.ProviderNow, Urgency.Urgent, Night), new EscalationTrigger.TimerDue(TimerKind.Start, 1), Night, new(oak));
        Assert.Equal([(Channel.Voice, 0.0), (Channel.Sms, 45.0)], Effects<EscalationEffect.PagePerson>(started).Select(p => (p.Channel, (p.NotBefore - Night).TotalSeconds)));
    }

    [Fact]
    public void An_attempt_asks_again_in_the_same_visit_and_the_last_one_sets_no_further_attempt()
    {
        var again = Timer(Paging, TimerKind.AttemptDue, 2);
        Assert.Equal((1, 2), (again.State.Where.Visit, again.State.Where.Attempt));
        Assert.Equal([TimerKind.StepTimeout, TimerKind.ClinicalDeadline], Effects<EscalationEffect.SetTimer>(again).Select(t => t.Kind));
        Assert.Empty(Effects<EscalationEffect.CancelUnsentPages>(again));
    }

    [Fact]
    public void A_step_that_times_out_leads_to_the_next_and_takes_unsent_pages_back()
    {
        var next = Timer(Paging, TimerKind.StepTimeout, 4);
        Assert.Equal(("backup", 2), (next.State.Where.StepId, next.State.Where.Visit));
        Assert.Single(Effects<EscalationEffect.CancelUnsentPages>(next));
    }

    [Fact]
    public void After_the_last_step_the_supervisor_is_asked_again_and_again()
    {
        Assert.Equal((EscalationPhase.LastResort, 3, 1), (Last.Phase, Last.Where.Visit, Last.Where.Attempt));
        var repeat = Timer(Last, TimerKind.RepeatDue, 10);
        Assert.Equal(2, repeat.State.Where.Attempt);
        Assert.Equal(["e1/last-resort-3/2/supervisor-desk", "e1/last-resort-3/2/supervisor-voice"], Effects<EscalationEffect.PagePerson>(repeat).Select(p => p.IdempotencyKey));
        Assert.Single(Effects<EscalationEffect.AlarmSupervisor>(repeat));
    }

    [Fact]
    public void The_clinical_deadline_leads_from_any_step_to_the_last_resort_and_sends_the_caller_to_the_emergency_department()
    {
        foreach (var open in new[] { Paging, Backup, Last })
        {
            var passed = Timer(open, TimerKind.ClinicalDeadline, 30);
            Assert.Equal(EscalationPhase.LastResort, passed.State.Phase);
            Assert.True(passed.State.Where.DeadlinePassed);
            Assert.Single(Effects<EscalationEffect.TellNurse>(passed), t => t.Notice == NurseNotice.SendCallerToEmergencyDepartment);
            Assert.NotEmpty(Effects<EscalationEffect.PagePerson>(passed));
            Assert.DoesNotContain(Effects<EscalationEffect.SetTimer>(passed), t => t.Kind == TimerKind.ClinicalDeadline);
        }
    }

    [Fact]
    public void After_a_long_stop_whatever_timer_comes_first_goes_straight_to_the_last_resort()
    {
        foreach (var (state, kind) in new[] { (Armed, TimerKind.Start), (Paging, TimerKind.AttemptDue), (Paging, TimerKind.StepTimeout) })
        {
            var late = Timer(state, kind, 134);
            Assert.Equal(EscalationPhase.LastResort, late.State.Phase);
            Assert.Single(Effects<EscalationEffect.TellNurse>(late), t => t.Notice == NurseNotice.SendCallerToEmergencyDepartment);
        }
    }

    [Fact]
    public void Who_is_on_call_is_asked_anew_at_every_step()
    {
        var swapped = Practices.Parse(Practices.Text("lakeside").With("  - id: backup-call\n    cover: always\n", "  - id: backup-call\n    cover: always\n    temporary: [{id: t, from: 2026-11-24T23:00, to: 2026-11-25T01:00, people: [np-kim], reason: swap}]\n"));
        var next = Apply(Paging, new EscalationTrigger.TimerDue(TimerKind.StepTimeout, Paging.Version), 4, new(swapped));
        Assert.Equal(["np-kim"], next.State.Where.Paged);
    }

    [Fact]
    public void One_acknowledgement_wins_and_the_other_is_told_who()
    {
        var first = Apply(Backup, new EscalationTrigger.Ack("dr-marsh", AckHow.Digit, 2), 5);
        var second = Apply(first.State, new EscalationTrigger.Ack("dr-okafor", AckHow.Link, 1), 5.1);
        Assert.Equal(ReplyCode.TakenNow, first.Reply.Code);
        Assert.Equal((ReplyCode.AlreadyTaken, "dr-marsh", Night + Duration.FromMinutes(5)), (second.Reply.Code, second.Reply.TakenBy, second.Reply.TakenAt!.Value));
        Assert.Same(first.State, second.State);
        Assert.Equal(NoteKind.Ignored, Assert.Single(Effects<EscalationEffect.WriteNote>(second)).Note.Kind);
    }

    [Fact]
    public void An_acknowledgement_cancels_what_is_unsent_tells_the_others_and_starts_the_clock_for_closing()
    {
        var taken = Apply(Last, new EscalationTrigger.Ack("nurse-supervisor", AckHow.Click, 3), 9);
        Assert.Single(Effects<EscalationEffect.CancelUnsentPages>(taken));
        Assert.Single(Effects<EscalationEffect.ClearAlarm>(taken));
        Assert.Equal("nurse-supervisor", Assert.Single(Effects<EscalationEffect.TellOthersTaken>(taken)).TakenBy);
        Assert.Equal((TimerKind.CloseDue, 29.0), Effects<EscalationEffect.SetTimer>(taken).Select(t => (t.Kind, (t.Due - Night).TotalMinutes)).Single());
        Assert.Empty(Effects<EscalationEffect.PagePerson>(taken));
    }

    [Fact]
    public void An_answer_to_an_earlier_page_is_accepted_and_noted_as_late()
    {
        var late = Apply(Backup, new EscalationTrigger.Ack("dr-okafor", AckHow.Link, 1), 5);
        Assert.Equal((ReplyCode.TakenLate, TriggerKind.LateAck, true), (late.Reply.Code, Effects<EscalationEffect.WriteNote>(late).Single().Note.Trigger, late.State.Taken!.Late));
    }

    [Fact]
    public void A_decline_by_one_of_two_keeps_the_step_and_takes_back_only_that_persons_pages()
    {
        var northside = Practices.Load("northside");
        var plan = EscalationPlan.For(northside, DispositionCodes.ProviderNow, Urgency.Urgent);
        var state = EscalationState.Arm("e3", plan, DispositionCodes.ProviderNow, Urgency.Urgent, Night);
        var minute = 0;
        foreach (var kind in new[] { TimerKind.Start, TimerKind.StepTimeout, TimerKind.StepTimeout })
            state = EscalationMachine.Apply(plan, state, new EscalationTrigger.TimerDue(kind, state.Version), Night + Duration.FromMinutes(4 * minute++), new(northside)).State;
        Assert.Equal(["dr-tanaka", "np-reyes"], state.Where.Paged.Order());
        var one = EscalationMachine.Apply(plan, state, new EscalationTrigger.Declined("dr-tanaka", "in-surgery", state.Where.Visit), Night + Duration.FromMinutes(9), new(northside));
        Assert.Equal(("both", state.Where.Visit), (one.State.Where.StepId, one.State.Where.Visit));
        Assert.Equal("dr-tanaka", Assert.Single(Effects<EscalationEffect.CancelUnsentPages>(one)).ContactId);
        Assert.Equal(Night + Duration.FromMinutes(12), Effects<EscalationEffect.SetTimer>(one).Single(t => t.Kind == TimerKind.StepTimeout).Due);
        var both = EscalationMachine.Apply(plan, one.State, new EscalationTrigger.Declined("np-reyes", "ill", state.Where.Visit), Night + Duration.FromMinutes(10), new(northside));
        Assert.Equal(EscalationPhase.LastResort, both.State.Phase);
    }

    [Fact]
    public void The_supervisor_cannot_decline_the_last_resort_away()
    {
        var declined = Apply(Last, new EscalationTrigger.Declined("nurse-supervisor", "busy", 3), 9);
        Assert.Equal(EscalationPhase.LastResort, declined.State.Phase);
        Assert.NotEmpty(Effects<EscalationEffect.PagePerson>(Timer(declined.State, TimerKind.RepeatDue, 10)));
    }

    [Fact]
    public void A_repeated_or_outdated_timer_changes_nothing_and_is_noted()
    {
        foreach (var kind in Enum.GetValues<TimerKind>())
        {
            var stale = Apply(Backup, new EscalationTrigger.TimerDue(kind, Backup.Version - 1), 5);
            Assert.Equal(ReplyCode.Late, stale.Reply.Code);
            Assert.IsType<EscalationEffect.WriteNote>(Assert.Single(stale.Effects));
            Assert.Equal(Backup.Version, stale.State.Version);
        }
    }

    [Fact]
    public void Each_way_a_step_can_fail_has_its_own_way_on()
    {
        var text = Practices.Text("northside").With("        ack_within: 4m\n      - id: second\n", "        ack_within: 4m\n        if_declined: last-resort\n        if_all_failed: next\n        if_nobody: next\n      - id: second\n");
        var file = Practices.Parse(text);
        var plan = EscalationPlan.For(file, DispositionCodes.ProviderNow, Urgency.Urgent);
        var armed = EscalationState.Arm("e4", plan, DispositionCodes.ProviderNow, Urgency.Urgent, Night);
        EscalationTransition On(EscalationState state, EscalationTrigger trigger) => EscalationMachine.Apply(plan, state, trigger, Night, new(file));

        var paging = On(armed, new EscalationTrigger.TimerDue(TimerKind.Start, 1)).State;
        Assert.Equal("last-resort", On(paging, new EscalationTrigger.Declined(paging.Where.Paged[0], "busy", 1)).State.Where.StepId);
        Assert.Equal("second", On(paging, new EscalationTrigger.AllFailed(1)).State.Where.StepId);
        Assert.Equal("second", On(paging, new EscalationTrigger.NobodyOnCall(1)).State.Where.StepId);

        var declinedBefore = armed with { Where = armed.Where with { Declined = ["dr-tanaka", "np-reyes"] } };
        var passedOver = On(declinedBefore, new EscalationTrigger.TimerDue(TimerKind.Start, 1));
        Assert.Equal([("first", "all-declined")], Effects<EscalationEffect.WriteNote>(passedOver).Where(w => w.Note.Kind == NoteKind.Skipped).Select(w => (w.Note.StepId!, w.Note.Reason)));
        Assert.Equal(EscalationPhase.LastResort, passedOver.State.Phase);
    }

    [Fact]
    public void Failures_of_an_earlier_visit_do_not_push_the_present_one_on()
    {
        Assert.Equal(ReplyCode.Late, Apply(Backup, new EscalationTrigger.AllFailed(1), 5).Reply.Code);
        Assert.Equal(EscalationPhase.LastResort, Apply(Backup, new EscalationTrigger.AllFailed(2), 5).State.Phase);
        Assert.Equal("backup", Apply(Paging, new EscalationTrigger.NobodyOnCall(1), 1).State.Where.StepId);
    }

    [Fact]
    public void A_nurse_may_jump_to_a_step_with_a_reason_but_not_to_one_that_is_not_there()
    {
        var jumped = Apply(Paging, new EscalationTrigger.Jump("backup", "nurse-1", "doctor is in surgery"), 1);
        Assert.Equal(("backup", "nurse-1", "doctor is in surgery"), (jumped.State.Where.StepId, Note(jumped).Person, Note(jumped).Reason));
        var back = Apply(Last, new EscalationTrigger.Jump("on-call", "nurse-1", "she is back"), 9);
        Assert.Equal((EscalationPhase.Paging, 4), (back.State.Phase, back.State.Where.Visit));
        Assert.Single(Effects<EscalationEffect.ClearAlarm>(back));
        Assert.Equal(ReplyCode.UnknownStep, Apply(Paging, new EscalationTrigger.Jump("nowhere", "nurse-1", "x"), 1).Reply.Code);
    }

    [Fact]
    public void Closing_needs_somebody_who_took_it()
    {
        Assert.Equal(ReplyCode.NotPermitted, Apply(Paging, new EscalationTrigger.Close("called-back", "dr-okafor"), 1).Reply.Code);
        var closed = Apply(Taken, new EscalationTrigger.Close("called-back", "dr-okafor"), 3);
        Assert.Equal((EscalationPhase.Closed, "called-back", "dr-okafor"), (closed.State.Phase, closed.State.Ending!.Outcome, closed.State.Taken!.By));
        Assert.Empty(Effects<EscalationEffect.SetTimer>(closed));
    }

    [Fact]
    public void Responsibility_can_be_handed_over_and_the_clock_for_closing_starts_again()
    {
        var handed = Apply(Taken, new EscalationTrigger.HandOver("dr-marsh", "dr-okafor"), 10);
        Assert.Equal((EscalationPhase.Acknowledged, "dr-marsh"), (handed.State.Phase, handed.State.Taken!.By));
        Assert.Equal(Night + Duration.FromMinutes(30), Effects<EscalationEffect.SetTimer>(handed).Single().Due);
    }

    private static EscalationState Asking => Apply(Paging, new EscalationTrigger.HandOver("nurse-1", "nurse-1", AckHow.Asking), 1).State;

    [Fact]
    public void Who_was_reached_by_other_means_has_it_from_any_open_state_and_the_others_are_told()
    {
        foreach (var open in new[] { Paging, Backup, Last })
        {
            var taken = Apply(open, new EscalationTrigger.HandOver("np-kim", "nurse-1"), 9);
            Assert.Equal((EscalationPhase.Acknowledged, "np-kim", AckHow.ByHand), (taken.State.Phase, taken.State.Taken!.By, taken.State.Taken.How));
            Assert.Equal("np-kim", Assert.Single(Effects<EscalationEffect.TellOthersTaken>(taken)).TakenBy);
        }
    }

    [Fact]
    public void A_nurse_who_does_the_asking_stops_the_paging_but_not_the_clinical_clock()
    {
        Assert.False(Asking.IsTaken);
        var late = Apply(Paging, new EscalationTrigger.HandOver("nurse-1", "nurse-1", AckHow.Asking), 25);
        Assert.Equal((TimerKind.CloseDue, 30.0), Effects<EscalationEffect.SetTimer>(late).Select(t => (t.Kind, (t.Due - Night).TotalMinutes)).Single());
        Assert.Empty(Effects<EscalationEffect.TellOthersTaken>(late));
        Assert.DoesNotContain(Effects<EscalationEffect.TellNurse>(late), t => t.Notice == NurseNotice.Taken);

        var passed = Timer(late.State, TimerKind.CloseDue, 30);
        Assert.Equal((EscalationPhase.LastResort, true), (passed.State.Phase, passed.State.Where.DeadlinePassed));
        Assert.Single(Effects<EscalationEffect.TellNurse>(passed), t => t.Notice == NurseNotice.SendCallerToEmergencyDepartment);
    }

    [Fact]
    public void Found_nobody_by_hand_people_are_asked_again_on_the_same_clinical_clock()
    {
        var again = Timer(Asking, TimerKind.CloseDue, 21);
        Assert.Equal((EscalationPhase.Paging, "backup", Paging.Where.Deadline), (again.State.Phase, again.State.Where.StepId, again.State.Where.Deadline));
        Assert.Equal("nobody-found-by-hand", Note(again).Reason);
    }

    [Fact]
    public void While_a_nurse_asks_by_hand_whoever_was_asked_before_may_still_take_it_and_it_cannot_be_closed()
    {
        Assert.Equal(ReplyCode.NotPermitted, Apply(Asking, new EscalationTrigger.Close("done", "nurse-1"), 2).Reply.Code);
        var taken = Apply(Asking, new EscalationTrigger.Ack("dr-okafor", AckHow.Link, 1), 2);
        Assert.Equal((ReplyCode.TakenNow, "dr-okafor", true), (taken.Reply.Code, taken.State.Taken!.By, taken.State.IsTaken));
        Assert.Equal("backup", Apply(Asking, new EscalationTrigger.Jump("backup", "nurse-1", "nobody picks up"), 3).State.Where.StepId);
    }

    [Fact]
    public void Nobody_takes_the_asking_over_from_one_who_has_the_patient()
    {
        Assert.Equal(ReplyCode.AlreadyTaken, Apply(Taken, new EscalationTrigger.HandOver("nurse-1", "nurse-1", AckHow.Asking), 2).Reply.Code);
        Assert.Equal(ReplyCode.AlreadyTaken, Apply(Taken, new EscalationTrigger.Jump("backup", "nurse-1", "x"), 2).Reply.Code);
    }

    [Fact]
    public void Ring_now_makes_the_next_attempt_at_once_also_when_the_file_has_none_left_and_the_step_keeps_its_end()
    {
        var again = Timer(Paging, TimerKind.AttemptDue, 2).State;
        var now = Apply(again, new EscalationTrigger.RingNow("nurse-1"), 3);
        Assert.Equal((1, 3), (now.State.Where.Visit, now.State.Where.Attempt));
        Assert.Equal(["e1/on-call-1/3/okafor-voice", "e1/on-call-1/3/okafor-sms"], Effects<EscalationEffect.PagePerson>(now).Select(p => p.IdempotencyKey));
        Assert.Equal([(TimerKind.StepTimeout, 4.0), (TimerKind.ClinicalDeadline, 30.0)], Effects<EscalationEffect.SetTimer>(now).Select(t => (t.Kind, (t.Due - Night).TotalMinutes)));
        Assert.Equal(2, Apply(Last, new EscalationTrigger.RingNow("nurse-1"), 9).State.Where.Attempt);
        Assert.Equal(ReplyCode.NotPermitted, Apply(Taken, new EscalationTrigger.RingNow("nurse-1"), 2).Reply.Code);
    }

    [Fact]
    public void A_nurse_may_go_to_the_supervisor_at_once()
    {
        var last = Apply(Paging, new EscalationTrigger.Jump(EscalationPlan.LastResortStep, "nurse-1", "she gets worse"), 1);
        Assert.Equal((EscalationPhase.LastResort, "she gets worse"), (last.State.Phase, Note(last).Reason));
    }

    [Fact]
    public void Not_closed_in_time_it_opens_again_with_a_new_clinical_clock()
    {
        var reopened = Timer(Taken, TimerKind.CloseDue, 21);
        Assert.Equal((EscalationPhase.Paging, "backup"), (reopened.State.Phase, reopened.State.Where.StepId));
        Assert.Null(reopened.State.Taken);
        Assert.Equal(Night + Duration.FromMinutes(51), reopened.State.Where.Deadline);
        Assert.Single(Effects<EscalationEffect.ReopenAt>(reopened));
    }

    [Fact]
    public void It_can_be_called_off_from_anywhere_before_its_end_and_then_nothing_follows()
    {
        foreach (var state in new[] { Armed, Paging, Last, Taken })
        {
            var cancelled = Apply(state, new EscalationTrigger.Cancel("nurse-1", "caller is with the ambulance"), 12);
            Assert.Equal((EscalationPhase.Cancelled, "nurse-1"), (cancelled.State.Phase, cancelled.State.Ending!.By));
            Assert.Empty(Effects<EscalationEffect.SetTimer>(cancelled));
            Assert.Equal(ReplyCode.AlreadyOver, Apply(cancelled.State, new EscalationTrigger.Cancel("nurse-1", "again"), 13).Reply.Code);
        }
    }

    [Fact]
    public void A_fault_of_the_machinery_leads_to_a_person_even_when_the_practices_file_is_gone()
    {
        var fallback = EscalationPlan.Fallback("lakeside", Plan.FileHash);
        foreach (var state in new[] { Armed, Paging, Backup, Last, Taken })
        {
            var faulted = EscalationMachine.Apply(fallback, state, new EscalationTrigger.EngineFault("snapshot-unreadable"), Night + Duration.FromMinutes(5), Rota);
            Assert.Equal(EscalationPhase.LastResort, faulted.State.Phase);
            Assert.Equal("snapshot-unreadable", Assert.Single(Effects<EscalationEffect.AlarmSupervisor>(faulted)).Reason);
            Assert.Contains(Effects<EscalationEffect.SetTimer>(faulted), t => t.Kind == TimerKind.RepeatDue);
            var repeated = EscalationMachine.Apply(fallback, faulted.State, new EscalationTrigger.TimerDue(TimerKind.RepeatDue, faulted.State.Version), Night + Duration.FromMinutes(6), Rota);
            Assert.Single(Effects<EscalationEffect.AlarmSupervisor>(repeated));
        }
    }

    [Fact]
    public void A_case_no_protocol_takes_falls_to_the_supervisor()
    {
        var text = Practices.Text("lakeside");
        var gappy = Practices.Parse(text[..text.IndexOf("  - id: catch-all", StringComparison.Ordinal)].Replace("provider_msg, home, info", "provider_msg, home"));
        Assert.Equal(EscalationPlan.FallbackProtocol, EscalationPlan.For(gappy, "info", Urgency.Planned).ProtocolId);
    }

    [Fact]
    public void The_graph_shows_every_state_and_no_exhausted_one()
    {
        var graph = EscalationMachine.Graph();
        Assert.All(Enum.GetNames<EscalationPhase>(), name => Assert.Contains(name, graph));
        Assert.StartsWith("stateDiagram", graph);
        Assert.DoesNotContain("Exhausted", graph, StringComparison.OrdinalIgnoreCase);
    }

    private static EscalationNote Note(EscalationTransition transition) => Effects<EscalationEffect.WriteNote>(transition).Last().Note;
}
