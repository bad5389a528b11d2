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
        Assert.Contains("outside its possible range", _screen.Find("[data-testid=fact] [role=alert]").TextContent, StringComparison.Ordinal);

        await _screen.Find("[data-testid=fact-value]").ChangeAsync(new() { Value = "4" });
        await _screen.Find("[data-testid=fact-set]").ClickAsync(new());
        Assert.Equal(4m, _backend.Log.OfType<FactSet>().Single().Reading.Value!.Value.Number);
        Assert.Equal("provider_now", _screen.Find("[data-testid=result]").GetAttribute("data-code"));
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
