using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>What is done for the caller, and how the call, its note and its minutes come to an end.</summary>
internal sealed partial class Nurse
{
    /// <summary>She sees by herself, without asking, who has taken it.</summary>
    public Nurse SeesItTakenBy(string clinician) => Then(async () =>
    {
        await The("stage-arranged").ClickAsync();
        await Assertions.Expect(The("escalation-state")).ToHaveAttributeAsync("data-state", "acknowledged");
        await Sees("escalation", $"Taken by{clinician}");
    });

    public Nurse SeesPaging(string words) => Then(async () =>
    {
        await The("stage-arranged").ClickAsync();
        await Sees("escalation", words);
    });

    public Nurse ClosesEscalation(string outcome) => Then(async () =>
    {
        await The("stage-arranged").ClickAsync();
        await The("escalation-open-close").ClickAsync();
        await The("escalation-reason-text").FillAsync(outcome);
        await The("escalation-close").ClickAsync();
        await Assertions.Expect(The("escalation-state")).ToHaveAttributeAsync("data-state", "closed");
        await line.SettlesAsync();
    });

    public Nurse DoesWhatIsToDo() => Then(async () =>
    {
        await The("stage-arranged").ClickAsync();
        await Assertions.Expect(The("time-panel")).ToBeVisibleAsync();
        for (var open = The("action-done"); await open.CountAsync() > 0;)
        {
            var left = await open.CountAsync();
            await open.First.ClickAsync();
            await Assertions.Expect(open).ToHaveCountAsync(left - 1);
        }

        await SentAsync();
    });

    public Nurse EndsCall() => Then(async () =>
    {
        await The("end-call").ClickAsync();
        await The("end-call-confirm").ClickAsync();
        await IsInState("wrap-up");
        await line.SettlesAsync();
    });

    public Nurse Signs() => Then(async () =>
    {
        await The("stage-signed").ClickAsync();
        await The("sign-note").ClickAsync();
        await Assertions.Expect(The("note-signed")).ToBeVisibleAsync();
        await line.SettlesAsync();
    });

    public Nurse FinishesWrapUp(string outcome) => Then(async () =>
    {
        await The("wrap-up-outcome").SelectOptionAsync(outcome);
        await The("finish-wrap-up").ClickAsync();
        await IsInState("none");
        await line.SettlesAsync();
    });

    /// <summary>What her screen shows of a call that is over: the note's way into the record.</summary>
    public Nurse OpensCall(string callId) => Then(() => Page.GotoAsync(new Uri(line.Settings.Url, $"calls/{callId}").ToString()));

    public Nurse SeesDelivered(int documents) => Then(async () =>
    {
        await The("stage-signed").ClickAsync();
        var confirmed = The("delivery-panel").Locator("[data-testid=delivery-state][data-state=confirmed]");
        await Assertions.Expect(confirmed).ToHaveCountAsync(documents);
        await Assertions.Expect(The("delivery-panel").GetByTestId("delivery")).ToHaveCountAsync(documents);
    });

    /// <summary>Says which of the patient's conditions the call was about.</summary>
    public Nurse LinksTimeTo(params string[] conditions) => Then(async () =>
    {
        await The("stage-arranged").ClickAsync();
        foreach (var condition in conditions)
            await The("time-panel").Locator("label", new LocatorLocatorOptions { HasText = condition }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await The("time-link").ClickAsync();
        await Assertions.Expect(The("time-panel")).ToContainTextAsync("Decided");
    });

    public async Task<bool> ShowsEscalationAsync(string state) =>
        await The("escalation-state").CountAsync() == 1 && await The("escalation-state").GetAttributeAsync("data-state") == state;

    public async Task<int> CountedSecondsAsync()
    {
        await The("time-panel").GetByText("Open the month").ClickAsync();
        return int.Parse((await The("month-counted").GetAttributeAsync("data-seconds"))!);
    }
}
