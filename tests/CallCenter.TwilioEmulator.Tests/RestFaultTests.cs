using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>The API on a bad day: what the client sees, and whether the work was done behind it.</summary>
public class RestFaultTests
{
    [Theory]
    [InlineData("rest5xx", 500, "application/json", false)]
    [InlineData("rest429", 429, "application/json", false)]
    [InlineData("rest502", 502, "text/html", true)]
    [InlineData("rest503", 503, "text/html", false)]
    public async Task An_error_says_nothing_about_the_work(string fault, int status, string type, bool done)
    {
        await using var emulator = await Bad(fault);
        using var answer = await Create(emulator);
        Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(done, await WasDone(emulator));
    }

    [Fact]
    public async Task An_answer_can_break_off_in_the_middle_of_its_body_after_the_work_is_done()
    {
        await using var emulator = await Bad("restCutBody");
        using var request = Request();
        using var answer = await emulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(201, (int)answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync());
        Assert.True(await WasDone(emulator));
    }

    [Theory]
    [InlineData("restTimeout", false)]
    [InlineData("restSilence", true)]
    public async Task A_silence_until_the_client_gives_up_can_have_done_the_work_or_not(string fault, bool done)
    {
        await using var emulator = await Bad(fault);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        using var request = Request();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emulator.Http.SendAsync(request, impatient.Token));
        Assert.Equal(done, await WasDone(emulator));
    }

    private static async Task<TestEmulator> Bad(string fault)
    {
        var emulator = await TestEmulator.Begin();
        await emulator.Control("/emulator/faults", new { aimed = new[] { new { fault, times = 1 } } });
        return emulator;
    }

    private static async Task<HttpResponseMessage> Create(TestEmulator emulator)
    {
        using var request = Request();
        return await emulator.Http.SendAsync(request);
    }

    private static HttpRequestMessage Request() => new(HttpMethod.Post, $"/2010-04-01/Accounts/{TestEmulator.AccountSid}/Queues.json")
    {
        Content = new FormUrlEncodedContent([new("FriendlyName", "made")]),
    };

    private static async Task<bool> WasDone(TestEmulator emulator) =>
        (await emulator.Get("Queues.json")).GetProperty("queues").GetArrayLength() == 1;
}
