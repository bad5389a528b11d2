using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>
/// The main process dies hard at a named point of the whole story and is started again. The call goes on, nobody hears dead air,
/// nothing is lost and nothing is double. <c>CALLCENTER_TEST_LONG=1</c> tells each story three times.
/// </summary>
public sealed class KilledAnywhere : IAsyncDisposable
{
    private NurseLine? _line;

    public static TheoryData<string> Points { get; } =
    [
        "webhook:voice/inbound:before-commit", "webhook:voice/inbound:after-commit",
        "webhook:voice/danger:before-commit", "webhook:voice/danger:after-commit",
        "command:accept-offer:before-commit", "command:accept-offer:after-commit",
        "webhook:client:before-commit", "webhook:client:after-commit",
        "webhook:conference:after-commit", "outbox:calls.move-caller:after-send",
        "outbox:escalation.voice:after-send", "webhook:page/choice:after-commit", "command:triage-events:after-commit", "command:sign-note:after-commit", "outbox:ehr.deliver:after-send",
    ];

    private static int Times => Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1" ? 3 : 1;

    [Theory, MemberData(nameof(Points))]
    public async Task Given_the_process_dies_at_a_point_when_it_is_started_again_then_the_call_goes_on_and_everything_is_there_once(string point)
    {
        for (var time = 0; time < Times; time++)
        {
            _line = await NurseLine.StartAsync(new NurseLineOptions(WithRecord: true, KillAt: point));
            await new KilledStory(_line).TellAsync();
            Assert.Equal(1, _line.Deaths);
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is null) return;
        await _line.DisposeAsync();
        _line = null;
    }
}
