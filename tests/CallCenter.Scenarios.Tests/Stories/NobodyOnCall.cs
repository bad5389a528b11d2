using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A storm: the supervisor left the night empty with her eyes open. The escalation does not wait for a step nobody can take.</summary>
public sealed class NobodyOnCall : IAsyncDisposable
{
    private NurseLine _line = null!;

    [Fact]
    public async Task Given_an_empty_turn_when_the_nurse_escalates_then_the_backup_is_rung_at_once_and_the_record_says_why()
    {
        _line = await NurseLine.StartAsync();
        await using var supervisor = await DeskNurse.SignInAsync(_line, "supervisor@demo");
        await supervisor.Server.CommandAsync(HttpMethod.Post, "api/rotas/lakeside/override", new
        {
            scheduleId = "clinician-call", from = "2026-11-23T17:00", to = "2026-11-24T08:00", remove = "dr-okafor", add = (string?)null, reason = "storm, the backup knows", accept = true,
        });
        await using var nurse = await DeskNurse.SignInAsync(_line);
        var (james, triage) = await EscalatedCall.TellAsync(_line, nurse);
        var decided = await _line.Phones.NowAsync();

        var marsh = _line.Doctor("+15125550122");
        await marsh.IsRung();
        Assert.InRange(await _line.Phones.NowAsync(), decided, decided.AddSeconds(10));
        await marsh.GetsText("urgent message").Answers().Hears("enter your PIN").Enters("2580#").Presses("1").Hears("You have taken responsibility").Hears("press 9").HangsUp();
        Assert.DoesNotContain(await _line.Phones.CallsAsync(), c => c.To == "+15125550121");

        var record = (await nurse.Server.GetAsync($"api/escalations?callId={nurse.CallId}")).EnumerateArray().Single().GetProperty("notes").EnumerateArray().Select(n => n.GetProperty("what").GetString()!).ToList();
        Assert.Contains(record, what => what.Contains("nobody", StringComparison.OrdinalIgnoreCase));
        await triage.TellAsync();
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await nurse.ClosesEscalationAsync("Doctor Marsh calls the patient.");
        await triage.SignAsync("The backup has it.");
        await nurse.FinishesWrapUpAsync("escalated");
        await _line.Silence.AssertAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed) TestContext.Current.TestOutputHelper!.WriteLine(_line.Story());
        await _line.DisposeAsync();
    }
}
