using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CallCenter.TwilioEmulator.Tests.Harness;

/// <summary>The application that Twilio calls: answers what the test says, and remembers what it was asked.</summary>
public sealed class TestApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<Asked, HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<Asked> _asked = new();

    private TestApplication(WebApplication app) => _app = app;

    public string BaseUrl => _app.Urls.First();

    public static async Task<TestApplication> Begin()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var application = new TestApplication(app);
        app.Run(application.Handle);
        await app.StartAsync();
        return application;
    }

    public string Url(string path) => BaseUrl + path;

    public void Twiml(string path, string inner) => Twiml(path, _ => inner);

    /// <summary>The content of Response, by what was asked.</summary>
    public void Twiml(string path, Func<Asked, string> inner) => On(path, async (asked, context) =>
    {
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{inner(asked)}</Response>");
    });

    public void On(string path, Func<Asked, HttpContext, Task> answer) => _answers[path] = answer;

    public List<Asked> Requests(string path) => [.. _asked.Where(a => a.Path == path)];

    public Asked Last(string path) => Requests(path).LastOrDefault() ?? throw new InvalidOperationException($"{path} was never asked");

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }

    private async Task Handle(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))).ToList()
            : [];
        var asked = new Asked(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", form,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
        _asked.Enqueue(asked);
        if (_answers.TryGetValue(asked.Path, out var answer))
        {
            await answer(asked, context);
        }
        else
        {
            context.Response.StatusCode = 204;
        }
    }

    public sealed record Asked(
        string Method, string Path, string Query, List<KeyValuePair<string, string>> Form, Dictionary<string, string> Headers)
    {
        public string? this[string name] => Form.Where(f => f.Key == name).Select(f => f.Value).FirstOrDefault();
    }
}
