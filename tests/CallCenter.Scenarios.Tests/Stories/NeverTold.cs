using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The one word on which the call stood never comes, or comes when it is no longer true. The network knows better, and is asked.</summary>
public sealed class NeverTold : TalkingStory
{
    private const string Marsh = "+15125550122", HisLeave = "participant-leave ParticipantLabel=caller", HerLeave = "participant-leave ParticipantLabel=nurse*";

    [Fact]
    public async Task Given_a_nurse_who_drops_and_no_word_that_the_caller_was_moved_when_she_is_back_then_they_hear_each_other()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", HisLeave, Times: 1));
        await Nurse.LosesLineAsync();
        await James.Hears("The nurse is reconnecting");
        await BackAsync();
        await EndAsync();
    }

    [Fact]
    public async Task Given_a_nurse_who_drops_and_no_word_that_the_caller_was_moved_when_the_next_nurse_accepts_then_they_hear_each_other()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", HisLeave, Times: 1));
        await using var next = await DeskNurse.SignInAsync(Line, "nurse2@demo");
        await next.GoesAvailableAsync();
        await Nurse.LosesLineAsync();
        await James.Hears("The nurse is reconnecting");
        await next.AcceptsAsync();
        await James.TalksWithNurse();
        await Line.PassesAsync(TimeSpan.FromSeconds(30));
        await next.SeesAsync("connected");
        await EndAsync(next);
    }

    [Fact]
    public async Task Given_a_nurse_who_is_gone_without_a_word_when_a_minute_has_passed_then_the_caller_is_told_and_kept_for_her()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", HerLeave, Times: 1), new Aim("drop", "status completed From=client:*", Times: 1));
        // Until somebody looks she hears nothing: that is what the minute costs.
        await Nurse.LosesLineAsync();
        await James.Hears("The nurse is reconnecting");
        await Nurse.JoinsHerOwnAsync(Nurse.CallId);
        await James.TalksWithNurse();
        Assert.Empty(await Line.Phones.MissedAsync());
        await Nurse.EndsCallAsync();
        await James.CallIsOver();
        await Nurse.FinishesWrapUpAsync("advised");
    }

    [Theory]
    [InlineData("bring-in", 3)]
    [InlineData("dismiss", 2)]
    public async Task Given_that_the_hold_of_a_consultation_is_not_told_when_it_is_over_then_the_caller_is_on_no_hold(string deed, int parties)
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", "participant-hold"));
        await ConsultsAsync();
        await Nurse.WithPartyAsync(deed);
        await OffHoldAsync(parties);
        await Nurse.SeesAsync("connected");
        await EndAsync();
    }

    [Fact]
    public async Task Given_that_the_hold_of_a_consultation_is_not_told_when_the_doctor_takes_the_caller_then_they_hear_each_other()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", "participant-hold"));
        await ConsultsAsync();
        await Nurse.WithPartyAsync("transfer");
        await OffHoldAsync(2);
        await Nurse.FinishesWrapUpAsync("escalated");
        await James.HangsUp();
        Assert.Empty(await Line.Phones.MissedAsync());
        Assert.DoesNotContain((await James.CallAsync()).Heard, h => h.Kind == "dead-air");
    }

    [Fact]
    public async Task Given_that_the_end_of_hold_is_not_told_when_they_talk_again_then_the_console_says_so()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", "participant-unhold"));
        await Nurse.HoldsAsync(true);
        await Nurse.SeesAsync("on-hold");
        await Nurse.HoldsAsync(false);
        await Line.PassesAsync(TimeSpan.FromSeconds(5));
        Assert.False((await James.CallAsync()).Conference!.Hold);
        await Nurse.SeesAsync("connected");
        await EndAsync();
    }

    [Fact]
    public async Task Given_a_word_of_the_room_before_when_it_comes_into_the_new_one_then_the_talk_goes_on()
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("delay", HisLeave, Times: 1, Seconds: 20));
        await Nurse.LosesLineAsync();
        await James.Hears("The nurse is reconnecting");
        await BackAsync();
        await Line.PassesAsync(TimeSpan.FromSeconds(25));
        await Nurse.SeesAsync("connected");
        // Before she dropped, and since: a third would be the cut.
        Assert.Equal(2, DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TalkSpans"));
        await James.TalksWithNurse();
        await EndAsync();
    }

    [Fact]
    public async Task Given_that_nobodys_joining_is_told_when_they_talk_then_the_talk_is_not_cut()
    {
        await Line.Phones.AimAsync(new Aim("drop", "participant-join ParticipantLabel=nurse*", Times: 1), new Aim("drop", "participant-join ParticipantLabel=caller", Times: 1));
        await TalkAsync();
        await Line.PassesAsync(TimeSpan.FromMinutes(1));
        await Nurse.SeesAsync("connected");
        Assert.Equal(1, await MovesAsync());
        await James.TalksWithNurse();
        await EndAsync();
    }

    private async Task ConsultsAsync()
    {
        await Nurse.RingsAsync("contact-dr-marsh", "consult");
        await James.Hears("The nurse is asking about your question");
        await Line.Doctor(Marsh).IsRung().Answers().Hears("This is the nurse line of Lakeside");
        await Nurse.SeesPartyAsync("in-call");
    }

    private Task OffHoldAsync(int parties) => Line.UntilAsync(async () => await James.CallAsync() is { Conference: { Hold: false } room } && room.Parties == parties,
        TimeSpan.FromSeconds(60), async () => $"The caller is not back with {parties - 1} others: {await James.CallAsync()}");
}
