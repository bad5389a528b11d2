using CallCenter.Agent.Shell;
using CallCenter.Agent.SignIn;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Triage;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Agent.Tests.Triage;

public class TriageWorkTests : ConsoleTest
{
    private static readonly string Draft = $"PUT api/triage/{TriageBackend.SessionId}/draft";
    private static readonly string Events = $"POST api/triage/{TriageBackend.SessionId}/events";
    private TriageBackend _backend = null!;
    private string? _sealed;

    private async Task<TriageWork> OpenAsync()
    {
        _backend = new TriageBackend(Server, Lakeside.CallId);
        await SignInAsync(call: Lakeside.Call());
        var work = Part<TriageDesk>().For(Lakeside.CallId);
        await work.OpenAsync(Cancel);
        return work;
    }

    private static Task<bool> AnswerAsync(TriageWork work, string question, Answer answer) => work.HappenedAsync((id, at, by) =>
        new Answered(id, at, by, "first-minute", question, answer, AnswerSource.Asked));

    private async Task LetTimePassAsync(Func<bool> until)
    {
        for (var i = 0; i < 200 && !until(); i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancel);
        }
        Assert.True(until());
    }

    [Fact]
    public async Task An_answer_moves_the_script_on_at_once_and_reaches_the_server()
    {
        var work = await OpenAsync();
        Assert.Equal("breathing", work.View!.NextQuestion!.QuestionId);

        await AnswerAsync(work, "breathing", Answer.Absent);

        Assert.Equal("awake", work.View!.NextQuestion!.QuestionId);
        Assert.Equal(0, work.Unsent);
        var held = Assert.Single(_backend.Log.OfType<Answered>());
        Assert.Equal((Answer.Absent, Lakeside.NurseId.ToString(), Lakeside.Now), (held.Answer, held.By.Id, held.At));
    }

    [Fact]
    public async Task The_nurse_goes_on_when_the_server_is_away_and_the_answers_arrive_in_order_when_it_is_back()
    {
        var work = await OpenAsync();
        Server.Away = true;
        var first = AnswerAsync(work, "breathing", Answer.Absent);
        var second = AnswerAsync(work, "awake", Answer.Present);

        Assert.Equal("ems", work.View!.FinalDisposition.Code);
        Assert.Equal(2, work.Unsent);
        Assert.NotEmpty(Browser.VerifyInvoke("seal", 2)[^1].Arguments);

        await LetTimePassAsync(() => first.IsCompleted && second.IsCompleted);
        Server.Away = false;
        await LetTimePassAsync(() => work.Unsent == 0);
        Assert.Equal(["breathing", "awake"], _backend.Log.OfType<Answered>().Select(a => a.QuestionId));
        Assert.Equal("ems", work.View!.FinalDisposition.Code);
    }

    [Fact]
    public async Task What_the_server_refuses_is_shown_plainly_and_has_no_effect_any_more()
    {
        var work = await OpenAsync();
        _backend.Objection = e => e is Answered { QuestionId: "breathing" } ? "This protocol was withdrawn a moment ago" : null;

        await AnswerAsync(work, "breathing", Answer.Present);

        var differs = work.Differs!;
        Assert.Equal(("ems", "home", true), (differs.Here.Code, differs.There.Code, differs.IsLower));
        Assert.Contains("withdrawn a moment ago", Assert.Single(differs.NotTaken).Why, StringComparison.Ordinal);
        Assert.Equal("breathing", work.View!.NextQuestion!.QuestionId);
        Assert.Equal(0, work.Unsent);
    }

    [Fact]
    public async Task An_answer_somebody_else_gave_otherwise_is_offered_again_as_a_correction_that_keeps_both()
    {
        var work = await OpenAsync();
        _backend.Log.Add(new Answered(Guid.NewGuid(), Lakeside.Now, new Actor("other", "Another nurse"), "first-minute", "breathing", Answer.Absent, AnswerSource.Asked));
        await AnswerAsync(work, "breathing", Answer.Present);

        var notice = Render<ServerDiffersNotice>(p => p.Add(n => n.Work, work).Add(n => n.Package, work.Package!));
        Assert.Contains("Keep to “Call 911 now”", notice.Markup, StringComparison.Ordinal);
        await notice.Find("[data-testid=correct-to-mine]").ClickAsync(new());

        Assert.Equal("ems", work.View!.FinalDisposition.Code);
        Assert.Equal(Answer.Present, Assert.Single(_backend.Log.OfType<Corrected>()).Answer);
        work.Forgive();
        notice.Render();
        Assert.Empty(notice.FindAll("[data-testid=server-differs]"));
    }

    [Fact]
    public async Task A_second_difference_keeps_what_the_first_one_said_until_it_is_read()
    {
        var work = await OpenAsync();
        _backend.Objection = e => e is Answered ? "Not now" : null;
        await AnswerAsync(work, "breathing", Answer.Present);
        await AnswerAsync(work, "awake", Answer.Absent);

        Assert.Equal("ems", work.Differs!.Here.Code);
        Assert.Equal(2, work.Differs.NotTaken.Count);
    }

    [Fact]
    public async Task A_confirmation_the_server_has_not_heard_says_that_nobody_is_paged()
    {
        var work = await OpenAsync();
        await AnswerAsync(work, "breathing", Answer.Present);
        Server.Away = true;
        await work.HappenedAsync((id, at, by) => new DispositionConfirmed(id, at, by, "ems"));

        Assert.True(work.IsConfirmationUnsent);
        var pane = Render<ResultPane>(p => p.Add(r => r.Work, work).Add(r => r.View, work.View!).Add(r => r.Package, work.Package!));
        Assert.Contains("nobody is being paged", pane.Find("[data-testid=nobody-paged]").TextContent, StringComparison.Ordinal);

        Server.Away = false;
        await LetTimePassAsync(() => work.Unsent == 0);
        Assert.False(work.IsConfirmationUnsent);
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_still_sends_and_the_screen_warns()
    {
        var work = await OpenAsync();
        Browser.SetupVoid("seal", _ => true).SetException(new Microsoft.JSInterop.JSException("QuotaExceededError"));
        Server.Away = true;
        await AnswerAsync(work, "breathing", Answer.Absent);
        Assert.False(work.IsKept);

        Server.Away = false;
        await LetTimePassAsync(() => work.Unsent == 0);
        Assert.Single(_backend.Log.OfType<Answered>());
    }

    [Fact]
    public async Task Words_kept_from_an_earlier_page_never_overwrite_newer_ones_and_unsaved_ones_are_saved()
    {
        var work = await OpenAsync();
        await work.TypeAsync("Legs swollen");
        _sealed = (string)Browser.VerifyInvoke("seal").Arguments[1]!;
        Assert.Contains("Legs swollen", _sealed, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("\"unsavedDraft\":\"Legs", (string)Browser.VerifyInvoke("seal", 2)[^1].Arguments[1]!, StringComparison.Ordinal);

        Browser.Setup<string?>("unseal", KeptSession.NameOf(Lakeside.CallId)).SetResult(_sealed.Replace("Legs swollen", "Legs swollen, since Saturday", StringComparison.Ordinal));
        using var reloaded = new TriageWork(Lakeside.CallId, new Actor("n", "N"), Part<ServerApi>(), Part<Browser>(), Part<ServerClock>(), Time);
        await reloaded.OpenAsync(Cancel);
        Assert.False(reloaded.Draft.Saved);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Legs swollen, since Saturday", _backend.Draft);
    }

    [Fact]
    public async Task An_event_the_server_neither_takes_nor_refuses_is_offered_again_but_not_in_a_circle()
    {
        var work = await OpenAsync();
        Server.Answer(Events, _ => new Wire.TriageEventsResult(0, [], _backend.View()));

        await AnswerAsync(work, "breathing", Answer.Absent);

        Assert.Single(Server.To(Events));
        Assert.Equal(1, work.Unsent);
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, Server.To(Events).Count());
    }

    [Fact]
    public async Task What_this_consoles_engine_refuses_never_leaves_it()
    {
        var work = await OpenAsync();
        Assert.False(await work.HappenedAsync((id, at, by) => new DispositionTold(id, at, by, work.View!.FinalDisposition.Code)));
        Assert.Contains("Confirm the disposition", Assert.Single(work.Refusals), StringComparison.Ordinal);
        Assert.Empty(Server.To(Events));
    }

    [Fact]
    public async Task A_reload_replays_what_was_not_sent_and_reaches_the_same_result()
    {
        var work = await OpenAsync();
        Server.Away = true;
        var answering = AnswerAsync(work, "breathing", Answer.Present);
        _sealed = (string)Browser.VerifyInvoke("seal").Arguments[1]!;
        Server.Away = false;
        Browser.Setup<string?>("unseal", KeptSession.NameOf(Lakeside.CallId)).SetResult(_sealed);

        using var reloaded = new TriageWork(Lakeside.CallId, new Actor("n", "N"), Part<ServerApi>(), Part<Browser>(), Part<ServerClock>(), Time);
        await reloaded.OpenAsync(Cancel);

        Assert.Equal("ems", reloaded.View!.FinalDisposition.Code);
        Assert.Equal(0, reloaded.Unsent);
        await LetTimePassAsync(() => answering.IsCompleted);
        Assert.Single(_backend.Log.OfType<Answered>());
    }

    [Fact]
    public async Task A_reload_while_the_server_is_away_goes_on_from_the_sealed_session()
    {
        var work = await OpenAsync();
        await AnswerAsync(work, "breathing", Answer.Absent);
        _sealed = (string)Browser.VerifyInvoke("seal", 2)[^1].Arguments[1]!;
        Browser.Setup<string?>("unseal", KeptSession.NameOf(Lakeside.CallId)).SetResult(_sealed);
        Server.Refuse($"POST api/calls/{Lakeside.CallId}/triage", 503, "storage-unavailable", "Nothing was saved.");

        using var reloaded = new TriageWork(Lakeside.CallId, new Actor("n", "N"), Part<ServerApi>(), Part<Browser>(), Part<ServerClock>(), Time);
        var opening = reloaded.OpenAsync(Cancel);
        await LetTimePassAsync(() => opening.IsCompleted);

        Assert.Equal("awake", reloaded.View!.NextQuestion!.QuestionId);
    }

    [Fact]
    public async Task Typed_words_are_on_the_server_from_the_first_pause()
    {
        var work = await OpenAsync();
        await work.TypeAsync("Legs");
        await work.TypeAsync("Legs swollen");
        Assert.Equal("", _backend.Draft);
        Assert.False(work.Draft.Saved);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Legs swollen", _backend.Draft);
        Assert.True(work.Draft.Saved);
    }

    [Fact]
    public async Task Words_whose_saving_is_slow_never_land_after_newer_ones()
    {
        var work = await OpenAsync();
        var slow = Server.Hold(Draft);
        await work.TypeAsync("Legs");
        Time.Advance(TimeSpan.FromSeconds(1));
        await work.TypeAsync("Legs swollen");
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Server.To(Draft));

        slow.SetResult();
        Assert.Null(await work.SaveDraftAsync());
        Assert.Equal("Legs swollen", _backend.Draft);
        Assert.Equal(2, Server.To(Draft).Count());
        Assert.True(work.Draft.Saved);
    }

    [Fact]
    public async Task Words_that_could_not_be_saved_are_said_to_be_unsaved_and_saved_when_the_server_is_back()
    {
        var work = await OpenAsync();
        Server.Away = true;
        await work.TypeAsync("Legs swollen");
        await LetTimePassAsync(() => work.Draft.Trouble is not null);
        Assert.Contains("cannot be reached", work.Draft.Trouble, StringComparison.Ordinal);

        Server.Away = false;
        await work.CatchUpAsync();
        Assert.Equal("Legs swollen", _backend.Draft);
        Assert.Null(work.Draft.Trouble);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(429, true)]
    [InlineData(409, false)]
    public async Task A_server_that_is_in_trouble_is_asked_again_and_one_that_refuses_is_not(int status, bool again)
    {
        var work = await OpenAsync();
        Server.Refuse(Draft, status, "no", "Not now.");
        await work.TypeAsync("Legs swollen");
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Not now.", work.Draft.Trouble);
        Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(again ? 2 : 1, Server.To(Draft).Count());
    }

    [Fact]
    public async Task Signing_leaves_nothing_in_the_drawer()
    {
        var work = await OpenAsync();
        Assert.Null(await work.SignAsync(Cancel));
        Assert.Equal(TriageStage.Signed, work.View!.Stage);
        Browser.VerifyInvoke("discard");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_typed_just_before_signing_are_in_the_note_and_not_called_unsaved_afterwards(bool saving)
    {
        var work = await OpenAsync();
        await work.TypeAsync("Legs");
        var slow = Server.Hold(Draft);
        if (saving) Time.Advance(TimeSpan.FromSeconds(1));
        await work.TypeAsync("Legs swollen");
        Assert.Null(await work.SignAsync(Cancel));
        Assert.Contains("Legs swollen", _backend.Note, StringComparison.Ordinal);

        Server.Refuse(Draft, 409, "signed", "The note is signed.");
        slow.SetResult();
        Time.Advance(TimeSpan.FromSeconds(10));
        await work.CatchUpAsync();
        Assert.Equal(saving ? 1 : 0, Server.To(Draft).Count());
        Assert.Null(work.Draft.Trouble);
        Assert.Equal("discard", Browser.Invocations.Last().Identifier);
    }

    /// <summary>Another's answer to the same question lowers the result; what this screen showed is still the most urgent she has seen.</summary>
    [Fact]
    public async Task Reading_anew_does_not_take_away_what_the_screen_showed_while_answers_are_being_sent()
    {
        var work = await OpenAsync();
        var slow = Server.Hold(Events);
        await AnswerAsync(work, "breathing", Answer.Present);
        Assert.Equal("ems", work.View!.FinalDisposition.Code);
        _backend.Log.Add(new Answered(Guid.NewGuid(), Lakeside.Now, new Actor("other", "Other"), "first-minute", "breathing", Answer.Absent, AnswerSource.Asked));
        await work.CatchUpAsync();
        Assert.Equal("ems", work.View.FinalDisposition.Code);

        slow.SetResult();
        await LetTimePassAsync(() => work.Differs is not null);
        Assert.Equal("ems", work.Differs!.Here.Code);
    }

    [Fact]
    public async Task What_others_wrote_while_the_link_was_away_is_read_when_it_is_back()
    {
        var work = await OpenAsync();
        _backend.Log.Add(new Answered(Guid.NewGuid(), Lakeside.Now, new Actor("other", "Other"), "first-minute", "breathing", Answer.Present, AnswerSource.Asked));
        Pushes.Resume();
        await LetTimePassAsync(() => work.View!.FinalDisposition.Code == "ems");
    }
}
