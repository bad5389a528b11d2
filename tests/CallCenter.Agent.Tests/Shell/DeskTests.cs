using CallCenter.Agent.Tests.World;

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
}
