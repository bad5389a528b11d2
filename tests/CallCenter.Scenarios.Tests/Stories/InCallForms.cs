using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>Each form that a key opens beside the caller: axe finds nothing in it, the focus goes into it, and the same key gives it back.</summary>
public sealed class InCallForms(Chromium chromium) : Scenario(chromium)
{
    private Nurse _nurse = null!;

    [Fact]
    public async Task Given_a_call_when_each_form_is_opened_by_its_key_then_it_can_be_used_without_eyes_and_without_a_mouse()
    {
        _nurse = await NurseAsync();
        await _nurse.SignsIn().GoesAvailable();
        var stranger = Line.Caller("+15125550199");
        await stranger.Dials(NurseLine.Lakeside).AnswersUntilQueued("*", danger: "1");
        await _nurse.IsOffered("Unknown caller").Accepts();
        await stranger.TalksWithNurse();

        await _nurse.Reads("who", "The caller is not known.").PleasesAxe("Who, of an unknown caller");
        await WhoAsync();
        await FormAsync("t", "party-form", "party-entry", "ring-party");
        await FormAsync("i", "party-form", "party-entry", "ring-party");
        await FormAsync("k", "keypad-keys", "keypad-typed", "keypad");
        await FormAsync("x", "hand-over-form", "hand-over-to", "hand-over");

        await stranger.HangsUp();
        await _nurse.CallIs("wrap-up").Reads("dropped-urgent", "The call dropped, and it was urgent. Press B").PleasesAxe("an urgent call that dropped");
        await _nurse.PressesKey("b");
        await _nurse.CallIs("dialling").PleasesAxe("ringing back");
        var back = Line.Doctor("+15125550199");
        await back.IsRung().Answers().Hears("This is the nurse line calling");
        await Line.PassesAsync(TimeSpan.FromSeconds(6));
        await _nurse.CallIs("connected");
    }

    [Fact]
    public async Task Given_a_finished_call_when_C_is_pressed_then_the_patient_of_the_card_is_rung()
    {
        _nurse = await NurseAsync();
        await _nurse.SignsIn().GoesAvailable();
        var james = Line.Caller("+15125550112");
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await _nurse.IsOffered("J. Okonjo").Accepts().ConfirmsPatient("at home").EndsCall();
        await _nurse.SeesPatient("Ring all known numbers in turn").PleasesAxe("the card after the call");
        await _nurse.PressesKey("c").CallIs("dialling").PleasesAxe("calling the patient");
        await Line.Doctor("+15125550111").IsRung().Answers().Hears("This is the nurse line calling");
        await Line.PassesAsync(TimeSpan.FromSeconds(6));
        await _nurse.CallIs("connected");
    }

    /// <summary>The name as said, where she is, and on, by Tab alone.</summary>
    private async Task WhoAsync()
    {
        foreach (var (field, words) in new[] { ("patient-said", "Ana Ruiz, 2 May 1950"), ("patient-location", "at home, 5 Cedar Break, Austin, TX") })
        {
            await TabToAsync(field);
            await _nurse.Page.Keyboard.TypeAsync(words);
        }

        await TabToAsync("go-on");
        await _nurse.PressesKey("Enter");
        await Assertions.Expect(_nurse.Page.Locator("#stage")).ToBeFocusedAsync();
    }

    private async Task FormAsync(string key, string form, string first, string opener)
    {
        await _nurse.PressesKey(key);
        await Assertions.Expect(_nurse.Page.Locator($"#{form}")).ToBeVisibleAsync();
        await Assertions.Expect(_nurse.Page.Locator($"#{first}")).ToBeFocusedAsync();
        await _nurse.PleasesAxe($"the form of {key}");
        await _nurse.PressesKey("Escape");
        await Assertions.Expect(_nurse.Page.Locator($"#{form}")).ToHaveCountAsync(0);
        await Assertions.Expect(_nurse.Page.Locator($"#{opener}")).ToBeFocusedAsync();
        await Assertions.Expect(_nurse.The("end-call-confirm")).ToHaveCountAsync(0);
    }

    private async Task TabToAsync(string testId)
    {
        for (var tabs = 0; tabs < 120; tabs++)
        {
            await _nurse.PressesKey("Tab");
            if (await _nurse.Page.EvaluateAsync<string?>("document.activeElement?.closest('[data-testid]')?.dataset.testid") == testId) return;
        }

        Assert.Fail($"The keyboard does not reach {testId}.");
    }
}
