using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The office of Lakeside at its own screen: it sees its doctor paged and answering, changes its own rota, and no caller of the nurse line.</summary>
public sealed class PracticeOffice(Chromium chromium) : Scenario(chromium)
{
    private readonly Looks _looks = new();

    [Fact]
    public async Task Given_a_live_escalation_when_the_practices_manager_looks_then_she_sees_it_taken_and_changes_her_rota_and_nothing_else_is_hers()
    {
        var manager = await NurseAsync("manager@demo");
        await manager.SignsIn();
        var page = manager.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Open escalations 0" })).ToBeVisibleAsync();
        var links = page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link);
        await Assertions.Expect(links).ToHaveTextAsync(["Escalations", "On call", "Deliveries", "Protocols", "Practice files", "⚙"]);
        await Assertions.Expect(manager.The("presence-state")).ToHaveCountAsync(0);

        await using var nurse = await DeskNurse.SignInAsync(Line);
        var (james, triage) = await EscalatedCall.TellAsync(Line, nurse);
        await Assertions.Expect(manager.The("escalation-now")).ToContainTextAsync("Amara Okafor, MD paged by voice and text");
        await Assertions.Expect(manager.The("escalation-call")).ToHaveCountAsync(0);
        await Assertions.Expect(manager.The("escalation-acknowledge")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("Okonjo");
        await _looks.AtAsync(page, "practice-escalations");

        var okafor = Line.Doctor("+15125550121");
        await okafor.IsRung().GetsText("urgent message").Answers().Hears("enter your PIN").Enters("2580#").Presses("1").Hears("You have taken responsibility").Hears("press 9").HangsUp();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Open escalations 0" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Taken, not closed yet 1" })).ToBeVisibleAsync();
        await Assertions.Expect(manager.The("escalation")).ToContainTextAsync("Taken byAmara Okafor, MD");

        await page.GetByRole(AriaRole.Link, new() { Name = "On call" }).ClickAsync();
        await page.Locator("[data-date='2026-11-24'] [data-testid=rota-turn]").Filter(new() { HasText = "17:00–24:00" }).First.ClickAsync();
        await page.Keyboard.PressAsync("t");
        await manager.The("turn-on").SelectOptionAsync("np-kim");
        await manager.The("turn-reason").FillAsync("at a congress");
        await manager.The("turn-do").ClickAsync();
        await Assertions.Expect(manager.The("rota-change").First).ToContainTextAsync("Jo Kim, NP instead of Amara Okafor, MD");
        await page.GetByRole(AriaRole.Link, new() { Name = "Protocols" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Chest pain or pressure" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Call 911 now");
        await Assertions.Expect(page.Locator(".trouble-line")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Practice files" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Lakeside Heart & Kidney");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Oak Street");

        await triage.TellAsync();
        await nurse.EndsCallAsync();
        await james.CallIsOver();
        await nurse.ClosesEscalationAsync("Doctor Okafor phones the caller back.");
        await triage.SignAsync("Doctor Okafor has it.");
        await nurse.FinishesWrapUpAsync("escalated");
        await page.GetByRole(AriaRole.Link, new() { Name = "Escalations" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Past escalations and how long people took" }).ClickAsync();
        await Assertions.Expect(manager.The("history-items")).ToContainTextAsync("Doctor Okafor phones the caller back.");
        await Assertions.Expect(manager.The("history-items").Locator("a")).ToHaveCountAsync(0);
        await _looks.AtAsync(page, "practice-history");
        _looks.AssertClean();
    }
}
