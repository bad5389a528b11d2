using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class GatherTests
{
    [Fact]
    public async Task Nothing_heard_goes_on_with_the_next_verb()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather action=\"/choice\" timeout=\"7\"/><Say>Still there?</Say><Pause length=\"9\"/>");
        var call = await emulator.Dial();
        await emulator.Advance(6.9);
        Assert.Empty(await call.Heard());
        await emulator.Advance(0.1);
        Assert.Equal(["Still there?"], await call.Heard());
        Assert.Empty(emulator.Application.Requests("/choice"));
    }

    [Fact]
    public async Task ActionOnEmptyResult_calls_the_action_with_nothing_in_it()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather action=\"/choice\" input=\"dtmf speech\" actionOnEmptyResult=\"true\"/>");
        emulator.Application.Twiml("/choice", "<Hangup/>");
        await emulator.Dial();
        await emulator.Advance(5);
        Assert.Equal("", emulator.Application.Last("/choice")["Digits"]);
        Assert.Equal("", emulator.Application.Last("/choice")["SpeechResult"]);
        Assert.Null(emulator.Application.Last("/choice")["Confidence"]);
    }

    [Fact]
    public async Task The_finish_key_ends_and_is_not_part_of_the_digits()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather action=\"/pin\"/>");
        emulator.Application.Twiml("/pin", "<Hangup/>");
        var call = await emulator.Dial();
        await call.Press("#2580#");
        var asked = emulator.Application.Last("/pin");
        Assert.Equal("2580", asked["Digits"]);
        Assert.Equal("#", asked["FinishedOnKey"]);
    }

    [Fact]
    public async Task Each_key_starts_the_timeout_anew()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather action=\"/pin\" timeout=\"5\"/>");
        emulator.Application.Twiml("/pin", "<Hangup/>");
        var call = await emulator.Dial();
        await call.Press("1");
        await emulator.Advance(4);
        await call.Press("2");
        await emulator.Advance(4);
        Assert.Empty(emulator.Application.Requests("/pin"));
        await emulator.Advance(1);
        Assert.Equal("12", emulator.Application.Last("/pin")["Digits"]);
    }

    [Fact]
    public async Task Speech_is_complete_after_its_own_pause_and_carries_a_confidence()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather input=\"dtmf speech\" speechTimeout=\"2\" action=\"/danger\"><Say>Press 1 or say yes</Say></Gather>");
        emulator.Application.Twiml("/danger", "<Hangup/>");
        var call = await emulator.Dial();
        await call.Say("yes");
        await emulator.Advance(1);
        await call.Say("I do");
        await call.Press("2"); // speech came first: keys no longer count
        await emulator.Advance(2);
        var asked = emulator.Application.Last("/danger");
        Assert.Equal("yes I do", asked["SpeechResult"]);
        Assert.Equal("0.9", asked["Confidence"]);
        Assert.Null(asked["Digits"]);
    }

    [Fact]
    public async Task Words_are_nothing_to_a_gather_of_digits()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", "<Gather action=\"/choice\"/><Say>Nothing</Say><Pause length=\"5\"/>");
        var call = await emulator.Dial();
        await call.Say("one");
        await emulator.Advance(6);
        Assert.Contains("Nothing", await call.Heard());
    }

    [Fact]
    public async Task Without_an_action_the_document_itself_is_asked_again()
    {
        await using var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", asked => asked["Digits"] is { } d ? $"<Say>{d}</Say><Pause length=\"5\"/>" : "<Gather numDigits=\"1\"/>");
        var call = await emulator.Dial();
        await call.Press("4");
        Assert.Contains("4", await call.Heard());
    }
}
