using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Triage;

/// <summary>911 is left only by two clinicians, each under her own sign-in, who both knew the same.</summary>
public sealed class CoSignTests : IAsyncLifetime
{
    private static readonly Actor Nobody = new("", "");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private CallCenterApp _app = null!;
    private HttpClient _maria = null!, _grace = null!;
    private CallView _call = null!;
    private TriageSessionView _session = null!;
    private TriagePackage _package = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock);
        (_maria, _grace) = (await _app.SignInAsync("nurse@demo"), await _app.SignInAsync("nurse2@demo"));
        (_, _call) = await new TalkingCall(_app, _maria).BeginAsync();
        _session = await ReadAsync<TriageSessionView>(await _maria.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { }));
        _package = TriagePackageJson.Read(await _maria.GetStringAsync($"api/triage/packages/{_session.PackageDigest}"));
        await SendAsync(_maria, Answer("chest_crush", Protocols.Triage.Engine.Answer.Present));
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        _grace.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Two_clinicians_leave_911_together_and_both_results_and_both_names_stand_in_the_note()
    {
        var asked = await AskedAsync("see_4h");
        Assert.Equal(("open", "ems", "see_4h", "Maria Torres"), (asked.State, asked.From, asked.To, asked.AskedByName));
        Assert.Equal(asked.CoSignId, Assert.Single((await _grace.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!).CoSignId);
        Assert.Equal("ems", await DispositionAsync());

        var read = await OpenedAsync(_grace, asked);
        Assert.Equal("Tess Okonjo", read.Patient!.Name);
        Assert.Contains(Log(read.Session).OfType<Answered>(), a => a.QuestionId == "chest_crush");
        var agreed = await ReadAsync<CoSignView>(await AnswerAsync(_grace, asked, true, read.Session.Version));

        Assert.Equal(("agreed", "Grace Lim", "I know her pain"), (agreed.State, agreed.AnsweredByName, agreed.Answer));
        var (log, view) = await ViewAsync();
        var decided = Assert.Single(log.OfType<Overridden>());
        Assert.Equal(("Maria Torres, RN", "Grace Lim, RN"), (decided.By.Name, decided.CoSigner!.Name));
        Assert.Equal(("see_4h", "ems"), (view.FinalDisposition.Code, view.ProtocolDisposition.Code));
        var note = (await _maria.GetFromJsonAsync<NotePreview>($"api/triage/{_session.SessionId}/note"))!.Text;
        Assert.Contains("co-signed by Grace Lim, RN", note, StringComparison.Ordinal);
        Assert.Contains("By protocol: Call 911 now", note, StringComparison.Ordinal);
        var trail = (await _app.AuditTrailAsync()).Select(a => a.Verb).ToList();
        Assert.Equal(["co-sign-agreed", "co-sign-asked", "co-sign-read"], trail.Where(v => v.StartsWith("co-sign", StringComparison.Ordinal)).Order());
        Assert.Equal("agreed", Assert.Single((await _maria.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!).State);
        await RefusedAsync(HttpStatusCode.Conflict, "co-sign-over", await AnswerAsync(_grace, asked, false, read.Session.Version));
    }

    [Fact]
    public async Task One_who_does_not_agree_says_why_and_the_level_stays()
    {
        var asked = await AskedAsync("home");
        await RefusedAsync(HttpStatusCode.BadRequest, "co-sign-needs-reason", await AnswerAsync(_grace, asked, false, 0, " "));
        var answered = await ReadAsync<CoSignView>(await AnswerAsync(_grace, asked, false, 0, "Too many risks"));

        Assert.Equal(("refused", "Too many risks"), (answered.State, answered.Answer));
        Assert.Equal("ems", await DispositionAsync());
        Assert.Empty((await _grace.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!);
    }

    [Fact]
    public async Task Nobody_agrees_with_herself_without_a_licence_or_from_another_practice()
    {
        var asked = await AskedAsync("home");
        using var assistant = await _app.SignInAsync("ma@demo");
        using var elsewhere = await _app.SignInAsync("nurse6@demo");
        foreach (var nobody in new[] { _maria, assistant, elsewhere })
        {
            await RefusedAsync(HttpStatusCode.NotFound, "co-sign-unknown", await nobody.PostAsJsonAsync($"api/co-signs/{asked.CoSignId}/open", new { }));
            await RefusedAsync(HttpStatusCode.NotFound, "co-sign-unknown", await AnswerAsync(nobody, asked, true, 2));
        }

        Assert.Empty((await assistant.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!);
        Assert.Empty((await elsewhere.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!);
        Assert.Equal("ems", await DispositionAsync());
    }

    [Fact]
    public async Task What_was_added_since_she_read_it_must_be_read_first()
    {
        var asked = await AskedAsync("see_4h");
        var read = await OpenedAsync(_grace, asked);
        await SendAsync(_maria, Answer("choking", Protocols.Triage.Engine.Answer.Absent));

        await RefusedAsync(HttpStatusCode.Conflict, "co-sign-changed", await AnswerAsync(_grace, asked, true, read.Session.Version));
        Assert.Equal("ems", await DispositionAsync());
        read = await OpenedAsync(_grace, asked);
        Assert.Equal("agreed", (await ReadAsync<CoSignView>(await AnswerAsync(_grace, asked, true, read.Session.Version))).State);
    }

    [Fact]
    public async Task A_request_expires_when_the_result_changes_and_can_be_taken_back()
    {
        var asked = await AskedAsync("see_4h");
        await SendAsync(_maria, new Corrected(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, "first-minute", "chest_crush", Protocols.Triage.Engine.Answer.Absent, AnswerSource.Asked));

        var mine = Assert.Single((await _maria.GetFromJsonAsync<CoSignView[]>("api/co-signs"))!);
        Assert.Equal(("expired", "The result has changed since it was asked."), (mine.State, mine.Answer));
        await RefusedAsync(HttpStatusCode.Conflict, "co-sign-over", await AnswerAsync(_grace, asked, true, 3));

        await SendAsync(_maria, Answer("choking", Protocols.Triage.Engine.Answer.Present));
        asked = await AskedAsync("see_4h");
        await RefusedAsync(HttpStatusCode.Conflict, "co-sign-open", await AskAsync("home"));
        Assert.Equal("expired", (await ReadAsync<CoSignView>(await _maria.PostAsJsonAsync($"api/co-signs/{asked.CoSignId}/withdraw", new { }))).State);
        Assert.Equal("open", (await AskedAsync("home")).State);
    }

    [Fact]
    public async Task Not_below_a_floor_not_without_a_reason_not_where_one_is_enough_and_not_by_another_nurse()
    {
        await SendAsync(_maria, new FactSet(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, new FactReading("age_years", FactValue.Of(9m), AnswerSource.Asked)));
        await RefusedAsync(HttpStatusCode.Conflict, "override-refused", await AskAsync("home"), "floor of the practice");
        await RefusedAsync(HttpStatusCode.BadRequest, "co-sign-needs-reason", await AskAsync("ed_now", text: ""));
        await RefusedAsync(HttpStatusCode.Forbidden, "not-your-call", await AskAsync("ed_now", by: _grace));
        Assert.Equal("open", (await AskedAsync("ed_now")).State);
    }

    [Fact]
    public async Task Only_the_calls_own_nurse_or_a_supervisor_writes_in_its_triage()
    {
        using var supervisor = await _app.SignInAsync("supervisor@demo");
        var hers = await SendAsync(_grace, Answer("choking", Protocols.Triage.Engine.Answer.Absent));
        Assert.Equal(("NotYourCall", "The call is with Maria Torres now; tell her."), (Assert.Single(hers.Refused).Code, hers.Refused[0].What));
        await RefusedAsync(HttpStatusCode.Forbidden, "not-your-call", await _grace.PutAsJsonAsync($"api/triage/{_session.SessionId}/draft", new DraftRequest("mine")));
        await RefusedAsync(HttpStatusCode.Forbidden, "not-your-call", await _grace.PostAsJsonAsync($"api/triage/{_session.SessionId}/sign", new SignNoteRequest("")));
        Assert.Empty((await SendAsync(supervisor, Answer("choking", Protocols.Triage.Engine.Answer.Absent))).Refused);
    }

    [Fact]
    public async Task Someone_not_licensed_to_judge_raises_but_never_lowers()
    {
        await _app.ExecuteAsync("UPDATE Staff SET Credential = 'LPN' WHERE Name = 'Maria Torres'");
        await SendAsync(_maria, new Corrected(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, "first-minute", "chest_crush", Protocols.Triage.Engine.Answer.Absent, AnswerSource.Asked));
        await SendAsync(_maria, new ProtocolAdded(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, "chest-pain"));
        var from = (await ViewAsync()).View.ProtocolDisposition;
        Overridden To(string code) => new(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, from.Code, code, "clinical_judgment", "my judgment");

        Assert.Equal("LoweringNotPermitted", Assert.Single((await SendAsync(_maria, To("home"))).Refused).Code);
        Assert.Empty((await SendAsync(_maria, To("ed_now"))).Refused);
        await RefusedAsync(HttpStatusCode.Forbidden, "lowering-not-permitted", await AskAsync("home"));
        Assert.False((await _maria.GetFromJsonAsync<Me>("api/me"))!.MayLower);
    }

    private Answered Answer(string question, Answer answer) => new(Guid.NewGuid(), _clock.GetUtcNow(), Nobody, "first-minute", question, answer, AnswerSource.Asked);

    private Task<HttpResponseMessage> AskAsync(string to, string text = "Known reflux, same pain as last week", HttpClient? by = null) =>
        (by ?? _maria).PostAsJsonAsync($"api/triage/{_session.SessionId}/co-signs", new AskCoSignRequest(to, "known_usual_state", text));

    private async Task<CoSignView> AskedAsync(string to) => await ReadAsync<CoSignView>(await AskAsync(to));

    private static async Task<CoSignSession> OpenedAsync(HttpClient second, CoSignView asked) =>
        await ReadAsync<CoSignSession>(await second.PostAsJsonAsync($"api/co-signs/{asked.CoSignId}/open", new { }));

    private static Task<HttpResponseMessage> AnswerAsync(HttpClient second, CoSignView asked, bool agree, int version, string reason = "I know her pain") =>
        second.PostAsJsonAsync($"api/co-signs/{asked.CoSignId}/answer", new AnswerCoSignRequest(agree, reason, version));

    private async Task<TriageEventsResult> SendAsync(HttpClient nurse, params TriageEvent[] events) => await ReadAsync<TriageEventsResult>(
        await nurse.PostAsJsonAsync($"api/triage/{_session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(events))));

    private async Task<(IReadOnlyList<TriageEvent> Log, TriageView View)> ViewAsync()
    {
        var log = Log((await _maria.GetFromJsonAsync<TriageSessionView>($"api/triage/{_session.SessionId}"))!);
        return (log, TriageEngine.Evaluate(_package, log));
    }

    private async Task<string> DispositionAsync() => (await ViewAsync()).View.FinalDisposition.Code;

    private static IReadOnlyList<TriageEvent> Log(TriageSessionView session) => TriageEventJson.ReadLog(session.EventsJson);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return (await answer.Content.ReadFromJsonAsync<T>())!;
        }
    }

    private static async Task RefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer, string words = "")
    {
        using (answer)
        {
            var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
            Assert.Equal((status, code), (answer.StatusCode, problem.Code));
            Assert.Contains(words, problem.Detail, StringComparison.Ordinal);
        }
    }
}
