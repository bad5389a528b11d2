using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Triage;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.AspNetCore.Components.Web;

namespace CallCenter.Agent.Tests.Triage;

public class InterviewTests : ConsoleTest
{
    private TriageBackend _backend = null!;

    private async Task<IRenderedComponent<CallScreen>> FirstMinuteAsync(string language = "en-US")
    {
        _backend = new TriageBackend(Server, Lakeside.CallId);
        var call = Lakeside.Call(language: language);
        Server.Give($"GET api/patients/{Lakeside.TessId}", Lakeside.Tess);
        Server.Give($"GET api/escalations?callId={Lakeside.CallId}", Array.Empty<Wire.EscalationView>());
        await SignInAsync(call: call);
        var screen = Render<CallScreen>(p => p.Add(s => s.Call, call));
        await screen.Find("[data-testid=stage-firstminute]").ClickAsync(new());
        return screen;
    }

    private static string? Question(IRenderedComponent<CallScreen> screen) => screen.Find("[data-testid=question]").GetAttribute("data-question");
    private async Task KeyAsync(IRenderedComponent<CallScreen> screen, string key) => await screen.InvokeAsync(() => PressAsync(key));
    private List<Answered> Given => [.. _backend.Log.OfType<Answered>()];

    [Theory]
    [InlineData("y", Answer.Present)]
    [InlineData("n", Answer.Absent)]
    [InlineData("u", Answer.Unsure)]
    public async Task Y_N_and_U_answer_the_question_on_screen(string key, Answer answer)
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, key);
        Assert.Equal(("breathing", answer, AnswerSource.Asked), (Given.Single().QuestionId, Given.Single().Answer, Given.Single().Source));
    }

    [Fact]
    public async Task H_marks_the_next_answer_as_heard_and_the_question_after_it_as_asked_again()
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "h");
        Assert.Equal("true", screen.Find("[data-testid=heard]").GetAttribute("aria-pressed"));
        await KeyAsync(screen, "n");
        Time.Advance(TimeSpan.FromSeconds(1));
        await KeyAsync(screen, "n");
        Assert.Equal([AnswerSource.Heard, AnswerSource.Asked], Given.Select(a => a.Source));
    }

    [Fact]
    public async Task No_answer_is_preselected_or_drawn_as_the_likely_one()
    {
        var screen = await FirstMinuteAsync();
        var answers = screen.FindAll("[data-testid^=answer-]");
        Assert.Equal(3, answers.Count);
        Assert.All(answers, a => Assert.False(a.HasAttribute("aria-pressed") || a.HasAttribute("autofocus")));
        Assert.Single(answers.Select(a => a.ClassName).Distinct());
    }

    [Fact]
    public async Task A_bouncing_key_does_not_answer_the_next_question()
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "n");
        Time.Advance(TimeSpan.FromMilliseconds(60));
        await KeyAsync(screen, "n");
        Assert.Single(Given);
        Assert.Equal("awake", Question(screen));
    }

    [Fact]
    public async Task A_double_click_does_not_answer_the_next_question()
    {
        var screen = await FirstMinuteAsync();
        await screen.Find("[data-testid=answer-absent]").ClickAsync(new MouseEventArgs { Detail = 1 });
        await screen.Find("[data-testid=answer-absent]").ClickAsync(new MouseEventArgs { Detail = 2 });
        Assert.Single(Given);
    }

    [Fact]
    public async Task With_single_keys_off_only_the_buttons_answer_and_no_key_is_shown()
    {
        await Part<Settings>().SetSingleKeysAsync(false);
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "y");
        Assert.Empty(Given);
        Assert.Empty(screen.FindAll("[data-testid=answer-present] kbd"));
    }

    [Fact]
    public async Task P_says_it_plainly_and_L_shows_the_whole_ladder()
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "p");
        Assert.Equal("Can they say only a few words at a time?", screen.Find(".spoken").TextContent);
        await KeyAsync(screen, "l");
        Assert.Equal(2, screen.FindAll("[data-testid=ladder-question]").Count);
    }

    [Fact]
    public async Task A_Spanish_call_shows_the_Spanish_question_and_the_English_beneath_it()
    {
        var screen = await FirstMinuteAsync("es-US");
        Assert.Equal("¿Le cuesta mucho respirar ahora mismo?", screen.Find(".spoken[lang=es]").TextContent);
        Assert.Contains("Is the person fighting for breath right now?", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anything_is_asked_there_is_no_result_and_a_danger_answer_makes_one_with_its_reason()
    {
        var screen = await FirstMinuteAsync();
        Assert.Contains("No result yet", screen.Find("[data-testid=result]").TextContent, StringComparison.Ordinal);
        await KeyAsync(screen, "y");
        var result = screen.Find("[data-testid=result]");
        Assert.Equal("ems", result.GetAttribute("data-code"));
        Assert.Contains("fighting for breath", result.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_first_minute_is_clear_the_screen_goes_on_to_the_story()
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "n");
        Time.Advance(TimeSpan.FromSeconds(1));
        await KeyAsync(screen, "n");
        screen.WaitForElement("[data-testid=story]");
        Assert.Equal("step", screen.Find("[data-testid=stage-story]").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_correction_supersedes_and_the_result_follows()
    {
        var screen = await FirstMinuteAsync();
        await KeyAsync(screen, "y");
        await screen.Find("[data-testid=stage-firstminute]").ClickAsync(new());
        await screen.Find("[data-testid=correct]").ClickAsync(new());
        await screen.Find("[data-testid=correct-absent]").ClickAsync(new());
        Assert.Equal(Answer.Absent, _backend.Log.OfType<Corrected>().Single().Answer);
        Assert.NotEqual("ems", screen.Find("[data-testid=result]").GetAttribute("data-code"));
    }
}
