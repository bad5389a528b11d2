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

        Assert.Equal(spanish.StaffId, Assert.Single(Routing.Assign([call], [idlest, elsewhere, spanish], Now)).NurseId);
    }

    [Fact]
    public void Nobody_is_left_for_want_of_a_language()
    {
        var call = Call(UrgencyName.Routine, minutes: 1) with { Language = "es-US" };
        var english = Nurse(idle: 30, "en-US");

        Assert.Equal(english.StaffId, Assert.Single(Routing.Assign([call], [english], Now)).NurseId);
    }

    [Fact]
    public void One_nurse_gets_one_call_and_one_call_one_nurse()
    {
        var calls = Enumerable.Range(0, 5).Select(i => Call(UrgencyName.Routine, i)).ToList();
        var nurses = Enumerable.Range(0, 3).Select(i => Nurse(i, "en-US")).ToList();

        var assigned = Routing.Assign(calls, nurses, Now);

        Assert.Equal(3, assigned.Count);
        Assert.Equal(3, assigned.Select(a => a.CallId).Distinct().Count());
        Assert.Equal(3, assigned.Select(a => a.NurseId).Distinct().Count());
        Assert.Equal(calls.OrderBy(c => c.WaitingSince).Take(3).Select(c => c.CallId), assigned.Select(a => a.CallId));
    }

    [Fact]
    public void A_call_a_nurse_passed_over_goes_to_another_first_and_round_again_when_there_is_no_other()
    {
        var call = Call(UrgencyName.Routine, minutes: 1);
        var passed = Nurse(idle: 30, "en-US") with { SkippedCalls = new HashSet<Guid> { call.CallId } };
        var fresh = Nurse(idle: 1, "en-US");

        Assert.Equal(fresh.StaffId, Assert.Single(Routing.Assign([call], [passed, fresh], Now)).NurseId);
        Assert.Equal(passed.StaffId, Assert.Single(Routing.Assign([call], [passed], Now)).NurseId);
    }

    [Fact]
    public void A_call_that_is_offered_already_is_not_offered_again() =>
        Assert.Empty(Routing.Assign([Call(UrgencyName.Emergent, 1) with { Offered = true }], [Nurse(1, "en-US")], Now));

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

    private static WaitingFacts Call(UrgencyName urgency, int minutes) =>
        new(Guid.NewGuid(), "lakeside", urgency, Now.AddMinutes(-minutes), "en-US", Offered: false);

    private static NurseFacts Nurse(int idle, params string[] languages) =>
        new(Guid.NewGuid(), new HashSet<string> { "lakeside" }, languages.ToHashSet(), Now.AddMinutes(-idle), new HashSet<Guid>());
}
