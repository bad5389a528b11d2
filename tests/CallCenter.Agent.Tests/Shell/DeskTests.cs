using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Shell;

public class DeskTests : ConsoleTest
{
    private static readonly Guid Earlier = Guid.Parse("0193aaaa-0000-7000-8000-0000000000c0");

    [Theory]
    [InlineData("closed")]
    [InlineData("wrap-up")]
    [InlineData("connected")]
    public async Task News_of_her_earlier_call_never_takes_the_call_she_is_in_off_the_desk(string state)
    {
        await SignInAsync(call: Lakeside.Call());

        Pushes.Receive(Lakeside.Call(state) with { CallId = Earlier });

        Assert.Equal(Lakeside.CallId, Desk.Call?.CallId);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("abandoned")]
    public async Task News_of_a_call_that_is_over_does_not_come_back_to_an_empty_desk(string state)
    {
        await SignInAsync();
        Pushes.Receive(Lakeside.Call(state) with { CallId = Earlier });
        Assert.Null(Desk.Call);
    }

    [Fact]
    public async Task The_next_call_takes_the_place_of_one_in_wrap_up()
    {
        await SignInAsync(call: Lakeside.Call("wrap-up") with { CallId = Earlier });
        Pushes.Receive(Lakeside.Call());
        Assert.Equal(Lakeside.CallId, Desk.Call?.CallId);
    }

    [Fact]
    public async Task A_supervisor_hears_of_other_nurses_calls_and_keeps_her_own()
    {
        await SignInAsync();
        Pushes.Receive(Lakeside.Call() with { NurseId = Guid.NewGuid() });
        Assert.Null(Desk.Call);
    }

    [Fact]
    public async Task Her_call_leaves_the_desk_when_it_is_closed()
    {
        await SignInAsync(call: Lakeside.Call());
        Pushes.Receive(Lakeside.Call("closed"));
        Assert.Null(Desk.Call);
    }

    /// <summary>She presses hold; the network's word comes before the answer to her command, which was written earlier.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_a_push_has_overtaken_is_asked_for_again_and_never_shown(bool serverIsThere)
    {
        await SignInAsync(call: Lakeside.Call());
        var (before, held) = (Lakeside.Call(), Lakeside.Call() with { OnHold = true });
        var hold = $"PUT api/calls/{Lakeside.CallId}/hold";
        Server.Give(hold, before);
        if (serverIsThere) Server.Give($"GET api/calls/{Lakeside.CallId}", held with { Reason = "asked again" });
        var slow = Server.Hold(hold);
        var command = Desk.CommandAsync(() => Part<ServerApi>().PutAsync<CallView>($"api/calls/{Lakeside.CallId}/hold", new HoldRequest(true), Cancel));
        Pushes.Receive(held);
        slow.SetResult();

        Assert.Null(await command);
        Assert.True(Desk.Call?.OnHold);
        Assert.Equal(serverIsThere, Desk.Call?.Reason == "asked again");
    }

    [Fact]
    public async Task An_answer_that_nothing_overtook_is_shown_at_once()
    {
        await SignInAsync(call: Lakeside.Call());
        Pushes.Receive(Lakeside.Call());
        Pushes.Receive(Lakeside.Call() with { CallId = Earlier });
        Server.Give($"PUT api/calls/{Lakeside.CallId}/hold", Lakeside.Call() with { OnHold = true });
        Assert.Null(await Desk.CommandAsync(() => Part<ServerApi>().PutAsync<CallView>($"api/calls/{Lakeside.CallId}/hold", new HoldRequest(true), Cancel)));
        Assert.True(Desk.Call?.OnHold);
        Assert.Empty(Server.To($"GET api/calls/{Lakeside.CallId}"));
    }

    /// <summary>Back on the link she asks for everything; the call has moved on while the answer came.</summary>
    [Fact]
    public async Task What_is_asked_for_anew_does_not_set_her_call_back()
    {
        await SignInAsync(call: Lakeside.Call());
        var slow = Server.Hold("GET api/work");
        var fetched = Desk.FetchAsync(Lakeside.NurseId, Cancel);
        Pushes.Receive(Lakeside.Call() with { OnHold = true });
        slow.SetResult();
        await fetched;
        Assert.True(Desk.Call?.OnHold);
    }
}
