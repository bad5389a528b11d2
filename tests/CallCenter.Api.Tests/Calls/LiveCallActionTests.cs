using System.Reflection;
using System.Text.Json;
using CallCenter.Api.Features.Calls;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Telephony;

namespace CallCenter.Api.Tests.Calls;

/// <summary>What the network refuses: said once and for good, or asked again until it is done.</summary>
public class LiveCallActionTests
{
    [Theory]
    [InlineData("400/21205")]
    [InlineData("400/21220")]
    [InlineData("404/20404")]
    [InlineData("409/13240")]
    public async Task What_can_never_be_done_is_asked_once(string code)
    {
        Assert.Equal(OutboxVerdict.Dead, (await AskAsync(t => new MoveCallerHandler(t, null!), code, attempt: 1)).Verdict);
        Assert.Equal(OutboxVerdict.Dead, (await AskAsync(t => new EndConferenceHandler(t), code, attempt: 1)).Verdict);
    }

    [Fact]
    public async Task A_move_is_given_up_after_eight_tries_for_the_reconciliation_to_find()
    {
        Assert.Equal(OutboxVerdict.Retry, (await AskAsync(t => new MoveCallerHandler(t, null!), "503/none", attempt: 7, certain: false)).Verdict);
        Assert.Equal(OutboxVerdict.Dead, (await AskAsync(t => new MoveCallerHandler(t, null!), "503/none", attempt: 8, certain: false)).Verdict);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(500, 60)]
    public async Task An_end_is_asked_for_a_whole_day_at_least_once_a_minute(int attempt, int seconds)
    {
        foreach (var handler in new Func<ITelephony, CallActionHandler>[] { t => new EndConferenceHandler(t), t => new ReleaseNurseHandler(t) })
        {
            var outcome = await AskAsync(handler, "503/none", attempt, certain: false);
            Assert.Equal((OutboxVerdict.Retry, TimeSpan.FromSeconds(seconds)), (outcome.Verdict, outcome.After));
            Assert.Equal(OutboxVerdict.Dead, (await AskAsync(handler, "503/none", attempt: 1500, certain: false)).Verdict);
        }
    }

    [Fact]
    public async Task Refused_for_too_many_requests_it_comes_back_soon_and_not_with_all_the_others()
    {
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 20; i++) pauses.Add((await AskAsync(t => new MoveCallerHandler(t, null!), "429/20429", attempt: 1)).After!.Value);
        Assert.All(pauses, p => Assert.InRange(p, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(110)));
        Assert.NotEqual(1, pauses.Distinct().Count());
        Assert.InRange((await AskAsync(t => new EndConferenceHandler(t), "429/20429", attempt: 30)).After!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(33));
    }

    private static Task<OutboxOutcome> AskAsync(Func<ITelephony, CallActionHandler> handler, string code, int attempt, bool certain = true)
    {
        var network = DispatchProxy.Create<ITelephony, Refusing>();
        ((Refusing)(object)network).With = new TelephonyException(code, certain);
        var message = OutboxMessage.New("any", "any", JsonSerializer.Serialize(new CallAction(Guid.NewGuid(), "CA1"), JsonSerializerOptions.Web), Harness.TestDatabase.Start);
        message.Attempts = attempt;
        return handler(network).SendAsync(message, mayHaveBeenSent: false, TestContext.Current.CancellationToken);
    }

    /// <summary>A network that refuses whatever it is asked.</summary>
    public class Refusing : DispatchProxy
    {
        public TelephonyException With { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.FromException(With);
    }
}
