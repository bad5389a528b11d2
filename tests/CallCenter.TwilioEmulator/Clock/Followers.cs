using System.Text.Json;

namespace CallCenter.TwilioEmulator.Clock;

/// <summary>Processes that take their time from here. One that is down misses a step and stays on the list.</summary>
internal sealed class Followers(EmulatorClock clock, ILogger<Followers> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Lock _gate = new();
    private readonly List<Uri> _urls = [];

    public void Add(Uri url)
    {
        lock (_gate)
        {
            if (!_urls.Contains(url))
            {
                _urls.Add(url);
            }
        }
    }

    /// <summary>Tells everybody the time; each runs what is due and says when it wants to be told again.</summary>
    public async Task<DateTimeOffset?> Tell(CancellationToken cancel)
    {
        Uri[] urls;
        lock (_gate)
        {
            urls = [.. _urls];
        }

        var wishes = await Task.WhenAll(urls.Select(url => Tell(url, cancel)));
        return wishes.Min();
    }

    public void Dispose() => _http.Dispose();

    private async Task<DateTimeOffset?> Tell(Uri url, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, clock.Wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var answer = await _http.PostAsJsonAsync(url, new { now = clock.GetUtcNow() }, either.Token);
            var wish = await answer.Content.ReadFromJsonAsync<JsonElement>(either.Token);
            return wish.TryGetProperty("nextDue", out var due) && due.ValueKind == JsonValueKind.String
                ? due.GetDateTimeOffset()
                : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.LogWarning("A follower of the clock did not answer ({Reason}); it misses this step", e.GetType().Name);
            return null;
        }
    }
}
