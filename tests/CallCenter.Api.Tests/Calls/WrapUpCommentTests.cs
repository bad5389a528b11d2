using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Queue;

namespace CallCenter.Api.Tests.Calls;

/// <summary>What the nurse writes beside the outcome is found again with the call, and nowhere else.</summary>
public sealed class WrapUpCommentTests : QueueStory
{
    private const string Words = "Neighbour has the key; ring her first.";

    [Fact]
    public async Task It_is_kept_with_the_call_and_stands_neither_in_the_timeline_nor_on_the_audit_trail()
    {
        var call = await InWrapUpAsync();
        using var finished = await FinishAsync(call, $"  {Words}  ");
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);

        var kept = await ViewAsync(call.CallId);
        Assert.Equal(("closed", Words), (kept.State, kept.Comment));
        Assert.Equal(Words, (await Maria.GetFromJsonAsync<CallView>($"api/calls/{call.CallId}"))!.Comment);
        Assert.DoesNotContain(kept.Timeline, e => e.What.Contains("Neighbour", StringComparison.Ordinal));
        Assert.DoesNotContain(await App.AuditTrailAsync(), a => a.Detail?.Contains("Neighbour", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task One_that_is_too_long_is_refused_with_what_to_do_and_the_call_stays_open()
    {
        var call = await InWrapUpAsync();
        using (var refused = await FinishAsync(call, new string('x', 501)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("comment-too-long", await refused.Content.ReadAsStringAsync());
        }

        Assert.Equal("wrap-up", (await ViewAsync(call.CallId)).State);
        (await FinishAsync(call, new string('x', 500))).Dispose();
        Assert.Equal(500, (await ViewAsync(call.CallId)).Comment!.Length);
    }

    [Fact]
    public async Task When_the_timer_has_closed_the_call_while_she_wrote_it_is_kept_all_the_same_and_the_first_one_stands()
    {
        var call = await InWrapUpAsync();
        Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => (await ViewAsync(call.CallId)).State == "closed", "The timer does not close the call.");
        (await FinishAsync(call, Words)).Dispose();
        (await FinishAsync(call, "something else")).Dispose();
        Assert.Equal(Words, (await ViewAsync(call.CallId)).Comment);
    }

    private async Task<CallView> InWrapUpAsync()
    {
        var (caller, call) = await new TalkingCall(App, Maria).BeginAsync();
        await caller.HangsUpAsync();
        Assert.Equal("wrap-up", (await ViewAsync(call.CallId)).State);
        return call;
    }

    private Task<HttpResponseMessage> FinishAsync(CallView call, string comment) =>
        Maria.PostAsJsonAsync($"api/calls/{call.CallId}/wrap-up/finish", new FinishWrapUpRequest("advised", comment));
}
