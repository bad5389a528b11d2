using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A nurse who cannot be heard takes no call, and one whose headset is pulled out in a call is told at once.</summary>
public sealed class Headset(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_a_microphone_that_is_denied_and_then_dead_when_she_wants_calls_then_she_is_told_what_to_do_and_none_come_until_she_is_heard()
    {
        var nurse = await NurseAsync();
        await nurse.HasMicrophone("denied").SignsIn().Clicks("presence-available")
            .Reads("mic-state", "The browser does not allow the microphone. Allow it beside the address bar").PleasesAxe("the microphone is denied")
            .Reads("presence-state", "Off duty");
        await nurse.TurnsMicrophone("dead").Clicks("mic-again").Reads("mic-state", "No sound comes in").Reads("presence-state", "Off duty");
        await nurse.PressesKey("Escape").SeesNo("mic-check").Clicks("presence-available").Reads("mic-state", "Listening");
        await nurse.TurnsMicrophone("good").Clicks("mic-again").Reads("presence-state", "Available").SeesNo("mic-check");

        // Asked once a day: after a reload she is not asked again.
        await nurse.Reloads().Clicks("presence-available").Reads("softphone-state", "ready").SeesNo("mic-check");
    }

    [Fact]
    public async Task Given_a_microphone_she_chose_when_she_reloads_and_when_she_comes_back_from_a_break_then_the_line_takes_it_and_says_so_when_it_is_gone()
    {
        var nurse = await NurseAsync();
        await nurse.HasMicrophone("dead").SignsIn().Clicks("presence-available").Reads("mic-state", "Listening")
            .ChoosesMicrophone(2).TurnsMicrophone("good").Clicks("mic-again").Reads("presence-state", "Available").LineTakesMicrophone(2);
        await nurse.Reloads().Clicks("presence-available").Reads("softphone-state", "ready").LineTakesMicrophone(2);
        await nurse.SeesNo("presence-available").Clicks("presence").Clicks("presence-offline").Reads("presence-state", "Off duty").Clicks("presence-available").Reads("softphone-state", "ready").LineTakesMicrophone(2);
        await nurse.UnplugsMicrophone(2).Reads("mic-missing", "The microphone you chose is not here");
    }

    [Fact]
    public async Task Given_a_computer_without_a_microphone_when_she_tries_the_demo_line_then_she_goes_on_with_a_reason()
    {
        var nurse = await NurseAsync();
        await nurse.HasMicrophone("dead").SignsIn().Clicks("presence-available").Reads("mic-state", "Listening")
            .Selects("mic-without", "no-device").Clicks("mic-go-on").Reads("presence-state", "Available");
    }

    [Fact]
    public async Task Given_a_call_when_the_headset_is_unplugged_then_it_is_said_loudly_and_the_call_goes_on_with_another()
    {
        var nurse = await NurseAsync();
        await nurse.HasMicrophone("dead").SignsIn().Clicks("presence-available").Reads("mic-state", "Listening")
            .ChoosesMicrophone(1).TurnsMicrophone("good").Clicks("mic-again").Reads("presence-state", "Available");
        var caller = Line.Caller("+15125550112");
        await caller.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await nurse.IsOffered("J. Okonjo").Accepts();
        await caller.TalksWithNurse();

        // One she does not speak into is pulled out: nothing to be said. Then the one in use.
        await nurse.UnplugsMicrophone(2).SeesNo("device-lost")
            .UnplugsMicrophone(1).Reads("device-lost", "Your microphone was unplugged: the caller may not hear you. The call goes on.")
            .SeesMeterMove().Reads("mic-state", "Microphone works").PleasesAxe("the headset was unplugged");
        await nurse.Clicks("device-lost-done").SeesNo("device-lost").CallIs("connected");
        await caller.TalksWithNurse();
        await nurse.EndsCall();
        await caller.CallIsOver();
    }
}
