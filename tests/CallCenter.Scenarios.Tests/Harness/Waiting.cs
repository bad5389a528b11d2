using System.Diagnostics;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Waiting for real programs takes real time; the story's own time stands still meanwhile.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan limit, Func<string> otherwise)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < limit; await Task.Delay(50))
            if (await holds()) return;
        Assert.Fail(otherwise());
    }

    public static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
