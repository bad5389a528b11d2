using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Calls;

/// <summary>James and Maria talk, or are about to; Grace could take the call. The clock is in hand, and the story speaks for the network.</summary>
public abstract class TalkStory : IAsyncLifetime
{
    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));

    private protected TestNetwork Network { get; private set; } = null!;

    private protected CallCenterApp App { get; private set; } = null!;

    private protected TestTwilio Twilio { get; private set; } = null!;

    private protected HttpClient Maria { get; private set; } = null!;

    private protected HttpClient Grace { get; private set; } = null!;

    private protected TalkingCall Talk { get; set; } = null!;

    private protected CallOnTheLine James { get; set; } = null!;

    private protected CallView Call { get; set; } = null!;

    private protected virtual (string Key, string Value)[] Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        Network = await TestNetwork.StartAsync();
        App = await CallCenterApp.StartAsync("Development", Clock, null, [("Twilio:ApiBaseUrl", Network.Url), .. Settings]);
        Twilio = new TestTwilio(App);
        (Maria, Grace) = (await App.SignInAsync("nurse@demo"), await App.SignInAsync("nurse2@demo"));
        Talk = new TalkingCall(App, Maria);
    }

    public async ValueTask DisposeAsync()
    {
        Maria.Dispose();
        Grace.Dispose();
        await App.DisposeAsync();
        await Network.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task TalkAsync() => (James, Call) = await Talk.BeginAsync();

    private protected async Task<CallView> ViewAsync() => (await Maria.GetFromJsonAsync<CallView>($"api/calls/{Call.CallId}"))!;

    private protected static async Task<CurrentWork> WorkAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!;

    private protected static async Task AvailableAsync(HttpClient nurse) => (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();

    private protected static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return (await answer.Content.ReadFromJsonAsync<T>())!;
        }
    }

    private protected static Task UntilAsync(Func<Task<bool>> holds) => Eventually.HoldsAsync(holds, "It did not happen.");
}
