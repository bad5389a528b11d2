using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Shell;

public class ServerApiTests : ConsoleTest
{
    private ServerApi Api => Part<ServerApi>();

    private async Task<T> WithTimeAsync<T>(Task<T> running)
    {
        while (!running.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        return await running;
    }

    [Fact]
    public async Task A_command_keeps_its_key_over_every_retry()
    {
        Server.Away = true;
        var answer = await WithTimeAsync(Api.PutAsync<PresenceView>("api/presence", new PresenceRequest(PresenceState.Away), Cancel));

        Assert.False(answer.Reached);
        var tries = Server.To("PUT api/presence").ToList();
        Assert.Equal(4, tries.Count);
        Assert.NotNull(tries[0].Key);
        Assert.Single(tries.Select(t => t.Key).Distinct());
    }

    [Fact]
    public async Task Two_commands_have_two_keys()
    {
        Server.Give("PUT api/presence", Lakeside.Presence(PresenceState.Away));
        await Api.PutAsync<PresenceView>("api/presence", new PresenceRequest(PresenceState.Away), Cancel);
        await Api.PutAsync<PresenceView>("api/presence", new PresenceRequest(PresenceState.Away), Cancel);
        Assert.Equal(2, Server.To("PUT api/presence").Select(t => t.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_command_gets_through_when_the_server_returns_between_two_tries()
    {
        Server.Away = true;
        Server.Give("PUT api/presence", Lakeside.Presence(PresenceState.Away));
        var running = Api.PutAsync<PresenceView>("api/presence", new PresenceRequest(PresenceState.Away), Cancel);
        Server.Away = false;
        Assert.Equal(PresenceState.Away, (await WithTimeAsync(running)).Value!.State);
    }

    [Fact]
    public async Task A_refusal_is_final_and_its_words_are_the_servers()
    {
        Server.Refuse("PUT api/presence", 409, "on-a-call", "You are on a call. End it first.");
        var answer = await Api.PutAsync<PresenceView>("api/presence", new PresenceRequest(PresenceState.Offline), Cancel);
        Assert.True(answer.Reached);
        Assert.Equal("You are on a call. End it first.", answer.Words);
        Assert.Single(Server.To("PUT api/presence"));
    }

    [Fact]
    public async Task A_server_without_its_database_counts_as_away()
    {
        Server.Refuse("GET api/queue", 503, "storage-unavailable", "Nothing was saved.");
        Assert.False((await WithTimeAsync(Api.GetAsync<QueueSnapshot>("api/queue", Cancel))).Reached);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_a_sentence_not_a_crash()
    {
        Server.Text("GET api/queue", "<html>proxy</html>");
        var answer = await Api.GetAsync<QueueSnapshot>("api/queue", Cancel);
        Assert.False(answer.Ok);
        Assert.Contains("Try once more", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_to_whoever_listens()
    {
        var told = false;
        Api.SignedOut += () => told = true;
        Server.Refuse("GET api/queue", 401, "not-signed-in", "Sign in.");
        await Api.GetAsync<QueueSnapshot>("api/queue", Cancel);
        Assert.True(told);
    }
}
