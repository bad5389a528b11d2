using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>What a clinical lead does with protocols: she is a nurse with one permission more.</summary>
internal sealed partial class Nurse
{
    public Nurse OpensProtocols() => Then(() => Page.GetByRole(AriaRole.Link, new() { Name = "Protocols", Exact = true }).ClickAsync());

    /// <summary>The change of a file comes to her by itself.</summary>
    public Nurse SeesCandidateWaiting() => Then(() => Assertions.Expect(The("candidate")).ToHaveAttributeAsync("data-state", "waiting", new() { Timeout = 30_000 }));

    public Nurse OpensCandidate() => Then(async () =>
    {
        await The("to-candidate").ClickAsync();
        await Assertions.Expect(The("publish-form")).ToBeVisibleAsync();
    });

    public Nurse OpensLadder(string protocol) => Then(async () =>
    {
        await The("protocol-row").And(Page.Locator($"[data-protocol={protocol}]")).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(The("side-candidate")).ToBeVisibleAsync();
    });

    public Nurse ReplaysPastCalls() => Then(async () =>
    {
        await The("replay-start").ClickAsync();
        await Assertions.Expect(The("replay")).ToHaveAttributeAsync("data-state", "done");
    });

    public Nurse TypesName(string name) => Then(() => The("approver-name").FillAsync(name));

    public Nurse MayNotPublish(string because) => Then(async () =>
    {
        await Assertions.Expect(The("publish")).ToBeDisabledAsync();
        await Assertions.Expect(The("publish-missing")).ToContainTextAsync(because);
    });

    public Nurse GivesReason(string reason) => Then(() => The("matter-reason").FillAsync(reason));

    public Nurse Publishes() => Then(async () =>
    {
        await The("publish").ClickAsync();
        await Assertions.Expect(The("published")).ToBeVisibleAsync();
        await line.SettlesAsync();
    });

    public Nurse SeesInService(int publication) => Then(() => Sees("in-service", $"Publication {publication}"));

    public Nurse Recalls(int publication, string reason, string name) => Then(async () =>
    {
        var card = Page.Locator($"[data-testid=publication][data-number='{publication}']");
        await card.GetByTestId("recall").Locator("summary").ClickAsync();
        await card.GetByTestId("recall-reason").FillAsync(reason);
        await card.GetByTestId("recall-name").FillAsync(name);
        await card.GetByTestId("recall-now").ClickAsync();
        await Assertions.Expect(card.GetByTestId("recall-done")).ToBeVisibleAsync();
        await line.SettlesAsync();
    });
}
