using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Dr. Okafor is ill. The supervisor finds her turn on the page, gives it to Jo Kim by keys alone, and sees that a night cannot be left empty unseen.</summary>
public sealed class OnCallRota(Chromium chromium) : Scenario(chromium)
{
    private readonly Looks _looks = new();

    [Fact]
    public async Task Given_a_clinician_who_is_ill_when_the_supervisor_changes_the_rota_then_the_page_shows_who_is_on_call_and_no_gap_is_unseen()
    {
        var supervisor = await NurseAsync("supervisor@demo");
        await supervisor.SignsIn();
        var page = supervisor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "On call" }).ClickAsync();
        var now = supervisor.The("rota-now-row").First;
        await Assertions.Expect(now).ToContainTextAsync("Amara Okafor, MD");
        await Assertions.Expect(now).ToContainTextAsync("Central");
        await Assertions.Expect(page.Locator("[data-date='2026-11-26']")).ToContainTextAsync("Thanksgiving");

        var night = page.Locator("[data-date='2026-11-24'] [data-testid=rota-turn]").Filter(new() { HasText = "17:00–24:00" }).First;
        await night.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(supervisor.The("turn-form")).ToContainTextAsync("Amara Okafor, MD, Tue 24 Nov 17:00 to Wed 25 Nov 08:00");
        await page.Keyboard.PressAsync("v");
        await supervisor.The("turn-on").SelectOptionAsync("");
        await supervisor.The("turn-reason").FillAsync("ill");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(supervisor.The("turn-trouble")).ToContainTextAsync("Too few would be on call in 'clinician-call' from Tue 24 Nov 17:00 to Wed 25 Nov 08:00");
        await supervisor.The("turn-accept").CheckAsync();
        await supervisor.The("turn-do").ClickAsync();
        await Assertions.Expect(supervisor.The("rota-gaps")).ToContainTextAsync("Tue 24 Nov 17:00 to Wed 25 Nov 08:00");
        await Assertions.Expect(page.Locator("[data-date='2026-11-24'] .empty-turn")).ToContainTextAsync("NOBODY");
        await _looks.AtAsync(page, "on-call");

        await supervisor.The("change-withdraw").First.ClickAsync();
        await supervisor.The("withdraw-reason").FillAsync("Jo Kim takes it");
        await supervisor.The("withdraw-do").ClickAsync();
        await Assertions.Expect(supervisor.The("rota-gaps")).ToHaveCountAsync(0);
        await night.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#turn-heading")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("t");
        await supervisor.The("turn-on").SelectOptionAsync("np-kim");
        await supervisor.The("turn-reason").FillAsync("ill");
        await _looks.AtAsync(page, "on-call-turn");
        await supervisor.The("turn-do").ClickAsync();
        await Assertions.Expect(page.Locator("[data-date='2026-11-24']")).ToContainTextAsync("Jo Kim, NP · changed");
        await Assertions.Expect(supervisor.The("rota-change").First).ToContainTextAsync("Jo Kim, NP instead of Amara Okafor, MD");
        _looks.AssertClean();
    }
}
