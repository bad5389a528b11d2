using System.Text.RegularExpressions;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A nurse at her console, in a real browser. What she does not see she cannot do.</summary>
internal sealed class Nurse(NurseLine line, IBrowserContext profile, string account) : Person<Nurse>
{
    private IPage? _page;

    public IPage Page => _page ?? throw new InvalidOperationException("She has not opened the console.");

    public ILocator The(string testId) => Page.GetByTestId(testId);

    public Nurse Opens(string path) => Then(() => OpenAsync(path));

    public Nurse SignsIn() => Then(async () =>
    {
        if (_page is null) await OpenAsync("sign-in");
        await The($"demo-account-{account}").ClickAsync();
        await Assertions.Expect(The("server-state")).ToContainTextAsync("connected");
    });

    public Nurse GoesAvailable() => Then(async () =>
    {
        await The("presence-available").First.ClickAsync();
        // A caller who waits is offered to her in the same moment.
        await Assertions.Expect(The("presence-state")).ToHaveTextAsync(new Regex("Available|A call is offered"));
        await Sees("softphone-state", "ready");
    });

    public Nurse IsOffered(string caller) => Then(async () =>
    {
        await line.SettlesAsync();
        await Sees("offer", caller);
    });

    /// <summary>Accepts, and her own line joins the call; the caller follows.</summary>
    public Nurse Accepts() => Then(async () =>
    {
        await The("offer-accept").ClickAsync();
        await Sees("softphone-state", "open");
        await line.UntilAsync(async () => await The("call-state").GetAttributeAsync("data-state") == "connected", TimeSpan.FromSeconds(15),
            async () => $"She is not connected: {await The("call-state").InnerTextAsync()}");
    });

    public Nurse SeesPatient(params string[] words) => Then(async () =>
    {
        var card = Page.Locator("#patient");
        foreach (var word in words) await Assertions.Expect(card).ToContainTextAsync(word);
    });

    /// <summary>The patient is known from the line: she confirms who it is and where the patient is now.</summary>
    public Nurse ConfirmsPatient(string location) => Then(async () =>
    {
        await The("patient-location").FillAsync(location);
        await The("link-patient").ClickAsync();
        await Assertions.Expect(The("question").Or(The("story"))).ToBeVisibleAsync();
    });

    public Nurse Finds(string name, string born) => Then(async () =>
    {
        await Page.Locator("details.search summary").ClickAsync();
        await The("patient-search-name").FillAsync(name);
        await The("patient-search-born").FillAsync(born);
        await The("patient-search").ClickAsync();
        await The("patient-choice").First.CheckAsync();
        await The("verified-by").SelectOptionAsync("birth-date");
    });

    public Nurse Goes(string stage) => Then(() => The($"stage-{stage}").ClickAsync());

    public Nurse Answers(string question, Answer answer) => Then(async () =>
    {
        await Assertions.Expect(The("question")).ToHaveAttributeAsync("data-question", question);
        await AnswerAsync(question, answer);
    });

    /// <summary>No to everything that is asked, up to this question, which she answers so.</summary>
    public Nurse AnswersNoUntil(string question, Answer answer) => Then(async () =>
    {
        for (var asked = await AskedAsync(); asked != question; asked = await AskedAsync())
        {
            Assert.True(asked is not null, $"\"{question}\" was never asked.");
            await AnswerAsync(asked, Answer.Absent);
        }

        await AnswerAsync(question, answer);
    });

    /// <summary>No to everything that is asked until nothing is left.</summary>
    public Nurse AnswersNoToTheRest() => Then(async () =>
    {
        while (await AskedAsync() is { } asked) await AnswerAsync(asked, Answer.Absent);
    });

    public Nurse Writes(string story) => Then(async () =>
    {
        await The("story").FillAsync(story);
        await Assertions.Expect(The("draft-state")).ToContainTextAsync("Saved on the server");
        await The("next-stage").ClickAsync();
    });

    /// <summary>What no chart says is asked once: steroids, cancer drugs and the like.</summary>
    public Nurse AnswersNoToEveryFact() => Then(async () =>
    {
        for (var open = The("fact-no"); await open.CountAsync() > 0;)
        {
            var left = await open.CountAsync();
            await open.First.ClickAsync();
            await Assertions.Expect(open).Not.ToHaveCountAsync(left);
        }

        await SentAsync();
    });

    public Nurse Chooses(string protocol) => Then(async () =>
    {
        await Page.Locator($"[data-testid=protocol-result][data-protocol={protocol}]").ClickAsync();
        await Assertions.Expect(The("question")).ToHaveAttributeAsync("data-protocol", protocol);
    });

    public Nurse Reaches(string disposition) => Then(() => Assertions.Expect(The("result")).ToHaveAttributeAsync("data-code", disposition));

    public Nurse Confirms(string disposition) => Then(async () =>
    {
        await The("stage-result").ClickAsync();
        await Assertions.Expect(The("result")).ToHaveAttributeAsync("data-code", disposition);
        await The("confirm-disposition").ClickAsync();
        await Assertions.Expect(The("disposition-confirmed")).ToBeVisibleAsync();
        await SentAsync();
        await line.SettlesAsync();
    });

    /// <summary>Reads each line of advice, tells the result, hears it said back and what the caller means to do.</summary>
    public Nurse ReadsAdviceAndTells() => Then(async () =>
    {
        await The("stage-advice").ClickAsync();
        await Assertions.Expect(The("told")).ToBeVisibleAsync();
        for (var unread = The("advice-line").And(Page.Locator("[data-read=false]")); await unread.CountAsync() > 0;)
        {
            var left = await unread.CountAsync();
            await unread.First.GetByRole(AriaRole.Checkbox).ClickAsync();
            await Assertions.Expect(unread).ToHaveCountAsync(left - 1);
        }

        await The("told").ClickAsync();
        await Assertions.Expect(The("told-done")).ToBeVisibleAsync();
        await The("teach-back-yes").ClickAsync();
        await Assertions.Expect(The("teach-back")).ToHaveAttributeAsync("data-done", "true");
        await The("intention-will-follow").ClickAsync();
        await Assertions.Expect(The("intention")).ToHaveAttributeAsync("data-done", "true");
        await SentAsync();
    });

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
        await The("escalation").Locator("details.ending summary").ClickAsync();
        await The("escalation-ending-reason").FillAsync(outcome);
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

    public Nurse Reads(string testId, string words) => Then(() => Sees(testId, words));

    public Nurse SeesText(string words) => Then(() => Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync());

    /// <summary>This is the question before her now.</summary>
    public Nurse Asks(string question) => Then(() => Assertions.Expect(The("question")).ToHaveAttributeAsync("data-question", question));

    public Nurse CallIs(string state) => Then(() => IsInState(state));

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

    /// <summary>Puts her line back into the call after her browser was away.</summary>
    public Nurse Rejoins() => Then(async () =>
    {
        await The("rejoin").ClickAsync();
        await Sees("softphone-state", "open");
        await line.SettlesAsync();
    });

    /// <summary>Reloads the page, as a nurse does who sees nothing move.</summary>
    public Nurse Reloads() => Then(() => Page.ReloadAsync());

    /// <summary>The browser is gone without a word, in the middle of whatever it was.</summary>
    public Nurse LosesBrowser() => Then(async () =>
    {
        await Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = false });
        await Task.Delay(300);
        await line.SettlesAsync();
    });

    public Nurse OpensConsole() => Then(async () =>
    {
        await OpenAsync("");
        await Assertions.Expect(The("server-state")).ToContainTextAsync("connected");
    });

    public async Task<string> PictureAsync()
    {
        if (_page is null || _page.IsClosed) return $"{account}: no browser.";
        var path = Path.Combine(Path.GetTempPath(), $"callcenter-{account}-{Guid.NewGuid():N}.png");
        await _page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        return $"{account} saw {path}\n{await _page.Locator("body").InnerTextAsync()}";
    }

    public Task CloseAsync() => profile.CloseAsync();

    private async Task OpenAsync(string path)
    {
        _page = await profile.NewPageAsync();
        // "Leave the page in the middle of a call?" She does.
        _page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await _page.GotoAsync(new Uri(line.Settings.Url, path).ToString());
    }

    private Task Sees(string testId, string words) => Assertions.Expect(The(testId)).ToContainTextAsync(words);

    private Task IsInState(string state) => Assertions.Expect(The("call-state")).ToHaveAttributeAsync("data-state", state);

    private Task SentAsync() => Assertions.Expect(The("unsent")).ToHaveCountAsync(0);

    private async Task AnswerAsync(string question, Answer answer)
    {
        // A second click within 200 ms is taken for a bounce: she reads the question first.
        await Task.Delay(220);
        await The($"answer-{answer.ToString().ToLowerInvariant()}").ClickAsync();
        await Assertions.Expect(Page.Locator($"[data-testid=question][data-question={question}]")).ToHaveCountAsync(0);
    }

    public async Task<string?> AskedAsync()
    {
        await Assertions.Expect(The("question").Or(The("questions-done")).Or(The("story")).Or(The("confirm-disposition")).First).ToBeVisibleAsync();
        return await The("question").CountAsync() == 0 ? null : await The("question").GetAttributeAsync("data-question");
    }
}
