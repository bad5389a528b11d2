using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

/// <summary>In a call the key is an act; the words never wait for it.</summary>
public class Help911Tests : ConsoleTest
{
    private static readonly string Give = $"POST api/calls/{Lakeside.CallId}/help-911";
    private static readonly string Link = $"PUT api/calls/{Lakeside.CallId}/patient";

    private static CallView At(string? place, string language = "en-US") => Lakeside.Call(language: language) is var call ? call with { Caller = call.Caller with { PatientLocation = place } } : null!;

    private async Task<IRenderedComponent<Help911>> OnCallAsync(CallView call)
    {
        Server.Give(Give, call with { Help911At = Lakeside.Now });
        await SignInAsync(call: call);
        return Render<Help911>();
    }

    [Fact]
    public async Task Nine_opens_the_words_tells_the_supervisors_once_and_says_that_they_know()
    {
        var help = await OnCallAsync(At("12 Shore Road, Austin, TX"));
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Single(Server.To(Give));
        Assert.Contains("✓ The supervisors know since 02:14 Central. This console never dials 911", help.Find("[data-testid=help-911-told]").TextContent, StringComparison.Ordinal);
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Empty(help.FindAll("#help-911-text"));
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Single(Server.To(Give));
        Assert.Contains("ten-digit number", help.Find("#help-911-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_stand_before_the_server_has_answered()
    {
        var help = await OnCallAsync(At("12 Shore Road"));
        var slow = Server.Hold(Give);
        var pressed = help.InvokeAsync(() => PressAsync("9"));
        help.WaitForAssertion(() => Assert.Contains("Unlock the door", help.Find("#help-911-text").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("✓", help.Find("[data-testid=help-911-told]").TextContent, StringComparison.Ordinal);
        slow.SetResult();
        await pressed;
    }

    [Fact]
    public async Task A_failed_request_says_whom_to_call_and_the_next_press_tries_again_with_the_words_still_there()
    {
        var help = await OnCallAsync(At("12 Shore Road"));
        Server.Refuse(Give, 500, "broken", "The server could not do it.");
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Contains("The supervisors could not be told: call one of them.", help.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        help.Find("#help-911-text");

        Server.Give(Give, At("12 Shore Road") with { Help911At = Lakeside.Now });
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Equal(2, Server.To(Give).Count());
        Assert.Empty(help.FindAll("[role=alert]"));
        help.Find("#help-911-text");
    }

    [Fact]
    public async Task The_place_and_the_number_are_there_to_be_read_back()
    {
        var help = await OnCallAsync(At("12 Shore Road, Austin, TX"));
        await help.InvokeAsync(() => PressAsync("9"));
        var read = help.Find("[data-testid=help-911-read-back]");
        Assert.Equal(["12 Shore Road, Austin, TX", "+15125550112"], read.QuerySelectorAll("strong").Select(s => s.TextContent));
        Assert.Contains("The patient is at … ? Your number is … ?", read.TextContent, StringComparison.Ordinal);
        Assert.Empty(help.FindAll("[data-testid=help-911-place], [lang=es]"));
    }

    [Fact]
    public async Task Without_a_place_it_is_asked_and_written_down_right_there()
    {
        var help = await OnCallAsync(At(null));
        Server.Give(Link, At("14 Mill Lane") with { Help911At = Lakeside.Now });
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Contains("exact address", help.Markup, StringComparison.Ordinal);
        await help.Find("[data-testid=help-911-place]").ChangeAsync(new() { Value = " 14 Mill Lane " });
        await help.Find("#help-911-text form").SubmitAsync();
        Assert.Equal(new LinkPatientRequest(null, null, null, "14 Mill Lane"), FakeServer.Read<LinkPatientRequest>(Assert.Single(Server.To(Link))));
        Assert.Contains("14 Mill Lane", help.Find("[data-testid=help-911-read-back]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_written_down_stays_in_its_field()
    {
        var help = await OnCallAsync(At(null));
        Server.Refuse(Link, 404, "call-unknown", "There is no such call for you.");
        await help.InvokeAsync(() => PressAsync("9"));
        await help.Find("[data-testid=help-911-place]").ChangeAsync(new() { Value = "14 Mill Lane" });
        await help.Find("#help-911-text form").SubmitAsync();
        Assert.Contains("no such call", help.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("14 Mill Lane", help.Find("[data-testid=help-911-place]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_caller_who_speaks_Spanish_is_given_the_words_in_her_language_beside_the_English()
    {
        var help = await OnCallAsync(At("233 Linden Place", "es-US"));
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Equal(Help911Words.Steps.Count + 1, help.FindAll("q[lang=es]").Count);
        Assert.Contains("Cuelgue y marque el 911 ahora", help.Markup, StringComparison.Ordinal);
        Assert.Contains("Hang up and dial 911 now", help.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_call_nobody_is_told_and_a_call_that_comes_is_not_taken_for_one_with_help()
    {
        await SignInAsync();
        Server.Give(Give, At("here") with { Help911At = Lakeside.Now });
        var help = Render<Help911>();
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Contains("Hang up and dial 911 now", help.Markup, StringComparison.Ordinal);
        Assert.Empty(Server.To(Give));

        await help.InvokeAsync(() => Pushes.Receive(At("12 Shore Road")));
        Assert.Empty(help.FindAll("#help-911-text"));
        await help.InvokeAsync(() => PressAsync("9"));
        Assert.Single(Server.To(Give));
    }
}
