using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>What two nurses do together: agree to leave a locked level, and hand a call over.</summary>
internal sealed partial class Nurse
{
    public Nurse AsksSecondClinician(string to, string reason, string words) => Then(async () =>
    {
        await The("stage-result").ClickAsync();
        await The("override").ClickAsync();
        await The("override-to").SelectOptionAsync(to);
        await The("override-reason").SelectOptionAsync(reason);
        await The("override-text").FillAsync(words);
        await The("co-sign-ask").ClickAsync();
        await Assertions.Expect(The("co-sign-asked")).ToHaveAttributeAsync("data-state", "open");
    });

    /// <summary>The request appears by itself; she reads the session before she can answer.</summary>
    public Nurse ReadsRequestOf(string colleague, params string[] words) => Then(async () =>
    {
        await Assertions.Expect(The("co-sign-to-answer")).ToContainTextAsync(colleague);
        await The("co-sign-to-answer").ClickAsync();
        foreach (var word in words) await Sees("co-sign-page", word);
    });

    public Nurse Agrees(string reason) => Then(async () =>
    {
        await The("co-sign-reason").FillAsync(reason);
        await The("co-sign-agree").ClickAsync();
        await Assertions.Expect(The("co-sign-over")).ToHaveAttributeAsync("data-state", "agreed");
    });

    public Nurse HandsOver(string text) => Then(async () =>
    {
        await The("hand-over").ClickAsync();
        await Assertions.Expect(The("hand-over-to").Locator("option")).Not.ToHaveCountAsync(1);
        await The("hand-over-text").FillAsync(text);
        await The("hand-over-do").ClickAsync();
        await Assertions.Expect(The("hand-over-state")).ToBeVisibleAsync();
        await line.SettlesAsync();
    });

    /// <summary>Accepts a call that a colleague has: it is hers as soon as her line is in it.</summary>
    public Nurse TakesOver() => Then(async () =>
    {
        await The("offer-accept").ClickAsync();
        await line.UntilAsync(async () => await The("call-state").GetAttributeAsync("data-state") == "connected", TimeSpan.FromSeconds(15),
            async () => $"The call is not hers: {await The("call-state").InnerTextAsync()}");
    });

    /// <summary>Nothing on the screen as it stands would trouble someone who cannot see it.</summary>
    public Nurse PleasesAxe(string what) => Then(async () =>
    {
        var found = (await Page.RunAxe()).Violations.SelectMany(v => v.Nodes.Select(n => $"{what}: {v.Id} ({v.Impact}): {v.Help}: {n.Html}")).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    });
}
