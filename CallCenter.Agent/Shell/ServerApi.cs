using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>The console's commands and questions over HTTP. A command keeps its key over every retry, so it happens once.</summary>
public sealed class ServerApi(HttpClient http, TimeProvider time, ServerClock clock)
{
    public const string KeyHeader = "Idempotency-Key";
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>The server no longer knows who this is (401).</summary>
    public event Action? SignedOut;

    /// <summary>Each attempt tells whether the server was there.</summary>
    public event Action<bool>? Reached;

    public Task<Answer<T>> GetAsync<T>(string path, CancellationToken cancel) where T : class =>
        AskAsync<T>(HttpMethod.Get, path, null, null, cancel);

    public Task<Answer<T>> PostAsync<T>(string path, object? body, CancellationToken cancel) where T : class =>
        AskAsync<T>(HttpMethod.Post, path, body, Guid.NewGuid(), cancel);

    public Task<Answer<T>> PutAsync<T>(string path, object? body, CancellationToken cancel) where T : class =>
        AskAsync<T>(HttpMethod.Put, path, body, Guid.NewGuid(), cancel);

    private async Task<Answer<T>> AskAsync<T>(HttpMethod method, string path, object? body, Guid? key, CancellationToken cancel)
        where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await TryOnceAsync<T>(method, path, body, key, cancel);
            Reached?.Invoke(answer.Reached);
            if (answer.Reached || attempt == Pauses.Length) return answer;
            await Task.Delay(Pauses[attempt], time, cancel);
        }
    }

    private async Task<Answer<T>> TryOnceAsync<T>(HttpMethod method, string path, object? body, Guid? key, CancellationToken cancel)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is { } k) request.Headers.Add(KeyHeader, k.ToString());
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType());
        try
        {
            using var response = await http.SendAsync(request, cancel);
            clock.Learn(response, mayBeCached: method == HttpMethod.Get);
            return await ReadAsync<T>(response, cancel);
        }
        catch (HttpRequestException)
        {
            return new Answer<T>(null, null, Reached: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Answer<T>(null, null, Reached: false); // our own time limit, not the caller's wish
        }
    }

    private async Task<Answer<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancel) where T : class
    {
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            return new Answer<T>(null, null, Reached: false);
        if (response.StatusCode == HttpStatusCode.Unauthorized) SignedOut?.Invoke();
        if (!response.IsSuccessStatusCode)
            return new Answer<T>(null, await ReadProblemAsync(response, cancel), Reached: true);
        if (typeof(T) == typeof(Done)) return new Answer<T>((T)(object)Done.It, null, Reached: true);
        if (typeof(T) == typeof(string)) return new Answer<T>((T)(object)await response.Content.ReadAsStringAsync(cancel), null, Reached: true);
        try
        {
            var value = response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<T>(cancel);
            return new Answer<T>(value, null, Reached: true);
        }
        catch (JsonException)
        {
            return new Answer<T>(null, Unreadable(response), Reached: true);
        }
    }

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<Problem>(cancel) ?? Unreadable(response);
        }
        catch (JsonException)
        {
            return Unreadable(response);
        }
    }

    private static Problem Unreadable(HttpResponseMessage response) =>
        new(null, $"The server answered {(int)response.StatusCode} without words. Try once more; if it stays, tell the supervisor.",
            (int)response.StatusCode, "unreadable-answer");
}
