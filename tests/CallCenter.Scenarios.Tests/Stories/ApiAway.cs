using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The network's API fails for longer than an order is repeated, or fails again when it is asked what became of the order.</summary>
public sealed class ApiAway : TalkingStory
{
    public static TheoryData<string> Lost => LongRun.Of("restCutBody", "rest502", "restLostAnswer");

    public static TheoryData<string> Away => LongRun.Of("rest503", "rest429");

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Given_a_caller_who_was_moved_to_her_nurse_and_an_answer_that_is_lost_when_it_is_asked_again_then_she_is_not_torn_out_of_the_talk(string fault)
    {
        Tolerate();
        await Line.Phones.AimAsync(new Aim(fault, "update Calls Url=http*", Times: 2));
        await TalkAsync();
        await Line.PassesAsync(TimeSpan.FromSeconds(40));
        await Nurse.SeesAsync("connected");
        Assert.DoesNotContain((await James.CallAsync()).Heard, h => h.Text?.Contains("reconnecting", StringComparison.Ordinal) is true);
        await James.TalksWithNurse();
        await EndAsync();
    }

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Given_a_ring_whose_answer_was_lost_when_the_look_for_it_fails_too_then_one_telephone_rings(string look)
    {
        Tolerate();
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("restLostAnswer", "create Calls", Times: 1), new Aim(look, "list Calls", Times: 1));
        await Nurse.RingsAsync("line-0", "join");
        var interpreter = Line.Doctor("+15125550140");
        await interpreter.IsRung();
        await Line.PassesAsync(TimeSpan.FromSeconds(15));
        Assert.Single(await Line.Phones.CallsAsync(), c => c.Direction == "outbound-api");
        await interpreter.Answers();
        await Nurse.SeesPartyAsync("in-call");
        await EndAsync();
    }

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Given_an_api_that_is_away_for_longer_when_the_nurse_ends_then_the_caller_is_not_left_in_an_empty_room(string fault)
    {
        Tolerate();
        await TalkAsync();
        await Line.Phones.MisbehaveAsync(new Dictionary<string, double> { [fault] = 1.0 });
        await Nurse.EndsCallAsync();
        await Line.PassesAsync(TimeSpan.FromSeconds(100));
        await Line.Phones.MisbehaveAsync(new { });
        await James.CallIsOver();
        await Nurse.FinishesWrapUpAsync("advised");
    }

    private void Tolerate() => Line.Silence.Tolerate(e => e.Warnings.Any(w => w.StartsWith("fault:", StringComparison.Ordinal)));
}
