using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A callback is lost whose message comes in another way too, or whose matter is looked at within the minute: the call goes on as if it had come.</summary>
public sealed class LostWords : TalkingStory
{
    [Theory]
    [InlineData("participant-join ParticipantLabel=nurse*")]
    [InlineData("participant-join ParticipantLabel=caller")]
    public async Task Given_that_somebodys_joining_is_not_told_when_they_talk_then_they_are_connected_and_stay_so(string joining)
    {
        await Line.Phones.AimAsync(new Aim("drop", joining, Times: 1));
        await TalkAsync();
        await Nurse.SeesAsync("connected");
        await Line.PassesAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await MovesAsync());
        await EndAsync();
    }

    [Theory]
    [InlineData("participant-leave ParticipantLabel=nurse*")]
    [InlineData("status completed From=client:*")]
    public async Task Given_half_the_word_of_a_nurse_who_drops_when_she_is_back_then_they_talk_again(string lost)
    {
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", lost));
        await Nurse.LosesLineAsync();
        await James.Hears("The nurse is reconnecting");
        Assert.Empty(await Line.Phones.MissedAsync());
        await Line.Phones.AimAsync();
        await BackAsync();
        await EndAsync();
    }

    [Fact]
    public async Task Given_a_caller_whose_end_is_not_told_at_all_when_a_minute_has_passed_then_her_nurse_is_in_her_after_call_work()
    {
        // Her going ends the room for her nurse: until somebody looks for her line she is sent for, in vain.
        Line.Silence.Tolerate(e => e is { Direction: "rest", Method: "POST", Status: 400 });
        await TalkAsync();
        await Line.Phones.AimAsync(new Aim("drop", "participant-leave ParticipantLabel=caller"), new Aim("drop", $"status completed CallSid={James.CallSid}"));
        await James.HangsUp();
        await Nurse.SeesAsync("wrap-up");
        await Nurse.FinishesWrapUpAsync("advised");
        await OverAsync();
    }

    [Fact]
    public async Task Given_an_interpreter_whose_end_is_not_told_at_all_when_a_minute_has_passed_then_she_is_off_the_list()
    {
        await TalkAsync();
        await Nurse.RingsAsync("line-0", "join");
        var interpreter = Line.Doctor("+15125550140");
        await interpreter.IsRung().Answers().Hears("This is the nurse line of Lakeside");
        await Nurse.SeesPartyAsync("in-call");
        await Line.Phones.AimAsync(new Aim("drop", "participant-leave ParticipantLabel=party*"), new Aim("drop", "status completed To=+15125550140"));
        await interpreter.HangsUp();
        await Nurse.SeesPartyAsync("over");
        await EndAsync();
    }
}
