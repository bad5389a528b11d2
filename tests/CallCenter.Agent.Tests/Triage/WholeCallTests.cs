using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Triage;
using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Agent.Tests.Triage;

/// <summary>From the first minute to the signed note, by the same controls a nurse has.</summary>
public class WholeCallTests : ConsoleTest
{
    private TriageBackend _backend = null!;
    private IRenderedComponent<CallScreen> _screen = null!;

    private async Task BeginAsync()
    {
        _backend = new TriageBackend(Server, Lakeside.CallId);
        Server.Give($"GET api/patients/{Lakeside.TessId}", Lakeside.Tess);
        Server.Give($"GET api/escalations?callId={Lakeside.CallId}", new[] { Lakeside.Escalation("paging") });
        Server.Give($"GET api/calls/{Lakeside.CallId}/time", new Wire.CallTimeView(Lakeside.CallId, Lakeside.Month.Entries, false));
        Server.Give($"GET api/calls/{Lakeside.CallId}/deliveries", Array.Empty<Wire.DeliveryView>());
        await SignInAsync(call: Lakeside.Call());
        _screen = Render<CallScreen>(p => p.Add(s => s.Call, Lakeside.Call()));
    }

    private Task ClickAsync(string testId) => _screen.WaitForElement($"[data-testid={testId}]").ClickAsync(new() { Detail = 1 });

    private async Task ToTheResultAsync()
    {
        await ClickAsync("go-on");
        await ClickAsync("answer-absent");
        await ClickAsync("answer-absent");
        await _screen.WaitForElement("[data-testid=story]").InputAsync(new() { Value = "Legs are swollen; she cannot lie down tonight." });
        await ClickAsync("next-stage");
        await _screen.WaitForElement("[data-protocol=heart-failure-fluid]").ClickAsync(new());
        await ClickAsync("answer-absent");
        await ClickAsync("answer-present");
    }

    [Fact]
    public async Task The_call_starts_with_who_and_where_whatever_the_line_knew()
    {
        await BeginAsync();
        Assert.Contains("+15125550112", _screen.Find("[data-testid=who]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_she_opens_while_the_call_is_still_loading_stays_open()
    {
        var slow = Server.Hold($"GET api/escalations?callId={Lakeside.CallId}");
        await BeginAsync();
        await _screen.Find("[data-testid=stage-signed]").ClickAsync(new());

        await _screen.InvokeAsync(slow.SetResult);
        _screen.WaitForElement("[data-testid=escalation-line]");
        await _screen.InvokeAsync(() => { });

        Assert.Equal("step", _screen.Find("[data-testid=stage-signed]").GetAttribute("aria-current"));
        Assert.NotEmpty(_screen.FindAll("[data-testid=delivery-panel]"));
    }

    [Fact]
    public async Task Danger_words_in_the_story_prompt_their_question()
    {
        await BeginAsync();
        await _screen.Find("[data-testid=stage-story]").ClickAsync(new());
        await _screen.Find("[data-testid=story]").InputAsync(new() { Value = "She cannot lie down" });
        Assert.Contains("newly unable to lie flat", _screen.Find("[data-testid=prompt]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_note_cannot_be_signed_before_everything_is_done_and_then_can()
    {
        await BeginAsync();
        await ToTheResultAsync();
        await _screen.Find("[data-testid=stage-signed]").ClickAsync(new());
        Assert.True(_screen.Find("[data-testid=sign-note]").HasAttribute("disabled"));
        Assert.Contains("not confirmed", _screen.Find("[data-testid=missing]").TextContent, StringComparison.Ordinal);

        await _screen.Find("[data-testid=stage-result]").ClickAsync(new());
        await ClickAsync("confirm-disposition");
        Assert.Equal("provider_now", _backend.Log.OfType<DispositionConfirmed>().Single().Code);
        await ClickAsync("next-stage");
        foreach (var _ in _screen.FindAll("[data-testid=advice-line]"))
            await _screen.Find("[data-testid=advice-line][data-read=false] input").ChangeAsync(new() { Value = true });
        await ClickAsync("told");
        await ClickAsync("teach-back-yes");
        await ClickAsync("intention-will-follow");
        await ClickAsync("next-stage");
        Assert.Equal("paging", _screen.WaitForElement("[data-testid=escalation-state]").GetAttribute("data-state"));
        await ClickAsync("next-stage");
        await ClickAsync("sign-note");

        _screen.WaitForElement("[data-testid=note-signed]");
        Assert.Contains("she cannot lie down tonight", _backend.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_caller_hangs_up_before_all_is_done_the_note_can_still_be_signed_and_says_so()
    {
        await BeginAsync();
        await ToTheResultAsync();
        await _screen.Find("[data-testid=stage-result]").ClickAsync(new());
        await ClickAsync("confirm-disposition");
        await ClickAsync("next-stage");
        await ClickAsync("told");
        _screen.Render(p => p.Add(s => s.Call, Lakeside.Call("wrap-up") with { EndedAt = Lakeside.Now, EndReason = "the caller hung up" }));
        Assert.Contains("not on the line", _screen.Find("[data-testid=caller-is-gone]").TextContent, StringComparison.Ordinal);

        await _screen.Find("[data-testid=stage-signed]").ClickAsync(new());
        Assert.True(_screen.Find("[data-testid=sign-note]").HasAttribute("disabled"));
        Assert.Contains("cannot be asked any more", _screen.Find("[data-testid=call-lost]").TextContent, StringComparison.Ordinal);
        await ClickAsync("call-lost");
        Assert.Empty(_screen.FindAll("[data-testid=call-lost]"));
        await ClickAsync("sign-note");
        _screen.WaitForElement("[data-testid=note-signed]");
    }

    [Fact]
    public async Task A_typed_value_answers_its_question_and_an_impossible_one_is_refused_in_words()
    {
        await BeginAsync();
        await ToTheResultAsync();
        await _screen.Find("[data-testid=stage-protocol]").ClickAsync(new());
        await _screen.Find("[data-testid=stage-firstminute]").ClickAsync(new());
        await _screen.Find("[data-testid=stage-protocol]").ClickAsync(new());
        await _screen.Find("[data-question=lying] [data-testid=correct]").ClickAsync(new());
        await _screen.Find("[data-testid=correct-absent]").ClickAsync(new());
        Assert.Equal("gain", _screen.WaitForElement("[data-testid=question]").GetAttribute("data-question"));

        await _screen.Find("[data-testid=fact-value]").ChangeAsync(new() { Value = "400" });
        await _screen.Find("[data-testid=fact-set]").ClickAsync(new());
        Assert.Contains("cannot be right", _screen.Find("[data-testid=fact] [role=alert]").TextContent, StringComparison.Ordinal);

        await _screen.Find("[data-testid=fact-value]").ChangeAsync(new() { Value = "4" });
        await _screen.Find("[data-testid=fact-set]").ClickAsync(new());
        Assert.Equal(4m, _backend.Log.OfType<FactSet>().Single().Reading.Value!.Value.Number);
        Assert.Equal("provider_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Danger_words_are_answered_where_they_are_seen_and_one_that_contradicts_a_no_is_pointed_out()
    {
        await BeginAsync();
        await _screen.Find("[data-testid=stage-story]").ClickAsync(new());
        await _screen.Find("[data-testid=story]").InputAsync(new() { Value = "She cannot lie down" });
        await _screen.Find("[data-testid=prompt-absent]").ClickAsync(new());

        Assert.Equal("heart-failure-fluid", Assert.Single(_backend.Log.OfType<ProtocolAdded>()).ProtocolId);
        Assert.Equal(("lying", Answer.Absent), (_backend.Log.OfType<Answered>().Single().QuestionId, _backend.Log.OfType<Answered>().Single().Answer));
        Assert.Empty(_screen.FindAll("[data-testid=prompt]"));
        await _screen.Find("[data-testid=prompt-against] button").ClickAsync(new());
        Assert.Null(Assert.Single(_backend.Log.OfType<Corrected>()).Answer);
        Assert.NotEmpty(_screen.FindAll("[data-testid=prompt]"));
    }

    [Fact]
    public async Task What_the_chart_says_stands_with_its_source_and_can_be_corrected()
    {
        await BeginAsync();
        await _screen.Find("[data-testid=stage-story]").ClickAsync(new());
        var known = _screen.Find("[data-testid=known-fact][data-fact=heart_failure]");
        Assert.Contains("Heart failure: yes", known.TextContent, StringComparison.Ordinal);
        Assert.Contains("chart", known.TextContent, StringComparison.Ordinal);

        await known.QuerySelector("[data-testid=fact-correct]")!.ClickAsync(new());
        await _screen.Find("[data-testid=fact-no]").ClickAsync(new());
        Assert.False(Assert.Single(_backend.Log.OfType<FactSet>()).Reading.Value!.Value.IsOn);
    }

    [Fact]
    public async Task A_paused_script_takes_no_answer_until_she_goes_on()
    {
        await BeginAsync();
        await ClickAsync("go-on");
        await _screen.InvokeAsync(() => PressAsync("z"));
        Assert.NotEmpty(_screen.FindAll("[data-testid=paused]"));
        await _screen.InvokeAsync(() => PressAsync("y"));
        Assert.Empty(_backend.Log.OfType<Answered>());
        Assert.Contains("paused; resume it first", _screen.Find("[data-testid=refusal]").TextContent, StringComparison.Ordinal);

        await ClickAsync("resume");
        Time.Advance(TimeSpan.FromSeconds(1));
        await _screen.InvokeAsync(() => PressAsync("n"));
        Assert.Single(_backend.Log.OfType<Answered>());
    }

    [Fact]
    public async Task A_value_the_caller_gives_unasked_is_typed_at_once_and_answers_its_question_later()
    {
        await BeginAsync();
        await _screen.Find("[data-testid=stage-story]").ClickAsync(new());
        await _screen.Find("[data-testid=fact-add]").ChangeAsync(new() { Value = "gain_24h_lb" });
        await _screen.Find("[data-testid=known-facts] [data-testid=fact-value]").ChangeAsync(new() { Value = "4" });
        await _screen.Find("[data-testid=known-facts] [data-testid=fact-set]").ClickAsync(new());
        Assert.Equal(AnswerSource.CallerOffered, Assert.Single(_backend.Log.OfType<FactSet>()).Reading.Source);
        Assert.Contains("Weight gain since yesterday: 4 lb", _screen.Find("[data-fact=gain_24h_lb]").TextContent, StringComparison.Ordinal);

        await _screen.Find("[data-testid=stage-protocol]").ClickAsync(new());
        await _screen.WaitForElement("[data-protocol=heart-failure-fluid]").ClickAsync(new());
        Assert.Equal("provider_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
        Assert.Contains("(measured)", _screen.Find("[data-testid=result]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reasons_are_said_in_words_with_the_facts_that_raised_them()
    {
        var raised = new ReasonLine(ReasonKind.Else, SmallPackage.Make().FindDisposition("see_24h")!, "general", "1.0.0", "else", CallCenter.Protocols.Triage.Model.Words.Of("Nothing more urgent was found"),
            null, null, false, "heart_failure or gain_24h_lb >= 3", [new FactReading("gain_24h_lb", CallCenter.Protocols.Triage.Model.FactValue.Of(4m), AnswerSource.Asked)], "") { NotKnown = ["heart_failure"] };
        Assert.Equal("Be seen within 24 hours: Nothing more urgent was found; raised by: Heart failure not known, Weight gain since yesterday 4 · Anything else 1.0.0", TriageWords.Reason(raised, SmallPackage.Make()));
        Assert.Equal("Be seen within 24 hours: Nothing more urgent was found; raised by: Weight gain since yesterday 4 · Anything else 1.0.0", TriageWords.Reason(raised with { NotKnown = [] }, SmallPackage.Make()));
    }

    [Fact]
    public async Task A_refusal_is_spoken_to_kept_in_the_callers_words_and_leaves_the_result()
    {
        await BeginAsync();
        await ToTheResultAsync();
        await ClickAsync("confirm-disposition");
        await ClickAsync("next-stage");
        await ClickAsync("intention-will-not-follow");
        Assert.Contains("I am worried", _screen.Find("[data-testid=intention]").TextContent, StringComparison.Ordinal);
        await ClickAsync("risks-explained");
        await _screen.Find("[data-testid=intention-words]").ChangeAsync(new() { Value = "I will wait for my son" });

        var means = _backend.Log.OfType<CallerIntention>().Last();
        Assert.Equal((Intention.WillNotFollow, true, "I will wait for my son"), (means.Intention, means.RisksExplained, means.Words));
        Assert.Equal("provider_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
    }

    [Fact]
    public async Task A_recall_stands_above_whatever_she_is_doing_as_soon_as_the_call_says_so()
    {
        await BeginAsync();
        Assert.Empty(_screen.FindAll("[data-testid=recalled]"));
        _backend.Log.Add(new Recalled(Guid.NewGuid(), Lakeside.Now, new Actor("engine", "engine"), SmallPackage.Digest, "a limit was wrong"));

        await _screen.InvokeAsync(() => Pushes.Receive(Lakeside.Call()));

        Assert.Contains("a limit was wrong", _screen.WaitForElement("[data-testid=recalled]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_engine_fails_the_ladder_is_plain_text_and_she_can_still_raise_confirm_and_tell()
    {
        await BeginAsync();
        await _screen.Find("[data-testid=stage-protocol]").ClickAsync(new());
        // A log no engine can judge, such as one written by another version.
        _backend.Log.Add(new Answered(Guid.NewGuid(), Lakeside.Now, new Actor("n", "N"), "first-minute", "no_such_question", Answer.Present, AnswerSource.Asked));
        await _screen.InvokeAsync(() => Pushes.Receive(Lakeside.Call()));

        Assert.Contains("go on by judgment", _screen.WaitForElement("[data-testid=engine-fault]").TextContent, StringComparison.Ordinal);
        Assert.Equal("provider_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
        Assert.NotEmpty(_screen.FindAll("[data-testid=ladder-question]"));
        await _screen.Find("[data-testid=stage-result]").ClickAsync(new());
        await _screen.Find("[data-testid=override-to]").ChangeAsync(new() { Value = "ems" });
        await _screen.Find("[data-testid=override-reason]").ChangeAsync(new() { Value = "clinical_judgment" });
        await ClickAsync("override-do");
        await ClickAsync("confirm-disposition");
        Assert.Equal("ems", _backend.Log.OfType<DispositionConfirmed>().Single().Code);
        await ClickAsync("next-stage");
        await ClickAsync("told");
        Assert.Equal("ems", _backend.Log.OfType<DispositionTold>().Single().Code);
    }

    [Fact]
    public async Task A_patient_who_becomes_known_brings_the_chart_into_the_session()
    {
        await BeginAsync();
        var opened = Server.To($"POST api/calls/{Lakeside.CallId}/triage").Count();
        var another = Guid.NewGuid();
        Server.Give($"GET api/patients/{another}", Lakeside.Tess);
        await _screen.InvokeAsync(() => Pushes.Receive(Lakeside.Call() with { Caller = Lakeside.Call().Caller with { PatientId = another } }));
        Assert.Equal(opened + 1, Server.To($"POST api/calls/{Lakeside.CallId}/triage").Count());
    }

    [Fact]
    public async Task Leaving_911_asks_a_second_clinician_and_her_answer_arrives_by_itself()
    {
        await BeginAsync();
        await ClickAsync("go-on");
        await ClickAsync("answer-present");
        await _screen.Find("[data-testid=stage-result]").ClickAsync(new());
        Wire.CoSignView Asked(string state, string? answer = null) => new(Guid.Parse("0193aaaa-0000-7000-8000-00000000c051"), TriageBackend.SessionId, Lakeside.CallId, "lakeside", "Lakeside", Lakeside.Zone,
            Lakeside.NurseId, "Maria Torres", Lakeside.Now, "ems", "Call 911 now", "see_24h", "Be seen within 24 hours", "known_usual_state", "same as last week", state, answer is null ? null : "Grace Lim", null, answer);
        Server.Answer($"POST api/triage/{TriageBackend.SessionId}/co-signs", _ => Asked("open"));

        await _screen.Find("[data-testid=override-to]").ChangeAsync(new() { Value = "see_24h" });
        Assert.Empty(_screen.FindAll("[data-testid=override-do]"));
        await _screen.Find("[data-testid=override-reason]").ChangeAsync(new() { Value = "known_usual_state" });
        await _screen.Find("[data-testid=override-text]").InputAsync(new() { Value = "same as last week" });
        await ClickAsync("co-sign-ask");
        Assert.Equal(new Wire.AskCoSignRequest("see_24h", "known_usual_state", "same as last week"),
            FakeServer.Read<Wire.AskCoSignRequest>(Assert.Single(Server.To($"POST api/triage/{TriageBackend.SessionId}/co-signs"))));
        Assert.Equal("open", _screen.Find("[data-testid=co-sign-asked]").GetAttribute("data-state"));
        Assert.Equal("ems", _screen.Find("[data-testid=result]").GetAttribute("data-code"));

        _backend.Log.Add(new Overridden(Guid.NewGuid(), Lakeside.Now, new Actor(Lakeside.NurseId.ToString(), "Maria Torres, RN"), "ems", "see_24h", "known_usual_state", "same as last week", new Actor("g", "Grace Lim, RN")));
        await _screen.InvokeAsync(() => Pushes.Receive(Asked("agreed", "I know her pain")));

        _screen.WaitForAssertion(() => Assert.Equal("see_24h", _screen.Find("[data-testid=result]").GetAttribute("data-code")));
        Assert.Contains("by protocol: Call 911 now, left with Grace Lim, RN", _screen.Find("[data-testid=result]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Grace Lim agrees", _screen.Find("[data-testid=co-sign-asked]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_upward_needs_a_reason_and_then_holds()
    {
        await BeginAsync();
        await ToTheResultAsync();
        await _screen.WaitForElement("[data-testid=override-to]").ChangeAsync(new() { Value = "ed_now" });
        Assert.True(_screen.Find("[data-testid=override-do]").HasAttribute("disabled"));
        await _screen.Find("[data-testid=override-reason]").ChangeAsync(new() { Value = "caller_worried" });
        await ClickAsync("override-do");
        Assert.Equal("ed_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
        Assert.Equal(("provider_now", "ed_now"), (_backend.Log.OfType<Overridden>().Single().From, _backend.Log.OfType<Overridden>().Single().To));
    }
}
