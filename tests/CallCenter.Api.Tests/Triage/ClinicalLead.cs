using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Triage;

/// <summary>Helen Brandt, who may put protocols into service: what she does on the page Protocols, over HTTP.</summary>
public sealed class ClinicalLead(HttpClient browser) : IDisposable
{
    public static async Task<ClinicalLead> SignsInAsync(CallCenterApp app) => new(await app.SignInAsync("supervisor@demo"));

    public async Task<ProtocolsView> SeesAsync() => (await browser.GetFromJsonAsync<ProtocolsView>("api/protocols"))!;

    /// <summary>Presses "Read and check now".</summary>
    public async Task<ProtocolsView> ReadsFolderAsync()
    {
        using var answer = await browser.PostAsJsonAsync("api/protocols/read", new { });
        return (await answer.Content.ReadFromJsonAsync<ProtocolsView>())!;
    }

    public async Task<ReplayView> ReplaysAsync(int days = 30)
    {
        (await browser.PostAsJsonAsync("api/protocols/replay", new ReplayRequest(days))).EnsureSuccessStatusCode().Dispose();
        for (var look = 0; look < 200; look++, await Task.Delay(50))
            if (await browser.GetFromJsonAsync<ReplayView>("api/protocols/replay") is { State: "done" } done) return done;
        throw new InvalidOperationException("The replay does not end.");
    }

    /// <summary>Everything as the page would send it, with this reason for whatever needs one.</summary>
    public async Task<PublishRequest> FillsInAsync(string reason = "Agreed with cardiology on 20 November.", params string[] approves)
    {
        await ReplaysAsync();
        var seen = await SeesAsync();
        return new PublishRequest(seen.Candidate.Digest!, seen.InService.Digest, "helen brandt", approves, approves.Length == 0 ? null : new DateOnly(2027, 5, 1),
            [.. seen.Candidate.Matters.Select(m => new GivenReason(m.Key, reason))], [.. seen.Candidate.Rewordings.Select(r => r.Key)]);
    }

    public async Task<Published> PublishesAsync(PublishRequest? request = null)
    {
        using var answer = await browser.PostAsJsonAsync("api/protocols/publications", request ?? await FillsInAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Published>())!;
    }

    /// <summary>The code of the refusal.</summary>
    public async Task<string> IsRefusedAsync(PublishRequest request)
    {
        using var answer = await browser.PostAsJsonAsync("api/protocols/publications", request);
        Assert.False(answer.IsSuccessStatusCode, "It was published.");
        return (await answer.Content.ReadFromJsonAsync<Problem>())!.Code!;
    }

    public async Task<PackageRecalled> RecallsAsync(string digest, string reason = "Coughing blood was moved below 911.")
    {
        using var answer = await browser.PostAsJsonAsync($"api/protocols/packages/{digest}/recall", new RecallRequest(reason, "Helen Brandt"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PackageRecalled>())!;
    }

    public async Task<IReadOnlyList<ReviewItem>> ReviewsAsync() => (await browser.GetFromJsonAsync<ReviewItem[]>("api/protocols/reviews"))!;

    public async Task<HttpStatusCode> ReviewsAsync(Guid sessionId, string text)
    {
        using var answer = await browser.PostAsJsonAsync($"api/protocols/reviews/{sessionId}", new ReviewRequest(text));
        return answer.StatusCode;
    }

    public void Dispose() => browser.Dispose();
}
