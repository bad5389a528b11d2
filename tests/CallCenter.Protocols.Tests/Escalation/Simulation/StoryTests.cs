using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Simulation;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Simulation;

/// <summary>Escalations told as what people would see. Lakeside on Tuesday 24 November 2026 at night: Dr. Okafor is on call, Dr. Marsh is the backup.</summary>
public class StoryTests
{
    private static readonly EscalationFile Lakeside = Practices.Load("lakeside");
    private static readonly Instant TuesdayNight = Lakeside.At("2026-11-24 23:30");

    private static SimulatedTimeline Play(EscalationFile file, Instant at, params SimulatedAnswer[] answers) =>
        EscalationSimulator.Run(file, at, DispositionCodes.ProviderNow, Urgency.Urgent, answers, Duration.FromHours(3));

    private static IEnumerable<string> Told(SimulatedTimeline timeline) =>
        timeline.Entries.Select(e => $"+{(int)e.SinceConfirmed.TotalMinutes}:{e.SinceConfirmed.Seconds:00} {e.What}");

    [Fact]
    public void The_doctor_takes_it_on_the_first_call()
    {
        var story = Play(Lakeside, TuesdayNight, new SimulatedAnswer.Takes("dr-okafor"));
        Assert.Equal(
        [
            "+0:00 armed -> paging: start",
            "+0:00 copy to office by ehr",
            "+0:00 page dr-okafor by voice (okafor-voice), step on-call, attempt 1",
            "+0:00 page dr-okafor by sms (okafor-sms), step on-call, attempt 1",
            "+0:30 paging -> acknowledged: taken (dr-okafor)",
            "+0:30 tell the nurse: taken",
            "+0:30 tell the others: taken by dr-okafor",
            "+10:30 acknowledged -> closed: called-back (dr-okafor)",
        ], Told(story));
    }

    [Fact]
    public void The_doctor_does_not_answer_and_the_next_one_takes_it()
    {
        var story = Play(Lakeside, TuesdayNight, new SimulatedAnswer.Takes("dr-marsh") { After = Duration.FromSeconds(40) });
        Assert.Equal(
        [
            "+0:00 armed -> paging: start",
            "+0:00 copy to office by ehr",
            "+0:00 page dr-okafor by voice (okafor-voice), step on-call, attempt 1",
            "+0:00 page dr-okafor by sms (okafor-sms), step on-call, attempt 1",
            "+2:00 paging -> paging: next-attempt",
            "+2:00 page dr-okafor by voice (okafor-voice), step on-call, attempt 2",
            "+2:00 page dr-okafor by sms (okafor-sms), step on-call, attempt 2",
            "+4:00 paging -> paging: no-answer",
            "+4:00 page dr-marsh by voice (marsh-voice), step backup, attempt 1",
            "+4:00 page dr-marsh by sms (marsh-sms), step backup, attempt 1",
            "+4:40 paging -> acknowledged: taken (dr-marsh)",
            "+4:40 tell the nurse: taken",
            "+4:40 tell the others: taken by dr-marsh",
            "+14:40 acknowledged -> closed: called-back (dr-marsh)",
        ], Told(story));
    }

    [Fact]
    public void The_doctor_declines_and_the_next_one_is_asked_at_once()
    {
        var story = Play(Lakeside, TuesdayNight,
            new SimulatedAnswer.Declines("dr-okafor") { After = Duration.FromSeconds(20) }, new SimulatedAnswer.Takes("dr-marsh"));
        Assert.Contains("+0:20 paging -> paging: all-declined (dr-okafor)", Told(story));
        Assert.Contains("+0:20 page dr-marsh by voice (marsh-voice), step backup, attempt 1", Told(story));
        Assert.Equal("dr-marsh", story.Final.Taken!.By);
    }

    [Fact]
    public void The_doctor_cannot_be_reached_and_nobody_sits_the_wait_out()
    {
        var story = Play(Lakeside, TuesdayNight, new SimulatedAnswer.CannotBeReached("dr-okafor"), new SimulatedAnswer.Takes("dr-marsh"));
        Assert.Contains("+0:05 paging -> paging: all-failed", Told(story));
        Assert.Equal(Duration.FromSeconds(35), story.Final.Taken!.At - TuesdayNight);
    }

    [Fact]
    public void Nobody_on_call_leads_to_the_supervisor_at_once()
    {
        var empty = Practices.Parse(Practices.Text("lakeside").Replace("first: 2026-01-0", "first: 2027-01-0").Replace("handoff: {day: mon, ", "handoff: {").Replace("handoff: {day: fri, ", "handoff: {"));
        var story = Play(empty, TuesdayNight, new SimulatedAnswer.Takes("nurse-supervisor") { How = AckHow.Click });
        Assert.Equal(
        [
            "+0:00 step on-call passed over: nobody-on-call",
            "+0:00 step backup passed over: nobody-on-call",
            "+0:00 armed -> last-resort: start",
            "+0:00 tell the nurse: last-resort-reached [offer-911-to-caller, call-backup-manually, recontact-caller]",
            "+0:00 copy to office by ehr",
            "+0:00 alarm on the supervisor's desk: start [offer-911-to-caller, call-backup-manually, recontact-caller]",
            "+0:00 page nurse-supervisor by workstation (supervisor-desk), step last-resort, attempt 1",
            "+0:00 page nurse-supervisor by voice (supervisor-voice), step last-resort, attempt 1",
            "+0:30 last-resort -> acknowledged: taken (nurse-supervisor)",
            "+0:30 alarm off",
            "+0:30 tell the nurse: taken",
            "+0:30 tell the others: taken by nurse-supervisor",
            "+10:30 acknowledged -> closed: called-back (nurse-supervisor)",
        ], Told(story));
    }

    [Fact]
    public void When_nobody_ever_answers_it_never_goes_quiet_and_the_caller_is_sent_to_the_emergency_department_once()
    {
        var story = Play(Lakeside, TuesdayNight);
        Assert.False(story.Ended);
        Assert.Equal(EscalationPhase.LastResort, story.Final.Phase);
        var sent = Assert.Single(story.Entries, e => e.Effect is EscalationEffect.TellNurse { Notice: NurseNotice.SendCallerToEmergencyDepartment });
        Assert.Equal(Duration.FromMinutes(30), sent.SinceConfirmed);
        var pages = story.Entries.Where(e => e.Effect is EscalationEffect.PagePerson { Channel: Channel.Voice }).Select(e => e.SinceConfirmed).ToList();
        Assert.True(story.Entries[^1].SinceConfirmed > Duration.FromMinutes(177), "still asking at the end of the time looked at");
        Assert.All(pages.Zip(pages.Skip(1)), gap => Assert.True(gap.Second - gap.First <= Duration.FromMinutes(2)));
    }

    [Fact]
    public void Taken_and_forgotten_it_opens_again()
    {
        var story = Play(Lakeside, TuesdayNight, new SimulatedAnswer.Takes("dr-okafor") { ClosesAfter = null }, new SimulatedAnswer.Takes("dr-marsh"));
        Assert.Contains("+20:30 open again at backup", Told(story));
        Assert.Contains("+20:30 page dr-marsh by voice (marsh-voice), step backup, attempt 1", Told(story));
        Assert.Equal(("dr-marsh", EscalationPhase.Closed), (story.Final.Taken!.By, story.Final.Phase));
    }

    [Fact]
    public void A_text_is_answered_after_the_next_step_began_and_counts_all_the_same()
    {
        var story = Play(Lakeside, TuesdayNight, new SimulatedAnswer.Takes("dr-okafor") { After = Duration.FromMinutes(5), How = AckHow.Link });
        Assert.Equal(("dr-okafor", true), (story.Final.Taken!.By, story.Final.Taken.Late));
    }

    [Fact]
    public void Oak_Street_asks_both_doctors_twice_before_the_supervisor()
    {
        var oak = Practices.Load("oak-street");
        var story = Play(oak, oak.At("2026-11-24 23:30"));
        Assert.Equal(["doctor", "other", "doctor", "other", "last-resort"],
            story.Notes.Where(n => n.Kind == NoteKind.Moved).Select(n => n.Where!.StepId).Where(s => s is not null).Aggregate(new List<string>(), (all, s) =>
            {
                if (all.LastOrDefault() != s)
                    all.Add(s!);
                return all;
            }));
        var last = story.Entries.First(e => e.Phase == EscalationPhase.LastResort);
        Assert.Equal(Duration.FromMinutes(16), last.SinceConfirmed);
    }

    [Fact]
    public void Oak_Streets_message_waits_for_the_doctors_quiet_hour_and_no_longer()
    {
        var oak = Practices.Load("oak-street");
        var noon = oak.At("2026-12-01 12:10");
        var story = EscalationSimulator.Run(oak, noon, "see_4h", Urgency.Today, [new SimulatedAnswer.Takes("dr-bauer") { How = AckHow.Link }]);
        Assert.Contains("+0:00 armed -> held: quiet-hours", Told(story));
        Assert.Contains("+50:00 held -> paging: quiet-hours-over", Told(story));
        Assert.Equal("dr-bauer", story.Final.Taken!.By);
    }

    [Fact]
    public void The_same_noon_hour_holds_nothing_urgent_back()
    {
        var oak = Practices.Load("oak-street");
        var story = Play(oak, oak.At("2026-12-01 12:10"), new SimulatedAnswer.Takes("dr-bauer"));
        Assert.Equal(Duration.FromSeconds(30), story.Final.Taken!.At - oak.At("2026-12-01 12:10"));
    }

    [Fact]
    public void Where_no_answer_is_required_the_practice_is_told_and_it_is_over()
    {
        var story = EscalationSimulator.Run(Lakeside, TuesdayNight, "ems", Urgency.Emergent, []);
        Assert.Equal(["+0:00 armed -> closed: informed", "+0:00 copy to dr-okafor by sms", "+0:00 copy to office by ehr"], Told(story));
        Assert.Equal("informed", story.Final.Ending!.Outcome);
    }

    [Fact]
    public void A_copy_for_the_office_leaves_when_it_opens_after_the_holiday()
    {
        var thanksgivingEve = Lakeside.At("2026-11-25 22:00");
        var story = EscalationSimulator.Run(Lakeside, thanksgivingEve, "home", Urgency.Planned, []);
        var copy = Assert.Single(story.Entries.Select(e => e.Effect).OfType<EscalationEffect.SendCopy>());
        Assert.Equal(Lakeside.At("2026-11-27 08:00"), copy.NotBefore);
    }
}
