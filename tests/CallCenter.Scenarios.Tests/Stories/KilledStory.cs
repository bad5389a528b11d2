using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The heart failure story without browsers, told by people who repeat themselves when they are asked again.</summary>
internal sealed class KilledStory(NurseLine line)
{
    /// <summary>The encounter, the note, the escalation note.</summary>
    private const int Documents = 3;

    public async Task TellAsync()
    {
        line.Silence.Tolerate(_ => true);
        await using var nurse = await DeskNurse.SignInAsync(line);
        var (james, triage) = await EscalatedCall.TellAsync(line, nurse);
        await line.Doctor("+15125550121").TakesResponsibility(TakenAsync);
        await triage.TellAsync();
        await nurse.ClosesEscalationAsync("Doctor Okafor rang the caller and changed the water pill.");
        await triage.SignAsync("Gained four pounds since Saturday.");
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await nurse.FinishesWrapUpAsync("escalated");
        await line.UntilAsync(DeliveredAsync, TimeSpan.FromMinutes(5), () => Task.FromResult("The note did not arrive."));

        await OnceAsync(await james.CallAsync());
        await line.Silence.AssertAsync();
    }

    private Task<bool> TakenAsync() => Task.FromResult(DemoWorld.Count(line.Settings.Database, "SELECT COUNT(*) FROM Escalations WHERE TakenBy IS NOT NULL") > 0);

    private async Task<bool> DeliveredAsync() => await Task.FromResult(
        DemoWorld.Count(line.Settings.Database, "SELECT COUNT(*) FROM Deliveries") == Documents
        && DemoWorld.Count(line.Settings.Database, "SELECT COUNT(*) FROM Deliveries WHERE State <> 'Confirmed'") == 0);

    private async Task OnceAsync(PhoneCall call)
    {
        Assert.DoesNotContain(call.Heard, h => h.Kind == "dead-air");
        var database = line.Settings.Database;
        Assert.Equal(["Closed", "nurse ended"], Assert.Single(DemoWorld.Rows(database, "SELECT State, EndReason FROM Calls")));
        Assert.Equal(1, DemoWorld.Count(database, "SELECT COUNT(*) FROM TriageSessions WHERE SignedNote IS NOT NULL"));
        Assert.Equal(1, DemoWorld.Count(database, "SELECT COUNT(*) FROM CallEvents WHERE Kind = 'note-signed'"));
        Assert.Equal(0, DemoWorld.Count(database, "SELECT COUNT(*) FROM Queue"));
        Assert.Equal(["dr-okafor", "Closed"], Assert.Single(DemoWorld.Rows(database, "SELECT TakenBy, Phase FROM Escalations")));
        Assert.Equal(0, DemoWorld.Count(database,
            "SELECT COUNT(*) FROM TalkSpans a JOIN TalkSpans b ON a.Id <> b.Id AND a.Start < b.End AND b.Start < a.End"));
        Assert.Single(await line.Record!.AllAsync("Encounter"));
        Assert.Equal(2, (await line.Record.AllAsync("DocumentReference")).Count);
        Assert.Single(await line.Record.AllAsync("DocumentReference"), d => FhirStore.TextOf(d).Contains("Gained four pounds since Saturday", StringComparison.Ordinal));
    }
}
