using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Platform;

/// <summary>A console's command with a key is carried out once, however often it is sent.</summary>
public class IdempotencyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_nothing_happens_twice()
    {
        using var nurse = await shared.App.SignInAsync();
        var key = Guid.NewGuid().ToString();
        var (_, available) = await ChooseAsync(nurse, PresenceState.Available, key);
        await ChooseAsync(nurse, PresenceState.Away, Guid.NewGuid().ToString());
        var (status, again) = await ChooseAsync(nurse, PresenceState.Available, key);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(available, again);
        Assert.Equal(PresenceState.Away, (await nurse.GetFromJsonAsync<PresenceView>("api/presence"))!.State);
        Assert.Equal(1L, await shared.App.ScalarAsync($"SELECT COUNT(*) FROM CommandReceipts WHERE \"Key\" = '{key}'"));
    }

    [Fact]
    public async Task A_key_serves_one_command_and_one_person()
    {
        using var nurse = await shared.App.SignInAsync();
        using var other = await shared.App.SignInAsync("nurse2@demo");
        var key = Guid.NewGuid().ToString();
        await ChooseAsync(nurse, PresenceState.Available, key);
        Assert.Equal(HttpStatusCode.OK, (await ChooseAsync(other, PresenceState.Away, key)).Status); // Hers is another key.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/calls/{Guid.NewGuid()}/end") { Headers = { { "Idempotency-Key", key } } };
        using var answer = await nurse.SendAsync(request);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("idempotency-key-reused", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_refused_command_leaves_no_receipt()
    {
        using var nurse = await shared.App.SignInAsync();
        var key = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/calls/{Guid.NewGuid()}/end") { Headers = { { "Idempotency-Key", key } } };
        using var answer = await nurse.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0L, await shared.App.ScalarAsync($"SELECT COUNT(*) FROM CommandReceipts WHERE \"Key\" = '{key}'"));
    }

    [Fact]
    public async Task A_key_longer_than_its_column_is_refused()
    {
        using var nurse = await shared.App.SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await ChooseAsync(nurse, PresenceState.Available, new string('k', 81))).Status);
    }

    private static async Task<(HttpStatusCode Status, string Body)> ChooseAsync(HttpClient nurse, PresenceState state, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/presence")
        {
            Content = JsonContent.Create(new PresenceRequest(state), options: JsonSerializerOptions.Web),
            Headers = { { "Idempotency-Key", key } },
        };
        using var answer = await nurse.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
