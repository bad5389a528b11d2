using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Queue;

namespace CallCenter.Api.Tests.Calls;

/// <summary>Calls that are over, found again by whoever may know of them.</summary>
public sealed class PastCallTests : QueueStory
{
    [Fact]
    public async Task A_caller_who_gave_up_is_found_by_the_supervisor_with_the_time_she_waited_and_by_no_nurse()
    {
        var tess = await WaitingAsync(Tess);
        Assert.Empty((await PastAsync(Helen)).Items);
        Clock.Advance(TimeSpan.FromSeconds(95));
        await tess.HangsUpAsync();

        var past = await PastAsync(Helen);
        var call = Assert.Single(past.Items);
        Assert.False(past.More);
        Assert.Equal(("Lakeside Heart & Kidney", "abandoned", null, TimeSpan.FromSeconds(95), null, 0), (call.PracticeName, call.State, call.NurseName, call.Waited, call.Talked, call.Sounds));
        Assert.Contains("hung up", call.EndReason);
        Assert.Empty((await PastAsync(Maria)).Items);

        Clock.Advance(TimeSpan.FromDays(7));
        Assert.Empty((await PastAsync(Helen)).Items);
        Assert.Single((await PastAsync(Helen, 30)).Items);
    }

    [Fact]
    public async Task A_nurse_finds_the_call_she_had_another_nurse_does_not_and_a_supervisor_only_her_practices()
    {
        await AvailableAsync(Maria);
        await WaitingAsync(Pilar);
        var id = (await WorkAsync(Maria)).Offer!.Item.CallId;
        // As the network left it: how a call comes to its end is told elsewhere.
        await App.ExecuteAsync("UPDATE Calls SET State = 'Closed', NurseId = (SELECT Id FROM Staff WHERE Name = 'Maria Torres'), ConnectedAt = QueuedAt + 100000000, EndedAt = QueuedAt + 1300000000, EndReason = 'nurse ended', Outcome = 'advised'");

        var call = Assert.Single((await PastAsync(Maria)).Items);
        Assert.Equal((id, "Maria Torres", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(120), "advised"), (call.CallId, call.NurseName, call.Waited, call.Talked, call.Outcome));
        Assert.Empty((await PastAsync(await SignInAsync("nurse2@demo"))).Items);

        await App.ExecuteAsync("DELETE FROM StaffPractices WHERE PracticeId = 'lakeside' AND StaffId IN (SELECT Id FROM Staff WHERE Role = 'supervisor')");
        Assert.Empty((await PastAsync(await SignInAsync("supervisor@demo"))).Items);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_learns_anything()
    {
        using var stranger = App.Visitor();
        using var refused = await stranger.GetAsync("api/calls/past");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<PastCalls> PastAsync(HttpClient browser, int days = 7) => (await browser.GetFromJsonAsync<PastCalls>($"api/calls/past?days={days}"))!;
}
