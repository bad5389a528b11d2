using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>Helen Brandt at the page Practice files, over HTTP: what she sees, tries and publishes for Lakeside.</summary>
internal sealed class FileEditor(HttpClient browser, string practice, string name = "helen brandt") : IDisposable
{
    public const string Reason = "Dr. Okafor has a new number.";

    public static async Task<FileEditor> SignsInAsync(EscalationHost host, string email = "supervisor@demo", string practice = "lakeside") => new(await host.SignInAsync(email), practice);

    /// <summary>The text as the next version.</summary>
    public static string Next(string text) => text.Replace("\nversion: 1\n", "\nversion: 2\n", StringComparison.Ordinal);

    public async Task<PracticeFileView> SeesAsync() => (await browser.GetFromJsonAsync<PracticeFileView>($"api/practice-files/{practice}"))!;

    public async Task<FileChecked> ChecksAsync(string text, bool thorough = false)
    {
        using var answer = await browser.PostAsJsonAsync($"api/practice-files/{practice}/check", new CheckFile(text, thorough));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<FileChecked>())!;
    }

    /// <summary>Everything as the page would send it, every warning accepted.</summary>
    public async Task<PublishFile> FillsInAsync(Func<string, string> change)
    {
        var seen = await SeesAsync();
        var text = change(seen.InForce!.Text);
        Assert.NotEqual(seen.InForce.Text, text);
        var judged = await ChecksAsync(text, thorough: true);
        return new(text, judged.Digest ?? "", seen.InForce.Number, name, Reason, [.. judged.Findings.Where(f => f.Severity == "warning").Select(f => f.Key)]);
    }

    public async Task<FilePublished> PublishesAsync(Func<string, string> change)
    {
        using var answer = await SendAsync(await FillsInAsync(change));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<FilePublished>())!;
    }

    public async Task<string> IsRefusedAsync(Func<string, string> change) => await IsRefusedAsync(await FillsInAsync(change));

    /// <summary>The code of the refusal; nothing is in force that was not before.</summary>
    public async Task<string> IsRefusedAsync(PublishFile request)
    {
        var before = (await SeesAsync()).InForce;
        using var answer = await SendAsync(request);
        Assert.False(answer.IsSuccessStatusCode, "It was published.");
        Assert.Equal(before, (await SeesAsync()).InForce);
        return (await answer.Content.ReadFromJsonAsync<Problem>())!.Code!;
    }

    public async Task<(HttpStatusCode Status, T? Answer)> SendsAsync<T>(HttpMethod method, string path, object? body = null) where T : class
    {
        using var request = new HttpRequestMessage(method, $"api/practice-files{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await browser.SendAsync(request);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>() : null);
    }

    public void Dispose() => browser.Dispose();

    private Task<HttpResponseMessage> SendAsync(PublishFile request) => browser.PostAsJsonAsync($"api/practice-files/{practice}/publications", request);
}
