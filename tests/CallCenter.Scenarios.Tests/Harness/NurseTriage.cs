using CallCenter.Protocols.Triage.Engine;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Who is it about, what is asked, what comes of it, what the caller is told.</summary>
internal sealed partial class Nurse
{
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

    /// <summary>This is the question before her now.</summary>
    public Nurse Asks(string question) => Then(() => Assertions.Expect(The("question")).ToHaveAttributeAsync("data-question", question));

    public Nurse GoesTo(string stage) => Then(() => The($"stage-{stage}").ClickAsync());

    /// <summary>Everything she has entered is with the server.</summary>
    public Nurse SentEverything() => Then(SentAsync);

    public async Task<int> UnsentAsync() => int.Parse((await The("unsent").InnerTextAsync()).Split(' ')[0]);

    /// <summary>Without waiting for the server.</summary>
    public Nurse Types(string story) => Then(async () =>
    {
        await The("story").FillAsync(story);
        await The("next-stage").ClickAsync();
    });

    /// <summary>Writes what the caller says, and stays where she is.</summary>
    public Nurse Notes(string story) => Then(async () =>
    {
        await The("story").FillAsync(story);
        await Assertions.Expect(The("draft-state")).ToContainTextAsync("Saved on the server");
    });

    /// <summary>Confirms what the screen shows, whether the server hears it or not.</summary>
    public Nurse ConfirmsAlone() => Then(async () =>
    {
        await The("stage-result").ClickAsync();
        await The("confirm-disposition").ClickAsync();
        await Assertions.Expect(The("disposition-confirmed")).ToBeVisibleAsync();
    });

    public Nurse CorrectsTo(string question, Answer answer) => Then(async () =>
    {
        var given = Page.Locator($"[data-testid=answered][data-question={question}]");
        await given.GetByTestId("correct").ClickAsync();
        await given.GetByTestId($"correct-{answer.ToString().ToLowerInvariant()}").ClickAsync();
    });

    public Nurse ReadsWhatDiffers() => Then(() => The("differs-read").ClickAsync());

    private async Task SentAsync()
    {
        await Assertions.Expect(The("unsent")).ToHaveCountAsync(0);
        await Assertions.Expect(The("words-unsaved")).ToHaveCountAsync(0);
    }

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
