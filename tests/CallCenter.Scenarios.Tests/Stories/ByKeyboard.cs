using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The nurse's whole part without a mouse: she has one hand on the telephone and her eyes on the caller's words.</summary>
public sealed class ByKeyboard(Chromium chromium) : Scenario(chromium)
{
    private IPage _page = null!;
    private Nurse _nurse = null!;

    [Fact]
    public async Task Given_a_nurse_without_a_mouse_when_she_takes_a_call_then_every_step_is_done_by_keys()
    {
        _nurse = await NurseAsync();
        await _nurse.Opens("sign-in");
        _page = _nurse.Page;
        await TabToAsync("demo-account-nurse@demo");
        await PressAsync("Enter");
        await Assertions.Expect(_nurse.The("server-state")).ToContainTextAsync("connected");
        await PressAsync("F2");
        await PressAsync("Enter");
        await _nurse.Reads("softphone-state", "ready");

        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await _nurse.IsOffered("P. Lindgren");
        await PressAsync("Enter");
        await pilar.TalksWithNurse();
        await _nurse.CallIs("connected");

        await TabToAsync("patient-location");
        await _page.Keyboard.TypeAsync("at home, 5 Cedar Break");
        await TabToAsync("link-patient");
        await PressAsync("Enter");
        await FirstMinuteAsync();
        await DecideAsync();
        await FinishAsync();
        await pilar.CallIsOver();
        await Line.Silence.AssertAsync();
    }

    private async Task FirstMinuteAsync()
    {
        await AnswerNoAsync();
        await TabToAsync("story");
        await _page.Keyboard.TypeAsync("May she take the new pill with grapefruit?");
        await TabToAsync("fact-no", "next-stage");
        while (await FocusedAsync() == "fact-no")
        {
            await PressAsync("Enter");
            await TabToAsync("fact-no", "next-stage");
        }

        await PressAsync("Enter");
        await TabToAsync("protocol-search");
        await _page.Keyboard.TypeAsync("medicine question");
        await TabToAsync("protocol-result");
        await PressAsync("Enter");
        await AnswerNoAsync();
    }

    private async Task DecideAsync()
    {
        await TabToAsync("confirm-disposition");
        await PressAsync("Enter");
        await Assertions.Expect(_nurse.The("disposition-confirmed")).ToBeVisibleAsync();
        await TabToAsync("next-stage");
        await PressAsync("Enter");
        for (var unread = _nurse.The("advice-line").And(_page.Locator("[data-read=false]")); await unread.CountAsync() > 0;)
        {
            var left = await unread.CountAsync();
            await TabToAsync("advice-line");
            await PressAsync("Space");
            await Assertions.Expect(unread).ToHaveCountAsync(left - 1);
        }

        foreach (var step in new[] { "told", "teach-back-yes", "intention-will-follow" })
        {
            await TabToAsync(step);
            await PressAsync("Enter");
        }

        await Assertions.Expect(_nurse.The("intention")).ToHaveAttributeAsync("data-done", "true");
    }

    private async Task FinishAsync()
    {
        await PressAsync("e");
        await Assertions.Expect(_nurse.The("end-call-confirm")).ToBeFocusedAsync();
        await PressAsync("Enter");
        await _nurse.CallIs("wrap-up");
        await TabToAsync("stage-arranged");
        await PressAsync("Enter");
        while (await _nurse.The("action-done").CountAsync() is var open and > 0)
        {
            await TabToAsync("action-done");
            await PressAsync("Enter");
            await Assertions.Expect(_nurse.The("action-done")).ToHaveCountAsync(open - 1);
        }

        await TabToAsync("stage-signed");
        await PressAsync("Enter");
        await Assertions.Expect(_nurse.The("sign-note")).ToBeEnabledAsync();
        await TabToAsync("sign-note");
        await PressAsync("Enter");
        await Assertions.Expect(_nurse.The("note-signed")).ToBeVisibleAsync();
        await TabToAsync("wrap-up-outcome");
        await _page.Keyboard.TypeAsync("Advised");
        await TabToAsync("finish-wrap-up");
        await PressAsync("Enter");
        await _nurse.CallIs("none");
    }

    private async Task AnswerNoAsync()
    {
        while (await _nurse.AskedAsync() is { } asked)
        {
            await Task.Delay(220);
            await PressAsync("n");
            await Assertions.Expect(_page.Locator($"[data-testid=question][data-question={asked}]")).ToHaveCountAsync(0);
        }
    }

    private Task PressAsync(string key) => _page.Keyboard.PressAsync(key);

    /// <summary>Tab, as a person does, until one of these has the focus; what cannot be reached by Tab fails here.</summary>
    private async Task TabToAsync(params string[] testIds)
    {
        await Assertions.Expect(_nurse.The(testIds[0]).Or(_nurse.The(testIds[^1])).First).ToBeVisibleAsync();
        for (var tabs = 0; tabs < 120; tabs++)
        {
            await PressAsync("Tab");
            var focused = await FocusedAsync();
            if (focused is not null && testIds.Contains(focused)) return;
        }

        Assert.Fail($"The keyboard does not reach {string.Join(" or ", testIds)}; the focus is on {await FocusedAsync()}.");
    }

    private Task<string?> FocusedAsync() => _page.EvaluateAsync<string?>("document.activeElement?.closest('[data-testid]')?.dataset.testid");
}
