using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

public class WorkedPracticesTests
{
    [Theory, MemberData(nameof(Practices.Names), MemberType = typeof(Practices))]
    public void Each_worked_practice_is_clean_when_everything_about_the_outside_world_is_known(string practice)
    {
        var file = Practices.Load(practice);
        var verification = EscalationVerifier.Verify(file, Outside.Sound(file), Practices.Beginning);
        Assert.Empty(verification.Findings.Select(f => f.ToString()));
        Assert.Empty(verification.NotRun);
    }

    [Theory, MemberData(nameof(Practices.Names), MemberType = typeof(Practices))]
    public void Without_a_registry_the_checks_that_need_one_are_listed_and_not_passed(string practice)
    {
        var verification = EscalationVerifier.Verify(Practices.Load(practice), RegistrySnapshot.Empty, Practices.Beginning);
        Assert.Empty(verification.Findings.Select(f => f.ToString()));
        Assert.Equal(["C06", "C13", "C16", "C19", "C21", "C22", "C25", "C26", "C26", "C27", "C28"], verification.NotRun.Select(n => n.Code).Order());
    }

    [Theory, MemberData(nameof(Practices.Names), MemberType = typeof(Practices))]
    public void Somebody_is_on_call_at_every_instant_of_two_years(string practice)
    {
        var file = Practices.Load(practice);
        foreach (var schedule in file.Schedules)
            Assert.All(OnCallTimeline.Build(file, schedule, new(Practices.Beginning, Practices.Beginning + Duration.FromDays(730))), s => Assert.NotEmpty(s.People));
    }
}
