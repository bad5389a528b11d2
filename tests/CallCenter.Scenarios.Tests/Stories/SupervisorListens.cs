using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A new nurse's call, and her supervisor beside her: silent, in her ear, with both, and at last in her place.</summary>
public sealed class SupervisorListens(Chromium chromium) : Scenario(chromium)
{
    [Fact]
    public async Task Given_a_call_when_the_supervisor_listens_coaches_joins_and_takes_over_then_each_hears_what_was_meant_for_her_and_nothing_else()
    {
        var maria = await NurseAsync();
        await maria.SignsIn().GoesAvailable();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await maria.IsOffered("J. Okonjo").Accepts();
        await james.TalksWithNurse();
        await maria.ConfirmsPatient("at home").Answers("not_responding", Answer.Absent);
        var marias = await NewestLegAsync();

        var helen = await NurseAsync("supervisor@demo");
        await helen.SignsIn().Listens();
        await maria.Reads("listener", "Supervisor Helen Brandt is listening");
        var helens = await NewestLegAsync();
        await Line.Phones.SayAsync(james.CallSid, "My wife is short of breath");
        await maria.SaysInCall("Since when?");
        // Muted in the network, whatever her browser does.
        await Line.Phones.SayAsync(helens, "Nobody may hear this");
        await helen.SaysInCall("Nor this").PleasesAxe("the board while she listens");

        await helen.IsHeardAs("2", "coach").SaysInCall("Ask about the weight");
        await maria.Reads("listener", "speaks to you; the caller does not hear her");
        await helen.IsHeardAs("3", "join").SaysInCall("Good evening, Mister Okonjo");
        await maria.Reads("listener", "is in the call");
        await helen.IsHeardAs("1", "listen");
        await Line.Phones.SayAsync(helens, "Silent again");

        await helen.TakesTheCall().SeesPatient("Tess Okonjo").Asks("breathing_fails");
        await maria.Reads("hand-over-note", "Supervisor Helen Brandt has taken the call over").CallIs("none").Reads("presence-state", "Available");
        await james.Hears("Another nurse goes on with you from here").TalksWithNurse();
        await helen.SaysInCall("I go on from here");
        await Line.Phones.SayAsync(james.CallSid, "Thank you");

        Assert.Equal(["Since when?", "Good evening, Mister Okonjo", "I go on from here"], await HeardAsync(james.CallSid));
        Assert.Equal(["My wife is short of breath", "Ask about the weight", "Good evening, Mister Okonjo"], await HeardAsync(marias));
        Assert.Equal(["My wife is short of breath", "Since when?", "Thank you"], await HeardAsync(helens));
        Assert.DoesNotContain((await james.CallAsync()).Heard, h => h.Kind is "dead-air" or "beep");

        await helen.Answers("breathing_fails", Answer.Absent).EndsCall();
        await james.CallIsOver();
        Assert.Equal(["call-taken-over", "listening-mode", "listening-mode", "listening-mode", "listening-started"],
            DemoWorld.Rows(Line.Settings.Database, "SELECT Verb FROM AuditEntries WHERE Verb LIKE 'listening%' OR Verb = 'call-taken-over'").Select(r => (string)r[0]).Order());
    }

    private async Task<string> NewestLegAsync() => (await Line.Phones.CallsAsync()).Last(c => c.From.StartsWith("client:", StringComparison.Ordinal)).CallSid;

    private async Task<IEnumerable<string?>> HeardAsync(string sid) => (await Line.Phones.CallAsync(sid)).Heard.Where(h => h.Kind == "voice").Select(h => h.Text);
}
