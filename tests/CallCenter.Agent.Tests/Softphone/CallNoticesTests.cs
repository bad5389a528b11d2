using CallCenter.Agent.Queue;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Softphone;

/// <summary>What does not fit between the call and its nurse stands on the call bar for as long as it is so, with the key that helps.</summary>
public class CallNoticesTests : ConsoleTest
{
    private const string NoLicence = "You hold no licence for CA, where the patient is now.", NoSpanish = "Speaks Spanish; you do not: bring in an interpreter.";
    private static readonly string Change = $"PUT api/calls/{Lakeside.CallId}/language";

    private async Task<IRenderedComponent<CallBar>> OnCallAsync(CallView call)
    {
        await SignInAsync(call: call, presence: PresenceState.OnCall);
        return Render<CallBar>();
    }

    [Fact]
    public async Task A_licence_she_lacks_is_said_as_soon_as_the_place_is_known_and_goes_when_it_is_another()
    {
        var bar = await OnCallAsync(Lakeside.Call() with { PlaceKnown = false });
        Assert.Equal("Ask where the patient is now: the licence depends on it.", bar.Find("[data-testid=place-unknown]").TextContent);

        await bar.InvokeAsync(() => Pushes.Receive(Lakeside.Call() with { LicenceNotice = NoLicence }));
        var notice = bar.Find("[data-testid=licence-notice]");
        Assert.Equal(("alert", "X"), (notice.GetAttribute("role"), notice.QuerySelector("kbd")!.TextContent));
        Assert.Contains(NoLicence, notice.TextContent, StringComparison.Ordinal);
        Assert.Empty(bar.FindAll("[data-testid=place-unknown]"));

        await bar.InvokeAsync(() => Pushes.Receive(Lakeside.Call()));
        Assert.Empty(bar.FindAll("[data-testid=licence-notice]"));
        Assert.Empty(bar.FindAll("[data-testid=place-unknown]"));
    }

    [Fact]
    public async Task One_key_changes_the_language_and_the_bar_says_that_an_interpreter_is_needed()
    {
        var bar = await OnCallAsync(Lakeside.Call());
        Assert.Contains("Speaks English; change to Spanish", bar.Find("[data-testid=call-language]").TextContent, StringComparison.Ordinal);
        Server.Give(Change, Lakeside.Call(language: "es-US") with { LanguageNotice = NoSpanish });

        await bar.InvokeAsync(() => PressAsync("q"));

        Assert.Equal("es-US", FakeServer.Read<LanguageRequest>(Server.To(Change).Single()).Language);
        Assert.Contains("Speaks Spanish; change to English", bar.Find("[data-testid=call-language]").TextContent, StringComparison.Ordinal);
        var notice = bar.Find("[data-testid=language-notice]");
        Assert.StartsWith(NoSpanish, notice.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("I", notice.QuerySelector("kbd")!.TextContent);
    }

    [Fact]
    public async Task A_refused_change_is_said_and_the_language_stays()
    {
        var bar = await OnCallAsync(Lakeside.Call());
        Server.Refuse(Change, 404, "call-unknown", "There is no such call for you.");
        await bar.Find("[data-testid=call-language]").ClickAsync(new());
        Assert.Equal("There is no such call for you.", bar.Find("[data-testid=softphone-trouble]").TextContent);
        Assert.Contains("Speaks English", bar.Find("[data-testid=call-language]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_talk_there_is_no_language_to_change()
    {
        var bar = await OnCallAsync(Lakeside.Call("wrap-up"));
        Assert.Empty(bar.FindAll("[data-testid=call-language]"));
        await bar.InvokeAsync(() => PressAsync("q"));
        Assert.Empty(Server.To(Change));
    }

    [Fact]
    public async Task An_offer_says_that_she_does_not_speak_the_language()
    {
        await SignInAsync();
        var panel = Render<OfferPanel>();
        await panel.InvokeAsync(() => Pushes.Receive(Lakeside.Offer(20) with { LanguageNotice = NoSpanish }));
        Assert.Equal(NoSpanish, panel.Find("[data-testid=offer-language]").TextContent);
        Assert.Empty(panel.FindAll("[data-testid=offer-notice]"));
    }
}
