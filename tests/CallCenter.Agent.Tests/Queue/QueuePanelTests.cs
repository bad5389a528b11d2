using CallCenter.Agent.Queue;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Queue;

public class QueuePanelTests : ConsoleTest
{
    private async Task<IRenderedComponent<QueuePanel>> ShowAsync(params QueueItem[] items)
    {
        await SignInAsync();
        Server.Give("GET api/queue", new QueueSnapshot(1, items));
        await Part<QueueBoard>().FetchAsync(Cancel);
        return Render<QueuePanel>();
    }

    [Fact]
    public async Task An_empty_queue_says_what_will_appear_here()
    {
        var panel = await ShowAsync();
        Assert.Contains("Nobody waits", panel.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UrgencyName.Emergent, "▲", "Emergent")]
    [InlineData(UrgencyName.Urgent, "◆", "Urgent")]
    [InlineData(UrgencyName.Today, "■", "Today")]
    [InlineData(UrgencyName.Routine, "●", "Routine")]
    [InlineData(UrgencyName.Planned, "○", "Planned")]
    public async Task Urgency_is_a_shape_and_a_word_beside_its_colour(UrgencyName urgency, string shape, string word)
    {
        var row = (await ShowAsync(Lakeside.Waiting(10, urgency))).Find("[data-testid=queue-item]");
        Assert.Contains(shape, row.TextContent, StringComparison.Ordinal);
        Assert.Contains(word, row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_shows_age_clock_zone_language_and_reason_and_the_age_ticks()
    {
        var panel = await ShowAsync(Lakeside.Waiting(48, language: "es-US"));
        var row = panel.Find("[data-testid=queue-item]").TextContent;
        Assert.Contains("0:48", row, StringComparison.Ordinal);
        Assert.Contains("02:13 Central", row, StringComparison.Ordinal);
        Assert.Contains("Spanish", row, StringComparison.Ordinal);
        Assert.Contains("danger question: yes", row, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromSeconds(12));

        panel.WaitForAssertion(() => Assert.Contains("1:00", panel.Find("[data-testid=queue-item]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_is_put_first_in_two_presses_and_one_in_danger_is_first_already()
    {
        var item = Lakeside.Waiting(48, UrgencyName.Routine);
        var panel = await ShowAsync(item, Lakeside.Waiting(20, UrgencyName.Emergent));
        Server.Refuse($"PUT api/calls/{item.CallId}/urgency", 409, "call-not-waiting", "This caller does not wait any more. Look at the queue.");
        Assert.Single(panel.FindAll("[data-testid=raise]"));
        await panel.Find("[data-testid=raise]").ClickAsync();
        Assert.Empty(Server.To($"PUT api/calls/{item.CallId}/urgency"));
        await panel.Find("[data-testid=raise-confirm]").ClickAsync();
        panel.WaitForAssertion(() => Assert.Contains("does not wait any more", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_hundred_rows_all_stand_there()
    {
        var panel = await ShowAsync([.. Enumerable.Range(0, 500).Select(i => Lakeside.Waiting(i))]);
        Assert.Equal(500, panel.FindAll("[data-testid=queue-item]").Count);
        Assert.Contains("Waiting · 500", panel.Markup, StringComparison.Ordinal);
    }
}
