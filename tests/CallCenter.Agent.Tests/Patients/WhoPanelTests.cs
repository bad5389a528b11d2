using CallCenter.Agent.Patients;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Patients;

/// <summary>What the nurse types about a caller whom nobody knows is what an ambulance would need: it is kept before she goes on.</summary>
public class WhoPanelTests : ConsoleTest
{
    private static readonly string Route = $"PUT api/calls/{Lakeside.CallId}/patient";
    private bool _wentOn;

    private static CallView Unknown(string kind = "unknown", string? relation = null) => Lakeside.Call() with
    {
        Caller = new CallerView(kind, null, relation, false, false, null, null, [], "+15125550199"),
    };

    private IRenderedComponent<WhoPanel> Panel(CallView call) => Render<WhoPanel>(p => p.Add(w => w.Call, call).Add(w => w.Next, () => _wentOn = true));

    [Fact]
    public async Task An_unknown_patients_name_place_and_speaker_are_kept()
    {
        Server.Give(Route, Unknown());
        var panel = Panel(Unknown());
        await panel.Find("[data-testid=patient-said]").ChangeAsync(new() { Value = "Rosa Vega, 2 May 1988" });
        await panel.Find("[data-testid=patient-location]").ChangeAsync(new() { Value = "14 Mill Lane, second floor" });
        await panel.Find("[data-testid=relation]").ChangeAsync(new() { Value = "daughter" });
        await panel.Find("[data-testid=go-on]").ClickAsync(new());
        Assert.Equal(new LinkPatientRequest(null, null, "daughter", "14 Mill Lane, second floor", "Rosa Vega, 2 May 1988"),
            FakeServer.Read<LinkPatientRequest>(Assert.Single(Server.To(Route))));
        Assert.True(_wentOn);
    }

    [Fact]
    public async Task What_the_server_could_not_keep_stays_on_the_screen()
    {
        Server.Refuse(Route, 409, "call-unknown", "There is no such call for you.");
        var panel = Panel(Unknown());
        await panel.Find("[data-testid=patient-location]").ChangeAsync(new() { Value = "14 Mill Lane" });
        await panel.Find("[data-testid=go-on]").ClickAsync(new());
        Assert.False(_wentOn);
        Assert.Contains("There is no such call", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("14 Mill Lane", panel.Find("[data-testid=patient-location]").GetAttribute("value"));
    }

    [Fact]
    public async Task With_nothing_typed_she_goes_on_at_once()
    {
        await Panel(Unknown()).Find("[data-testid=go-on]").ClickAsync(new());
        Assert.Empty(Server.To(Route));
        Assert.True(_wentOn);
    }

    [Theory]
    [InlineData("patient", null, "")] // a keyed birth date does not say who speaks
    [InlineData("patient", "self", "self")]
    [InlineData("caregiver", "husband", "husband")]
    public void Who_speaks_is_asked_and_not_guessed(string kind, string? relation, string chosen) =>
        Assert.Equal(chosen, Panel(Unknown(kind, relation)).Find("[data-testid=relation]").GetAttribute("value"));
}
