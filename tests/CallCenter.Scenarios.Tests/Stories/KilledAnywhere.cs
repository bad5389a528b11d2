using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>
/// The main process dies hard at named points of the whole story and is started again each time. The call goes on, nobody hears dead air,
/// nothing is lost and nothing is double. <c>CALLCENTER_TEST_LONG=1</c> tells a story of each point alone, three times.
/// </summary>
public sealed class KilledAnywhere : IAsyncDisposable
{
    private NurseLine? _line;

    /// <summary>Several deaths in one story, each in a life of its own and at another stage of the call.</summary>
    private static readonly string[][] Chains =
    [
        ["webhook:voice/inbound:before-commit", "webhook:voice/danger:after-commit", "command:accept-offer:before-commit", "outbox:escalation.voice:after-send"],
        ["webhook:voice/inbound:after-commit", "webhook:voice/danger:before-commit", "webhook:client:after-commit", "command:triage-events:after-commit"],
        ["command:accept-offer:after-commit", "outbox:calls.move-caller:after-send", "webhook:page/choice:after-commit", "outbox:ehr.deliver:after-send"],
        ["webhook:client:before-commit", "webhook:page/answer:before-commit", "command:sign-note:after-commit"],
        ["webhook:conference:after-commit", "command:close-escalation:before-commit", "command:finish-wrap-up:after-commit"],
    ];

    private static bool Long => Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1";

    public static TheoryData<string, int> Deaths { get; } = Long
        ? [.. Enumerable.Range(1, 3).SelectMany(time => Chains.SelectMany(c => c).Select(point => (point, time)))]
        : [.. Chains.Select(c => (string.Join(", ", c), 1))];

    [Theory, MemberData(nameof(Deaths))]
    public async Task Given_the_process_dies_when_it_is_started_again_then_the_call_goes_on_and_everything_is_there_once(string at, int time)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Told for the time no. {time}.");
        _line = await NurseLine.StartAsync(new NurseLineOptions(WithRecord: true, KillAt: at.Split(", ")));
        await new KilledStory(_line).TellAsync();
        Assert.Empty(_line.NotReached);
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is null) return;
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
            foreach (var exchange in (await _line.Phones.TimelineAsync()).TakeLast(60)) TestContext.Current.TestOutputHelper.WriteLine(exchange.ToString());
        }

        await _line.DisposeAsync();
    }
}
