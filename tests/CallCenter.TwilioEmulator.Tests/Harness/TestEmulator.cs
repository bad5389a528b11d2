using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.TwilioEmulator.Tests.Harness;

/// <summary>The emulator with a virtual clock on a port of its own, driven from outside through HTTP only.</summary>
public sealed class TestEmulator : IAsyncDisposable
{
    public const string Line = "+15125550101";
    public const string Caller = "+15125550111";
    public const string Doctor = "+15125550121";
    public const string AccountSid = "AC00000000000000000000000000000001";
    public const string AuthToken = "demo-auth-token-not-a-secret";
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private TestEmulator(WebApplication app, HttpClient http, TestApplication application)
    {
        (_app, Http, Application) = (app, http, application);
    }

    public HttpClient Http { get; }

    public TestApplication Application { get; }

    public static async Task<TestEmulator> Begin(TimeProvider? wall = null, params string[] more)
    {
        var app = EmulatorHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Emulator:Clock", "virtual", "--Emulator:StartAt", Start.ToString("O"), "--Emulator:Seed", "7", "--Logging:LogLevel:Default", "Warning", .. more],
            wall ?? TimeProvider.System);
        await app.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}")));
        var emulator = new TestEmulator(app, http, await TestApplication.Begin());
        await emulator.Post("IncomingPhoneNumbers.json",
            ("PhoneNumber", Line), ("VoiceUrl", emulator.Application.Url("/inbound")), ("StatusCallback", emulator.Application.Url("/number-status")));
        return emulator;
    }

    public async Task<JsonElement> Rest(HttpMethod method, string path, int expect, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, $"/2010-04-01/Accounts/{AccountSid}/{path}");
        if (form.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        }

        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expect == (int)answer.StatusCode, $"{method} {path}: expected {expect}, got {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> Post(string path, params (string Name, string Value)[] form) =>
        Rest(HttpMethod.Post, path, path.Contains('/') && !path.EndsWith("s.json") ? 200 : 201, form);

    public Task<JsonElement> Get(string path) => Rest(HttpMethod.Get, path, 200);

    public async Task<JsonElement> Control(string path, object? body = null)
    {
        using var answer = await Http.PostAsJsonAsync(path, body ?? new { });
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task Settle() => Control("/clock/settle");

    public Task Advance(double seconds) => Control("/clock/advance", new { by = TimeSpan.FromSeconds(seconds).ToString("c") });

    /// <summary>A person dials the line, and everything that follows at once has happened.</summary>
    public async Task<TestCall> Dial(string from = Caller, string to = Line)
    {
        var dialled = await Control("/emulator/calls", new { from, to });
        await Settle();
        return new TestCall(this, dialled.GetProperty("callSid").GetString()!);
    }

    public TestCall Call(string sid) => new(this, sid);

    public async Task<List<JsonElement>> Timeline() =>
        [.. (await Http.GetFromJsonAsync<JsonElement>("/emulator/timeline")).EnumerateArray()];

    public async Task<List<string>> Warnings() =>
        [.. (await Timeline()).SelectMany(e => e.GetProperty("warnings").EnumerateArray()).Select(w => w.GetString()!)];

    public T Inside<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Application.DisposeAsync();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}
