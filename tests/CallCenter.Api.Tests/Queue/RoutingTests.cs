using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Queue.Domain;

namespace CallCenter.Api.Tests.Queue;

public class RoutingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Urgency_comes_before_waiting_and_waiting_before_arrival()
    {
        var routine = Call(UrgencyName.Routine, minutes: 4);
        var emergent = Call(UrgencyName.Emergent, minutes: 0);
        var older = Call(UrgencyName.Routine, minutes: 5);

        Assert.Equal([emergent, older, routine], Routing.InOrderOfService([routine, emergent, older], Now));
    }

    [Fact]
    public void Whoever_waited_long_moves_up_but_never_past_an_emergent_call()
    {
        var patient = Call(UrgencyName.Routine, minutes: 45);
        var urgent = Call(UrgencyName.Urgent, minutes: 1);
        var emergent = Call(UrgencyName.Emergent, minutes: 0);

        Assert.Equal([emergent, patient, urgent], Routing.InOrderOfService([urgent, patient, emergent], Now));
    }

    [Fact]
    public void The_longest_idle_nurse_of_the_practice_who_speaks_the_language_is_asked()
    {
        var call = Call(UrgencyName.Routine, minutes: 1) with { Language = "es-US" };
        var idlest = Nurse(idle: 30, "en-US");
        var spanish = Nurse(idle: 5, "en-US", "es-US");
        var elsewhere = Nurse(idle: 60, "es-US") with { Practices = new HashSet<string> { "northside" } };

        Assert.Equal(spanish.StaffId, Assert.Single(Chosen([call], [idlest, elsewhere, spanish])).Nurse);
    }

    [Fact]
    public void Nobody_is_left_for_want_of_a_language()
    {
        var call = Call(UrgencyName.Routine, minutes: 1) with { Language = "es-US" };
        var english = Nurse(idle: 30, "en-US");

        Assert.Equal(english.StaffId, Assert.Single(Chosen([call], [english])).Nurse);
    }

    [Fact]
    public void One_nurse_gets_one_call_and_one_call_one_nurse()
    {
        var calls = Enumerable.Range(0, 5).Select(i => Call(UrgencyName.Routine, i)).ToList();
        var nurses = Enumerable.Range(0, 3).Select(i => Nurse(i, "en-US")).ToList();

        var assigned = Chosen(calls, nurses);

        Assert.Equal(3, assigned.Count);
        Assert.Equal(3, assigned.Select(a => a.Call).Distinct().Count());
        Assert.Equal(3, assigned.Select(a => a.Nurse).Distinct().Count());
        Assert.Equal(calls.OrderBy(c => c.WaitingSince).Take(3).Select(c => c.CallId), assigned.Select(a => a.Call));
    }

    [Fact]
    public void A_call_a_nurse_passed_over_goes_to_another_first_and_round_again_when_there_is_no_other()
    {
        var call = Call(UrgencyName.Routine, minutes: 1);
        var passed = Nurse(idle: 30, "en-US") with { Passed = new Dictionary<Guid, DateTimeOffset> { [call.CallId] = Now.AddSeconds(-31) } };
        var fresh = Nurse(idle: 1, "en-US");

        Assert.Equal(fresh.StaffId, Assert.Single(Chosen([call], [passed, fresh])).Nurse);
        Assert.Equal(passed.StaffId, Assert.Single(Chosen([call], [passed])).Nurse);
    }

    [Theory]
    [InlineData(UrgencyName.Routine, 29, false)]
    [InlineData(UrgencyName.Routine, 30, true)]
    [InlineData(UrgencyName.Emergent, 9, false)]
    [InlineData(UrgencyName.Emergent, 10, true)]
    public void A_nurse_who_passed_a_call_over_does_not_hear_it_again_and_again(UrgencyName urgency, int seconds, bool asked)
    {
        var call = Call(urgency, minutes: 1);
        var passed = Nurse(idle: 5, "en-US") with { Passed = new Dictionary<Guid, DateTimeOffset> { [call.CallId] = Now.AddSeconds(-seconds) } };

        var decision = Assert.Single(Routing.Decide([call], [passed], Now));

        Assert.Equal(asked, decision.Chosen is not null);
        if (!asked) Assert.Equal(Now.AddSeconds(-seconds) + Relaxing.RingAgain(urgency), decision.LookAgainAt);
    }

    [Fact]
    public void The_licence_for_where_the_patient_is_now_comes_before_skill_language_and_idleness()
    {
        var call = Call(UrgencyName.Routine, minutes: 30) with { PatientState = "NY", Skill = "dialysis", Language = "es-US" };
        var idlest = Nurse(idle: 60, "en-US", "es-US") with { Skills = new HashSet<string> { "dialysis" }, States = new HashSet<string> { "TX" } };
        var licensed = Nurse(idle: 1, "en-US") with { States = new HashSet<string> { "NY" } };

        Assert.Equal(licensed.StaffId, Assert.Single(Chosen([call], [idlest, licensed])).Nurse);
    }

    [Theory]
    [InlineData(UrgencyName.Emergent, 0, true)]
    [InlineData(UrgencyName.Urgent, 1, false)]
    [InlineData(UrgencyName.Urgent, 2, true)]
    [InlineData(UrgencyName.Routine, 9, false)]
    [InlineData(UrgencyName.Routine, 10, true)]
    public void A_missing_licence_is_passed_over_only_after_its_wait_and_never_in_silence(UrgencyName urgency, int minutes, bool asked)
    {
        var call = Call(urgency, minutes) with { PatientState = "NY" };
        var unlicensed = Nurse(idle: 5, "en-US") with { States = new HashSet<string> { "TX" } };

        var decision = Assert.Single(Routing.Decide([call], [unlicensed], Now));

        Assert.Equal(asked, decision.Chosen is not null);
        Assert.Contains("no licence for NY", asked ? decision.Notice : decision.WhyNot);
        Assert.Equal(asked ? null : call.WaitingSince + Relaxing.Licence(urgency), decision.LookAgainAt);
    }

    [Fact]
    public void A_wanted_skill_is_waited_for_two_minutes_and_a_nurse_who_waits_for_nothing_takes_the_next_call()
    {
        var dialysis = Call(UrgencyName.Routine, minutes: 1) with { Skill = "dialysis" };
        var younger = Call(UrgencyName.Routine, minutes: 0);
        var nurse = Nurse(idle: 5, "en-US");

        Assert.Equal(younger.CallId, Assert.Single(Chosen([dialysis, younger], [nurse])).Call);
        Assert.Equal(dialysis.CallId, Assert.Single(Chosen([dialysis with { WaitingSince = Now.AddMinutes(-2) }, younger], [nurse])).Call);
    }

    [Fact]
    public void A_person_who_hands_over_waits_for_nothing_and_is_told_what_is_missing()
    {
        var call = Call(UrgencyName.Routine, minutes: 0) with { PatientState = "NY", AskedByPerson = true };

        Assert.Contains("no licence for NY", Assert.Single(Routing.Decide([call], [Nurse(1, "en-US")], Now)).Notice);
    }

    [Fact]
    public void No_order_of_service_ever_puts_anything_before_an_emergent_call_and_nobody_waits_for_ever()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var calls = Enumerable.Range(0, 20).Select(_ => Call((UrgencyName)random.Next(5), random.Next(600))).ToList();
            var order = Routing.InOrderOfService(calls, Now);

            Assert.Equal(calls.Count(c => c.Urgency is UrgencyName.Emergent), order.TakeWhile(c => c.Urgency is UrgencyName.Emergent).Count());
            // Who has aged as far as one can goes by waiting alone: whoever comes later never goes before her, unless in danger.
            foreach (var aged in order.Where(c => c.Urgency is not UrgencyName.Emergent && Now - c.WaitingSince >= 3 * Routing.AgeingStep))
                Assert.All(order.TakeWhile(c => c != aged), c => Assert.True(c.Urgency is UrgencyName.Emergent || c.WaitingSince <= aged.WaitingSince));
        }
    }

    [Fact]
    public void Of_those_off_the_line_as_many_are_rung_as_there_are_nurses_and_the_nurse_takes_the_next_caller_meanwhile()
    {
        var (first, second) = (Call(UrgencyName.Routine, 9) with { CallBack = true }, Call(UrgencyName.Routine, 8) with { CallBack = true });
        var onTheLine = Call(UrgencyName.Routine, 1);
        var nurse = Nurse(5, "en-US");

        Assert.Equal([(first.CallId, nurse.StaffId), (onTheLine.CallId, nurse.StaffId)], Chosen([onTheLine, second, first], [nurse]));
    }

    [Fact]
    public void A_decision_names_everyone_who_was_considered_and_why_not()
    {
        var call = Call(UrgencyName.Routine, minutes: 1) with { PatientState = "NY" };
        var chosen = Nurse(idle: 5, "en-US") with { States = new HashSet<string> { "NY" } };
        var younger = Nurse(idle: 1, "en-US") with { States = new HashSet<string> { "NY" } };
        var unlicensed = Nurse(idle: 60, "en-US");
        var elsewhere = Nurse(idle: 60, "en-US") with { Practices = new HashSet<string> { "northside" } };

        var decision = Assert.Single(Routing.Decide([call], [unlicensed, younger, elsewhere, chosen], Now));

        Assert.Contains("licence covers NY", decision.Reasons);
        Assert.Contains($"{chosen.StaffId:N} chosen; {younger.StaffId:N} suits, idle only 60 s; {unlicensed.StaffId:N} no licence for NY; not asked before 08:09:00 UTC", decision.WhyNot);
        Assert.DoesNotContain(elsewhere.StaffId.ToString("N"), decision.WhyNot);
    }

    [Fact]
    public void A_call_that_is_offered_already_is_not_offered_again() =>
        Assert.Empty(Chosen([Call(UrgencyName.Emergent, 1) with { Offered = true }], [Nurse(1, "en-US")]));

    [Theory]
    [InlineData(PresenceState.Available, PresenceTrigger.Offer, PresenceState.Offered)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Accept, PresenceState.OnCall)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Lapse, PresenceState.NotResponding)]
    [InlineData(PresenceState.OnCall, PresenceTrigger.ConsoleGone, PresenceState.OnCall)]
    [InlineData(PresenceState.OnCall, PresenceTrigger.TalkEnds, PresenceState.WrapUp)]
    [InlineData(PresenceState.WrapUp, PresenceTrigger.WrapUpEnds, PresenceState.Available)]
    [InlineData(PresenceState.NotResponding, PresenceTrigger.GoAvailable, PresenceState.Available)]
    [InlineData(PresenceState.Available, PresenceTrigger.ConsoleGone, PresenceState.Offline)]
    public void Presence_follows_from_calls(PresenceState from, PresenceTrigger trigger, PresenceState to)
    {
        var machine = PresenceRules.Machine(from);
        machine.Fire(trigger);
        Assert.Equal(to, machine.State);
    }

    [Theory]
    [InlineData(PresenceState.WrapUp, PresenceTrigger.WrapUpEnds, PresenceState.Away, false)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Decline, PresenceState.Away, false)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Withdraw, PresenceState.Away, false)]
    [InlineData(PresenceState.OnCall, PresenceTrigger.Withdraw, PresenceState.Away, false)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Accept, PresenceState.OnCall, true)]
    [InlineData(PresenceState.OnCall, PresenceTrigger.TalkEnds, PresenceState.WrapUp, true)]
    [InlineData(PresenceState.WrapUp, PresenceTrigger.Dial, PresenceState.OnCall, true)]
    [InlineData(PresenceState.OnCall, PresenceTrigger.ConsoleGone, PresenceState.OnCall, true)]
    [InlineData(PresenceState.Offered, PresenceTrigger.Lapse, PresenceState.NotResponding, false)] // nothing comes to her as it is
    [InlineData(PresenceState.Away, PresenceTrigger.GoAvailable, PresenceState.Available, false)] // a word of her own comes after it
    public void Who_wants_to_be_away_next_is_so_the_moment_she_would_be_available(PresenceState from, PresenceTrigger trigger, PresenceState to, bool still)
    {
        Assert.Equal((to, still), PresenceRules.Next(from, true, trigger));
        Assert.False(PresenceRules.Next(from, false, trigger).AwayNext);
    }

    private static List<(Guid Call, Guid Nurse)> Chosen(IEnumerable<WaitingFacts> waiting, IEnumerable<NurseFacts> available) =>
        [.. Routing.Decide(waiting, available, Now).Where(d => d.Chosen is not null).Select(d => (d.Call.CallId, d.Chosen!.Nurse.StaffId))];

    private static WaitingFacts Call(UrgencyName urgency, int minutes) =>
        new(Guid.NewGuid(), "lakeside", urgency, Now.AddMinutes(-minutes), "en-US", Offered: false);

    private static NurseFacts Nurse(int idle, params string[] languages) =>
        new(Guid.NewGuid(), new HashSet<string> { "lakeside" }, languages.ToHashSet(), Now.AddMinutes(-idle), new Dictionary<Guid, DateTimeOffset>());
}
