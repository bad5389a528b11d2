using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

/// <summary>Other people in a call, the caller rung back, the recording: by keys.</summary>
public class PartyTests : ConsoleTest
{
    private static readonly Guid Party = Guid.Parse("0193aaaa-0000-7000-8000-0000000000f1");
    private static readonly string Parties = $"POST api/calls/{Lakeside.CallId}/parties", CallBack = $"POST api/calls/{Lakeside.CallId}/call-back", Record = $"PUT api/calls/{Lakeside.CallId}/recording";

    private async Task<IRenderedComponent<CallBar>> OnCallAsync(CallView call)
    {
        Server.Give($"GET api/calls/{Lakeside.CallId}/directory", new DirectoryLineView[] { new("contact-dr-marsh", "Ellen Marsh, MD", "clinician", false), new("line-0", "Bridge Interpreters", "interpreter", true) });
        Server.Give(Parties, call);
        Server.Give(CallBack, Lakeside.Call("dialling"));
        Server.Give(Record, call);
        await SignInAsync(call: call);
        return Render<CallBar>();
    }

    [Fact]
    public async Task I_opens_the_directory_at_the_interpreter_of_the_callers_language_who_cannot_be_left_alone_with_her()
    {
        var bar = await OnCallAsync(Lakeside.Call());
        await bar.InvokeAsync(() => PressAsync("i"));
        Assert.Equal("line-0", bar.Find("[data-testid=party-entry]").GetAttribute("value"));
        Assert.Empty(bar.FindAll("[data-testid=party-transfer]"));
        await bar.Find("[data-testid=party-join]").ClickAsync(new());
        Assert.Equal(("line-0", "join"), (FakeServer.Read<RingPartyRequest>(Server.To(Parties).Single()).Entry, FakeServer.Read<RingPartyRequest>(Server.To(Parties).Single()).Plan));
    }

    [Fact]
    public async Task A_typed_number_needs_a_name_and_a_refusal_is_said_in_words()
    {
        var bar = await OnCallAsync(Lakeside.Call());
        await bar.InvokeAsync(() => PressAsync("t"));
        await bar.Find("[data-testid=party-number]").InputAsync(new() { Value = "911" });
        Assert.True(bar.Find("[data-testid=party-consult]").HasAttribute("disabled"));
        await bar.Find("[data-testid=party-name]").InputAsync(new() { Value = "Fire department" });
        Server.Refuse(Parties, 400, "number-emergency", "Emergency numbers are never dialled from here.");
        await bar.Find("[data-testid=party-consult]").ClickAsync(new());
        Assert.Contains("never dialled from here", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_consulted_is_brought_in_handed_the_caller_or_let_go()
    {
        var bar = await OnCallAsync(Lakeside.Call("on-hold") with { Parties = [new PartyView(Party, "Ellen Marsh, MD", "clinician", "consult", "in-call", null)] });
        Assert.Contains("the caller hears music", bar.Find("[data-testid=party]").TextContent, StringComparison.Ordinal);
        foreach (var deed in new[] { "bring-in", "transfer", "dismiss" }) Server.Give($"{Parties}/{Party}/{deed}", Lakeside.Call("on-hold") with { Parties = [new PartyView(Party, "Ellen Marsh, MD", "clinician", "consult", "in-call", null)] });
        await bar.Find("[data-testid=party-bring-in]").ClickAsync(new());
        await bar.Find("[data-testid=party-hand-on]").ClickAsync(new());
        await bar.Find("[data-testid=party-dismiss]").ClickAsync(new());
        Assert.All(new[] { "bring-in", "transfer", "dismiss" }, deed => Assert.Single(Server.To($"{Parties}/{Party}/{deed}")));
    }

    [Fact]
    public async Task A_caller_on_hold_too_long_is_an_alert_with_the_way_back()
    {
        var bar = await OnCallAsync(Lakeside.Call("on-hold") with { HoldOverdue = true, HeldSince = Lakeside.Now.AddMinutes(-3) });
        Assert.Contains("Press O to go back to her", bar.Find("[data-testid=hold-overdue]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B_rings_an_urgent_caller_back_and_this_browser_joins_first()
    {
        var bar = await OnCallAsync(Lakeside.Call("wrap-up") with { CallBackNumbers = 2, DroppedUrgent = true });
        Assert.Contains("Press B to ring back now", bar.Find("[data-testid=dropped-urgent]").TextContent, StringComparison.Ordinal);
        await bar.InvokeAsync(() => PressAsync("b"));
        Assert.Single(Server.To(CallBack));
        Assert.Contains(Lakeside.CallId.ToString(), Line.VerifyInvoke("connect").Arguments[0]?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keypad_tones_go_out_one_by_one_and_taking_one_back_sends_nothing()
    {
        var bar = await OnCallAsync(Lakeside.Call());
        await bar.InvokeAsync(() => Phone.OnLineEvent("open", new LineEvent(null, null, null, null)));
        await bar.InvokeAsync(() => PressAsync("k"));
        await bar.Find("[data-testid=keypad-typed]").InputAsync(new() { Value = "4" });
        await bar.Find("[data-testid=keypad-typed]").InputAsync(new() { Value = "42" });
        await bar.Find("[data-testid=keypad-typed]").InputAsync(new() { Value = "4" });
        Assert.Equal(["4", "2"], Line.Invocations["sendDigits"].Select(i => (string?)i.Arguments[0]));
    }

    [Fact]
    public async Task Recording_waits_for_the_callers_yes_and_one_key_pauses_it()
    {
        var bar = await OnCallAsync(Lakeside.Call() with { RecordingState = "none" });
        await bar.InvokeAsync(() => PressAsync("a"));
        Assert.Empty(Server.To(Record));
        await bar.Find("[data-testid=recording-agreed]").ClickAsync(new());
        Assert.Equal(new RecordingRequest("running", true), FakeServer.Read<RecordingRequest>(Server.To(Record).Single()));
    }

    [Theory]
    [InlineData("running", "● Recording", "Pause recording", "paused")]
    [InlineData("paused", "Recording paused", "Record on", "running")]
    public async Task The_bar_says_what_the_network_does_and_her_no_ends_it(string state, string words, string deed, string next)
    {
        var bar = await OnCallAsync(Lakeside.Call() with { Recording = state == "running", RecordingState = state });
        Assert.Contains(words, bar.Find("[data-testid=recording-state]").TextContent, StringComparison.Ordinal);
        Assert.Contains(deed, bar.Find("[data-testid=recording]").TextContent, StringComparison.Ordinal);
        await bar.InvokeAsync(() => PressAsync("a"));
        await bar.Find("[data-testid=recording-withdrawn]").ClickAsync(new());
        Assert.Equal([next, "stopped"], Server.To(Record).Select(r => FakeServer.Read<RecordingRequest>(r).Status));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("none")]
    [InlineData("ended")]
    [InlineData("absent")]
    public async Task Nothing_runs_and_the_bar_says_so(string state)
    {
        var bar = await OnCallAsync(Lakeside.Call() with { RecordingState = state });
        Assert.Contains("○ Not recorded", bar.Markup, StringComparison.Ordinal);
        Assert.Equal(state == "off", bar.FindAll("[data-testid=recording]").Count == 0);
        Assert.Empty(bar.FindAll("[data-testid=recording-withdrawn]"));
    }

    [Fact]
    public async Task A_message_is_heard_by_a_key_and_never_fetched_before()
    {
        var bar = await OnCallAsync(Lakeside.Call("wrap-up") with { CallBackNumbers = 1, Message = new MessageView(Party, "ready", Lakeside.Now, 34) });
        Assert.Empty(bar.FindAll("audio"));
        await bar.InvokeAsync(() => PressAsync("a"));
        Assert.Equal($"api/calls/{Lakeside.CallId}/recordings/{Party}/sound", bar.Find("[data-testid=message-sound]").GetAttribute("src"));
        bar.Find("[data-testid=call-back]");
    }

    [Theory]
    [InlineData("coming", "not there yet")]
    [InlineData("absent", "No message was recorded")]
    public async Task A_message_without_sound_says_what_to_do(string state, string words)
    {
        var bar = await OnCallAsync(Lakeside.Call("wrap-up") with { Message = new MessageView(Party, state, Lakeside.Now, null) });
        Assert.Contains(words, bar.Find("[data-testid=message]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ring back", bar.Find("[data-testid=message]").TextContent, StringComparison.Ordinal);
        await bar.InvokeAsync(() => PressAsync("a"));
        Assert.Empty(bar.FindAll("audio"));
    }

    [Fact]
    public async Task A_message_not_answered_in_time_leaves_the_desk()
    {
        var bar = await OnCallAsync(Lakeside.Call("wrap-up") with { Message = new MessageView(Party, "ready", Lakeside.Now, 34) });
        await bar.InvokeAsync(() => Pushes.Receive(new HandOverEnded(Lakeside.CallId, "put-back", null)));
        Assert.Null(Desk.Call);
        Assert.Contains("back in its place in the queue", Desk.OfferNote, StringComparison.Ordinal);
    }
}
