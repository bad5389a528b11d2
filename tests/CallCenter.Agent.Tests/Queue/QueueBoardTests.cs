using CallCenter.Agent.Queue;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Queue;

public class QueueBoardTests : ConsoleTest
{
    private readonly QueueItem _first = Lakeside.Waiting(60, UrgencyName.Routine, "First");
    private readonly QueueItem _second = Lakeside.Waiting(30, UrgencyName.Routine, "Second");

    private QueueBoard Board => Part<QueueBoard>();
    private string[] Labels => [.. Board.Items.Select(i => i.CallerLabel)];

    private Task BeginAsync(long sequence = 7)
    {
        Server.Give("GET api/queue", new QueueSnapshot(sequence, [_first, _second]));
        return Board.FetchAsync(Cancel);
    }

    [Fact]
    public async Task The_order_is_the_servers_not_the_consoles()
    {
        await BeginAsync();
        var urgent = Lakeside.Waiting(1, UrgencyName.Emergent, "Danger");

        Pushes.Receive(new QueueDelta(8, [urgent], [], [_second.CallId, urgent.CallId, _first.CallId]));

        Assert.Equal(["Second", "Danger", "First"], Labels);
    }

    [Fact]
    public async Task A_changed_row_replaces_the_old_one_and_a_removed_row_goes()
    {
        await BeginAsync();

        Pushes.Receive(new QueueDelta(8, [_first with { State = "offered" }], [_second.CallId], [_first.CallId]));

        Assert.Equal("offered", Assert.Single(Board.Items).State);
    }

    [Fact]
    public async Task A_repeated_or_late_push_changes_nothing()
    {
        await BeginAsync();
        Pushes.Receive(new QueueDelta(8, [], [_first.CallId], [_second.CallId]));

        Pushes.Receive(new QueueDelta(8, [_first], [], [_first.CallId, _second.CallId]));
        Pushes.Receive(new QueueDelta(3, [_first], [], [_first.CallId]));

        Assert.Equal(["Second"], Labels);
        Assert.Single(Server.To("GET api/queue"));
    }

    [Fact]
    public async Task A_gap_fetches_the_snapshot_and_the_early_push_is_applied_to_it()
    {
        await BeginAsync();
        var newcomer = Lakeside.Waiting(1, UrgencyName.Today, "Newcomer");
        Server.Give("GET api/queue", new QueueSnapshot(9, [_second]));

        Pushes.Receive(new QueueDelta(10, [newcomer], [], [newcomer.CallId, _second.CallId]));

        Assert.Equal(["Newcomer", "Second"], Labels);
        Assert.Equal(2, Server.To("GET api/queue").Count());
    }

    [Fact]
    public async Task A_push_that_the_fetched_snapshot_already_holds_is_not_applied_twice()
    {
        await BeginAsync();
        Server.Give("GET api/queue", new QueueSnapshot(12, [_second]));

        Pushes.Receive(new QueueDelta(10, [], [_second.CallId], [_first.CallId]));

        Assert.Equal(["Second"], Labels);
    }

    [Fact]
    public async Task After_a_reconnect_everything_is_asked_anew()
    {
        await BeginAsync();
        Server.Give("GET api/queue", new QueueSnapshot(1, [_second]));

        Pushes.Resume();

        Assert.Equal(["Second"], Labels);
    }

    [Fact]
    public async Task After_a_restart_the_server_counts_anew_and_what_it_pushes_while_the_list_is_on_its_way_is_not_taken_for_late()
    {
        await BeginAsync(sequence: 500);
        var newcomer = Lakeside.Waiting(1, UrgencyName.Today, "Newcomer");
        Server.Give("GET api/queue", new QueueSnapshot(3, [_second]));
        var onItsWay = Server.Hold("GET api/queue");

        Pushes.Resume();
        Pushes.Receive(new QueueDelta(4, [newcomer], [], [newcomer.CallId, _second.CallId]));
        onItsWay.SetResult();

        Assert.Equal(["Newcomer", "Second"], Labels);
    }

    [Fact]
    public async Task A_second_reconnect_while_the_list_is_on_its_way_asks_again()
    {
        await BeginAsync();
        var asked = 0;
        Server.Answer("GET api/queue", _ => asked++ == 0 ? new QueueSnapshot(8, [_second]) : new QueueSnapshot(9, [_first]));
        var onItsWay = Server.Hold("GET api/queue");

        Pushes.Resume();
        Pushes.Resume();
        onItsWay.SetResult();

        Assert.Equal(["First"], Labels);
    }

    [Fact]
    public async Task After_a_list_that_never_came_the_next_push_asks_again_whatever_its_number()
    {
        await BeginAsync(sequence: 500);
        Server.Away = true;
        await OutwaitRetriesAsync(Board.FetchAsync(Cancel));
        Server.Away = false;
        Server.Give("GET api/queue", new QueueSnapshot(2, [_second]));

        Pushes.Receive(new QueueDelta(2, [], [_first.CallId], [_second.CallId]));

        Assert.Equal((1, (string?)null), (Board.Items.Count, Board.Trouble));
    }

    [Fact]
    public async Task When_the_server_is_away_the_old_list_stays_and_says_that_it_is_old()
    {
        await BeginAsync();
        Server.Away = true;

        var fetching = Board.FetchAsync(Cancel);
        await OutwaitRetriesAsync(fetching);

        Assert.Equal(2, Board.Items.Count);
        Assert.Contains("may be old", Board.Trouble, StringComparison.Ordinal);
    }

    private async Task OutwaitRetriesAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }
}
