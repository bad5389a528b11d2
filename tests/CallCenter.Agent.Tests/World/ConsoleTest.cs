using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Agent.Tests.World;

/// <summary>The console's own parts as the program registers them; only the wire, the clock and the browser are replaced.</summary>
public abstract class ConsoleTest : BunitContext
{
    protected ConsoleTest()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
        Services.AddConsole(new Uri("http://console/"), Time);
        Services.AddScoped(_ => new HttpClient(Server, disposeHandler: false) { BaseAddress = new Uri("http://console/") });
        JSInterop.Mode = JSRuntimeMode.Loose;
        Browser = JSInterop.SetupModule("./softphone/browser.js");
        Browser.Mode = JSRuntimeMode.Loose;
        Line = JSInterop.SetupModule("./softphone/softphone.js");
        Line.Mode = JSRuntimeMode.Loose;
        Mic = JSInterop.SetupModule("./softphone/microphone.js");
        Mic.Mode = JSRuntimeMode.Loose;
        Server.Give("GET api/me", Lakeside.Nurse);
        Server.Give("POST api/softphone/token", new SoftphoneToken("pass", "nurse_1", Lakeside.Now.AddHours(1), Lakeside.Now.AddMinutes(50), "emulator", "http://line/softphone.js"));
    }

    protected FakeServer Server { get; } = new();
    protected FakeTimeProvider Time { get; } = new(Lakeside.Now);
    protected BunitJSModuleInterop Browser { get; }
    protected BunitJSModuleInterop Line { get; }
    protected BunitJSModuleInterop Mic { get; }
    protected Pushes Pushes => Part<Pushes>();
    protected Desk Desk => Part<Desk>();
    protected NursePhone Phone => Part<NursePhone>();
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected T Part<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Somebody is signed in and her desk is read.</summary>
    protected async Task SignInAsync(OfferView? offer = null, CallView? call = null, PresenceState presence = PresenceState.Available)
    {
        Server.Give("GET api/work", new CurrentWork(Lakeside.Presence(presence), offer, call));
        await Part<SignedIn>().AgainAsync();
        await Desk.FetchAsync(Lakeside.NurseId, Cancel);
    }

    /// <summary>A key as the browser reports it: pressed outside a text field.</summary>
    protected Task PressAsync(string key) => Part<Shortcuts>().OnKey(key);
}
