using System.Text.Json;
using CallCenter.Api.Commands;
using CallCenter.Api.Tests.Escalation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Commands;

/// <summary>A cron job asks, with every worker dead, how long somebody has been waiting for.</summary>
public sealed class WatchdogStories
{
    [Fact]
    public async Task While_people_are_asked_in_time_nothing_is_overdue()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal((0, "0 s: 0 of 1 open escalations are overdue (limit 30 s)"), await AskAsync(host));
    }

    [Fact]
    public async Task With_every_worker_dead_the_age_of_the_oldest_overdue_grows_and_the_exit_code_says_so()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync();
        await host.SettleAsync();
        await host.StopAsync();
        // The second attempt was due two minutes after the first.
        host.Clock.Advance(TimeSpan.FromSeconds(120 + 20));
        Assert.Equal((0, "20 s: 1 of 1 open escalations is overdue (limit 30 s)"), await AskAsync(host));
        host.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((1, "60 s: 1 of 1 open escalations is overdue (limit 30 s)"), await AskAsync(host));
        Assert.Equal(0, (await AskAsync(host, "--limit", "90")).Exit);
        var json = JsonSerializer.Deserialize<JsonElement>((await AskAsync(host, "--json")).Said);
        Assert.Equal((60, 1, 1), (json.GetProperty("oldestOverdueSeconds").GetDouble(), json.GetProperty("overdue").GetInt32(), json.GetProperty("open").GetInt32()));
    }

    [Fact]
    public async Task A_page_no_network_takes_and_a_timer_that_is_gone_are_overdue_too()
    {
        await using var host = await EscalationHost.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            host.Phones.NextCalls.Enqueue(Fate.NetworkAway);
            host.Phones.NextTexts.Enqueue(Fate.NetworkAway);
        }

        await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromSeconds(50));
        Assert.Equal((1, "50 s: 1 of 1 open escalations is overdue (limit 30 s)"), await AskAsync(host));
        host.Phones.NextCalls.Clear();
        host.Phones.NextTexts.Clear();
        await host.PassAsync(TimeSpan.FromSeconds(80));
        Assert.Equal(0, (await AskAsync(host)).Exit);
        await host.StopAsync();
        await host.ExecuteAsync("DELETE FROM Timers WHERE Owner = 'escalation'");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await AskAsync(host)).Exit);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_no_good_news_and_is_not_made()
    {
        var file = Path.Combine(Path.GetTempPath(), $"callcenter-nowhere-{Guid.NewGuid():N}.db");
        var (exit, said) = await RunAsync(new FakeTimeProvider(), file);
        Assert.Equal(3, exit);
        Assert.StartsWith("The database cannot be read (", said);
        Assert.False(File.Exists(file));
        File.WriteAllBytes(file, []);
        Assert.Equal(3, (await RunAsync(new FakeTimeProvider(), file)).Exit);
        File.Delete(file);
    }

    [Theory]
    [InlineData("--limit", "soon")]
    [InlineData("--limit", "-1")]
    [InlineData("--limit")]
    public async Task A_wrong_limit_says_how(params string[] args) => Assert.Equal(2, (await RunAsync(new FakeTimeProvider(), "x.db", args)).Exit);

    private static Task<(int? Exit, string Said)> AskAsync(EscalationHost host, params string[] args) => RunAsync(host.Clock, host.DatabaseFile, args);

    private static async Task<(int? Exit, string Said)> RunAsync(TimeProvider clock, string database, params string[] args)
    {
        using var output = new StringWriter();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:CallCenter"] = database }).Build();
        return (await CommandLine.RunAsync(["escalation", "watchdog", .. args], clock, output, configuration), output.ToString().TrimEnd());
    }
}
