using CallCenter.Agent.Patients;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Patients;

/// <summary>Without a call a nurse finds a card and rings from it; which number rings is her choice.</summary>
public class PatientFinderTests : ConsoleTest
{
    private static readonly string Card = $"GET api/patients/{Lakeside.TessId}";
    private static readonly string Call = $"POST api/patients/{Lakeside.TessId}/call";

    private async Task<IRenderedComponent<PatientPanel>> FoundAsync()
    {
        Server.Give("POST api/patients/search", new[] { new PatientName(Lakeside.TessId, "Tess Okonjo", new DateOnly(1948, 3, 14), "10442") });
        Server.Give(Card, Lakeside.Tess);
        Server.Give(Call, Lakeside.Call("dialling"));
        await SignInAsync();
        var panel = Render<PatientPanel>();
        await panel.Find("[data-testid=patient-search-name]").ChangeAsync(new() { Value = "Okonjo" });
        await panel.Find("form").SubmitAsync();
        return panel;
    }

    [Fact]
    public async Task A_search_without_a_call_opens_the_card_and_nothing_before_she_has_chosen()
    {
        var panel = await FoundAsync();
        Assert.Equal(new PatientSearchRequest("lakeside", "Okonjo", null), FakeServer.Read<PatientSearchRequest>(Assert.Single(Server.To("POST api/patients/search"))));
        Assert.Contains("1 found; choose below.", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(Server.To(Card));

        await panel.Find("[data-testid=finder-open]").ClickAsync(new());
        Assert.Single(Server.To(Card));
        Assert.Contains("Heart failure", panel.Markup, StringComparison.Ordinal);
        // Nobody speaks, so nothing is said about who does.
        Assert.DoesNotContain("identity", panel.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "+15125550111")]
    [InlineData(1, "+15125550112")]
    public async Task Each_number_is_named_and_rung_alone(int nth, string number)
    {
        var panel = await FoundAsync();
        await panel.Find("[data-testid=finder-open]").ClickAsync(new());
        var rows = panel.FindAll("[aria-label='Numbers to ring'] li");
        Assert.Contains(number, rows[nth].TextContent, StringComparison.Ordinal);
        Assert.Equal(["The patient’s telephone +15125550111", "James Okonjo, husband +15125550112"], rows.Select(r => r.QuerySelector("span")!.TextContent));

        await panel.FindAll("[data-testid=call-number]")[nth].ClickAsync(new());
        Assert.Equal(new CallPatientRequest(number), FakeServer.Read<CallPatientRequest>(Assert.Single(Server.To(Call))));
        Line.VerifyInvoke("connect");
    }

    [Fact]
    public async Task C_rings_all_of_them_in_turn()
    {
        var panel = await FoundAsync();
        await panel.Find("[data-testid=finder-open]").ClickAsync(new());
        Assert.Contains("Ring all known numbers in turn", panel.Find("[data-testid=call-patient]").TextContent, StringComparison.Ordinal);
        await panel.InvokeAsync(() => PressAsync("c"));
        Assert.Equal(new CallPatientRequest(null), FakeServer.Read<CallPatientRequest>(Assert.Single(Server.To(Call))));
    }

    [Fact]
    public async Task Whoever_may_not_be_spoken_to_is_not_rung_and_a_refusal_is_said()
    {
        var panel = await FoundAsync();
        Server.Give(Card, Lakeside.Tess with { Caregivers = [new CaregiverView(Guid.NewGuid(), "Bo Lind", "neighbor", "+15125550150", false)] });
        Server.Refuse(Call, 409, "not-free-to-dial", "You are offered a call, or in one, or offline.");
        await panel.Find("[data-testid=finder-open]").ClickAsync(new());
        Assert.Equal("Ring this number", panel.Find("[data-testid=call-patient]").TextContent.Replace("C", "", StringComparison.Ordinal).Trim());
        await panel.Find("[data-testid=call-number]").ClickAsync(new());
        Assert.Contains("You are offered a call", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_call_nobody_else_is_rung_from_the_card()
    {
        await SignInAsync(call: Lakeside.Call());
        Assert.Empty(Render<CallPatient>(p => p.Add(c => c.Card, Lakeside.Tess)).FindAll("button"));
    }
}
