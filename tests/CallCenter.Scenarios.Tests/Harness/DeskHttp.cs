using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>The console's way to the server. A command keeps its key over every retry, as the console's do, and it waits out a restart.</summary>
internal sealed class DeskHttp(NurseLine line, CookieContainer cookies) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = line.Settings.Url, Timeout = TimeSpan.FromSeconds(20) };

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await ReadAsync(path));

    /// <summary>Bytes and their kind, or the status that refused them.</summary>
    public async Task<(HttpStatusCode Status, string? Kind, byte[] Bytes)> FileAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync());
    }

    public async Task<string> ReadAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                return await _http.GetStringAsync(path);
            }
            catch (HttpRequestException away) when (attempt < 5 && away.StatusCode is null or HttpStatusCode.ServiceUnavailable)
            {
                await AgainAsync();
            }
    }

    public async Task<JsonElement> CommandAsync(HttpMethod method, string path, object? body)
    {
        var (status, text) = await TryAsync(method, path, body);
        Assert.True((int)status < 300, $"{method} {path}: {(int)status} {text}\n{line.Story()}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<(HttpStatusCode Status, string Text)> TryAsync(HttpMethod method, string path, object? body)
    {
        var key = Guid.NewGuid().ToString();
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await _http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt >= 5)
                {
                    await line.SettlesAsync();
                    return (answer.StatusCode, text);
                }
            }
            catch (HttpRequestException) when (attempt < 5)
            {
                // The process died under the command: the same key goes to the next one.
            }

            await AgainAsync();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task AgainAsync()
    {
        await Task.Delay(200);
        await line.ReviveAsync();
    }
}
