using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Queue;

/// <summary>Callers who wait at Lakeside, on a clock in hand. The story speaks for the network, whose REST side is there only where it is asked for.</summary>
public abstract class QueueStory : IAsyncLifetime
{
    protected const string Lakeside = "+15125550101", Pilar = "+15125550114", Tess = "+15125550112";

    private readonly List<HttpClient> _browsers = [];

    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    private protected CallCenterApp App { get; set; } = null!;

    private protected TestTwilio Twilio { get; set; } = null!;

    private protected TestNetwork? Network { get; private set; }

    private protected virtual bool WithNetwork => false;

    /// <summary>A nurse.</summary>
    private protected HttpClient Maria { get; private set; } = null!;

    /// <summary>The supervisor.</summary>
    private protected HttpClient Helen { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        if (WithNetwork) Network = await TestNetwork.StartAsync();
        App = await CallCenterApp.StartAsync(clock: Clock, settings: Network is null ? [] : [("Twilio:ApiBaseUrl", Network.Url)]);
        Twilio = new TestTwilio(App);
        (Maria, Helen) = (await SignInAsync("nurse@demo"), await SignInAsync("supervisor@demo"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers) browser.Dispose();
        await App.DisposeAsync();
        if (Network is not null) await Network.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<HttpClient> SignInAsync(string email)
    {
        _browsers.Add(await App.SignInAsync(email));
        return _browsers[^1];
    }

    /// <summary>Dials, chooses English, skips the birth date and answers the danger question.</summary>
    private protected async Task<CallOnTheLine> WaitingAsync(string from, string danger = "2")
    {
        var call = await Twilio.Dials(from, Lakeside).RingsAsync();
        await call.PressesAsync("1");
        await call.PressesAsync("*");
        return await call.PressesAsync(danger);
    }

    /// <summary>What she hears while she waits.</summary>
    private protected async Task<Heard> MusicAsync(CallOnTheLine caller) =>
        await Twilio.AskAsync(Heard.Path(caller.Now.Verb("Enqueue")!.Attribute("waitUrl")!.Value), caller.Form("in-progress"));

    private protected async Task<IReadOnlyList<QueueItem>> QueueAsync() => (await Helen.GetFromJsonAsync<QueueSnapshot>("api/queue"))!.Items;

    /// <summary>The only one who waits.</summary>
    private protected async Task<QueueItem> RowAsync() => Assert.Single(await QueueAsync());

    private protected async Task<CallView> ViewAsync(Guid id) => (await Helen.GetFromJsonAsync<CallView>($"api/calls/{id}"))!;

    private protected static async Task AvailableAsync(HttpClient nurse)
    {
        using var answer = await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private protected static async Task<CurrentWork> WorkAsync(HttpClient nurse) => (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!;
}
