using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.World;

public sealed record Request(string Method, string Path, string? Key, string Body);

/// <summary>
/// The server's end of the wire. Answers are Wire records, written with the web defaults the Api uses, so what a test
/// gives the console has crossed the wire in both directions.
/// </summary>
public sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string, HttpResponseMessage>> _routes = [];

    private readonly Dictionary<string, TaskCompletionSource> _held = [];

    public List<Request> Asked { get; } = [];

    /// <summary>No answer at all, as with a cut cable.</summary>
    public bool Away { get; set; }

    /// <summary>The answer to a route waits until this is set, as on a slow line.</summary>
    public TaskCompletionSource Hold(string route) => _held[route] = new();

    public void Give<T>(string route, T value) => Answer<T>(route, _ => value);

    public void Answer<T>(string route, Func<string, T> answer) => _routes[route] = body => Json(HttpStatusCode.OK, answer(body));

    public void Text(string route, string text) => _routes[route] = _ => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    public void Refuse(string route, int status, string code, string detail) =>
        _routes[route] = _ => Json((HttpStatusCode)status, new Problem(code, detail, status, code));

    public IEnumerable<Request> To(string route) => Asked.Where(r => $"{r.Method} {r.Path}" == route);

    public static T Read<T>(Request request) => JsonSerializer.Deserialize<T>(request.Body, JsonSerializerOptions.Web)!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var asked = new Request(request.Method.Method, request.RequestUri!.PathAndQuery.TrimStart('/'), key, body);
        Asked.Add(asked);
        if (_held.TryGetValue($"{asked.Method} {asked.Path}", out var held)) await held.Task;
        if (Away) throw new HttpRequestException("No route to host");
        return _routes.TryGetValue($"{asked.Method} {asked.Path}", out var answer)
            ? answer(body)
            : Json(HttpStatusCode.NotFound, new Problem("not-found", $"Nothing answers {asked.Method} {asked.Path}", 404, "not-found"));
    }

    private static HttpResponseMessage Json<T>(HttpStatusCode status, T value) =>
        new(status) { Content = JsonContent.Create(value, options: JsonSerializerOptions.Web) };
}
