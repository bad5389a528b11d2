using CallCenter.Scenarios.Tests.Harness;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>A nurse rings without having been rung: whose telephone it is, is her choice; who answers, she asks.</summary>
public sealed class CallsFromTheCard(Chromium chromium) : Scenario(chromium)
{
    private readonly Looks _looks = new();

    [Fact]
    public async Task Given_no_call_when_a_nurse_rings_the_husbands_number_from_the_patients_card_then_whoever_answers_is_nobody_until_she_has_asked()
    {
        var maria = await NurseAsync();
        await maria.SignsIn().GoesAvailable().Fills("patient-search-name", "Okonjo").Clicks("patient-search").Clicks("finder-open")
            .SeesPatient("Heart failure", "James Okonjo, husband", "+15125550112", "Ring all known numbers in turn");
        await _looks.AtAsync(maria.Page, "card");

        await maria.RingsFromCard("+15125550112");
        var james = Line.Doctor("+15125550112");
        await james.IsRung().Answers().Hears("This is the nurse line calling");
        await maria.IsConnected().SeesText("caller: not known yet").SeesPatient("Tess Okonjo", "Caller: not known");
        Assert.Equal(["Unknown"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT CallerKind FROM Calls")));
        await maria.Selects("relation", "husband").Clicks("go-on").SeesText("caller: husband");

        await maria.EndsCall().Fills("wrap-up-comment", "The neighbor has a key").FinishesWrapUp("advised");
        Assert.Equal(["Caregiver", "husband"], Assert.Single(DemoWorld.Rows(Line.Settings.Database, "SELECT CallerKind, Relation FROM Calls")));
        Assert.DoesNotContain(await Line.Phones.CallsAsync(), c => c.To == "+15125550111");
        await maria.OpensPage("Past calls").Clicks("past-open").Reads("past-comment", "The neighbor has a key").PleasesAxe("a past call");
        _looks.AssertClean();
    }
}
