using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Triage;

/// <summary>The session on the server: it decides every event again, whatever a browser sends and how often.</summary>
public sealed class TriageSessionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private CallCenterApp _app = null!;
    private HttpClient _maria = null!;
    private CallView _call = null!;
    private TriagePackage _package = null!;
    private TriageSessionView _session = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock);
        _maria = await _app.SignInAsync();
        (_, _call) = await new TalkingCall(_app, _maria).BeginAsync();
        _session = await PostAsync<TriageSessionView>($"api/calls/{_call.CallId}/triage", new { });
        _package = TriagePackageJson.Read(await _maria.GetStringAsync($"api/triage/packages/{_session.PackageDigest}"));
    }

    public async ValueTask DisposeAsync()
    {
        _maria.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Opening_takes_the_charts_facts_with_their_source_and_opens_once()
    {
        var opened = Assert.IsType<Opened>(Log(_session)[0]);

        Assert.Contains(opened.Facts, f => f is { Fact: "heart_failure", Source: AnswerSource.Chart, Value.IsOn: true });
        Assert.Contains(opened.Facts, f => f is { Fact: "anticoagulant", Source: AnswerSource.Chart, Value.IsOn: true });
        Assert.Contains(opened.Facts, f => f is { Fact: "spoke_to_patient", Value.IsOn: false });
        var again = await PostAsync<TriageSessionView>($"api/calls/{_call.CallId}/triage", new { });
        Assert.Equal((_session.SessionId, 1), (again.SessionId, again.Version));
    }

    [Fact]
    public async Task Another_patient_brings_her_own_chart_and_what_only_the_first_ones_said_is_not_known_any_more()
    {
        await SendAsync(new FactSet(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), new FactReading("diabetes", FactValue.Of(true), AnswerSource.Asked)));
        var found = await (await _maria.PostAsJsonAsync("api/patients/search", new PatientSearchRequest("lakeside", "Lindgren", null))).Content.ReadFromJsonAsync<PatientName[]>();
        using (var linked = await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/patient", new LinkPatientRequest(found!.Single().PatientId, null, null, null)))
            Assert.Equal(HttpStatusCode.OK, linked.StatusCode);

        var session = await PostAsync<TriageSessionView>($"api/calls/{_call.CallId}/triage", new { });

        Assert.Equal(found!.Single().PatientId, session.PatientId);
        var facts = TriageEngine.Evaluate(_package, Log(session)).Facts.ToDictionary(f => f.Fact, f => f.Reading);
        Assert.Equal((AnswerSource.Chart, 66m), (facts["age_years"].Source, facts["age_years"].Value!.Value.Number));
        Assert.Null(facts["heart_failure"].Value);
        Assert.Equal((AnswerSource.Asked, true), (facts["diabetes"].Source, facts["diabetes"].Value!.Value.IsOn));
    }

    [Fact]
    public async Task The_note_says_who_spoke_by_the_nurses_word_and_what_the_chart_holds()
    {
        await WhoAsync(new LinkPatientRequest(null, null, "daughter", "12 Shore Road, kitchen"));
        var note = await NoteAsync();
        Assert.Contains("Caller: not known, daughter", note, StringComparison.Ordinal);
        Assert.Contains("Spoken to: daughter", note, StringComparison.Ordinal);
        Assert.Contains("Patient is at: 12 Shore Road, kitchen", note, StringComparison.Ordinal);
        Assert.Contains("Patient: Tess Okonjo", note, StringComparison.Ordinal); // who the patient is stays
        Assert.Matches("(?i)conditions: .*heart failure", note);
        Assert.Matches("(?i)medicines: .*apixaban", note);
        Assert.Contains("Allergies: ", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_too_long_to_keep_is_refused_and_changes_nothing()
    {
        using var answer = await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/patient", new LinkPatientRequest(null, null, "son", new string('x', 201)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Caller: not known, son", await NoteAsync(), StringComparison.Ordinal);
    }

    private async Task WhoAsync(LinkPatientRequest who)
    {
        using var answer = await _maria.PutAsJsonAsync($"api/calls/{_call.CallId}/patient", who);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<string> NoteAsync() => (await _maria.GetFromJsonAsync<NotePreview>($"api/triage/{_session.SessionId}/note"))!.Text;

    [Fact]
    public async Task Events_sent_twice_count_once_and_another_name_is_never_taken_over()
    {
        var answer = new Answered(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("somebody", "Somebody Else"), "first-minute", "chest_crush", Answer.Absent, AnswerSource.Asked);

        var first = await SendAsync(answer);
        var again = await SendAsync(answer);

        Assert.Equal((1, 0, 2), (first.Accepted, again.Accepted, again.Session.Version));
        Assert.Equal("Maria Torres", Log(again.Session)[1].By.Name);
    }

    [Fact]
    public async Task What_the_engine_refuses_is_named_and_the_rest_of_the_batch_is_taken()
    {
        var by = new Actor("", "");
        var result = await SendAsync(
            new Answered(Guid.NewGuid(), _clock.GetUtcNow(), by, "first-minute", "no_such_question", Answer.Present, AnswerSource.Asked),
            new Answered(Guid.NewGuid(), _clock.GetUtcNow(), by, "first-minute", "chest_crush", Answer.Absent, AnswerSource.Asked),
            new Signed(Guid.NewGuid(), _clock.GetUtcNow(), by),
            new Opened(Guid.NewGuid(), _clock.GetUtcNow(), by, _package.Digest, []));

        Assert.Equal(1, result.Accepted);
        Assert.Equal(["QuestionNotAskedHere", "NotYours", "NotYours"], result.Refused.Select(r => r.Code));
    }

    [Fact]
    public async Task Garbage_is_a_named_refusal_and_changes_nothing()
    {
        foreach (var garbage in new[] { "", "[]x", "{}", "[{\"type\":\"bomb\"}]", "null" })
        {
            using var answer = await _maria.PostAsJsonAsync($"api/triage/{_session.SessionId}/events", new TriageEventsRequest(garbage));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("events-unreadable", (await answer.Content.ReadFromJsonAsync<Problem>())!.Code);
        }

        Assert.Equal(1, (await _maria.GetFromJsonAsync<TriageSessionView>($"api/triage/{_session.SessionId}"))!.Version);
    }

    [Fact]
    public async Task A_locked_level_is_not_lowered_by_one_console_whoever_is_named_as_co_signer()
    {
        await SendAsync(Gate("chest_crush", Answer.Present));
        var lower = new Overridden(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), "ems", "home", "clinical_judgment", "she feels fine", new Actor(Guid.NewGuid().ToString(), "Dr. Nobody"));

        var result = await SendAsync(lower);

        Assert.Equal("CoSignNotHere", Assert.Single(result.Refused).Code);
        Assert.Equal("ems", TriageEngine.Evaluate(_package, Log(result.Session)).FinalDisposition.Code);
    }

    [Fact]
    public async Task A_note_that_lacks_something_is_not_signed_and_says_what()
    {
        using var answer = await _maria.PostAsJsonAsync($"api/triage/{_session.SessionId}/sign", new SignNoteRequest(""));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
        Assert.Equal("not-ready-to-sign", problem.Code);
        Assert.StartsWith("Still missing: ", problem.Detail, StringComparison.Ordinal);
        Assert.Null((await _maria.GetFromJsonAsync<TriageSessionView>($"api/triage/{_session.SessionId}"))!.SignedNote);
    }

    [Fact]
    public async Task Confirming_escalates_at_once_and_signing_seals_the_note_and_releases_it_once()
    {
        await SendAsync(Gate("chest_crush", Answer.Present));
        await new TriageByHand(_maria, _session.SessionId, _package, _clock).UntilReadyAsync();

        var signed = await PostAsync<TriageSessionView>($"api/triage/{_session.SessionId}/sign", new SignNoteRequest("Husband was calm."));
        var twice = await PostAsync<TriageSessionView>($"api/triage/{_session.SessionId}/sign", new SignNoteRequest("Something else."));

        Assert.Contains("Call 911 now", signed.SignedNote, StringComparison.Ordinal);
        Assert.Contains("Husband was calm.", signed.SignedNote, StringComparison.Ordinal);
        Assert.Equal(signed.SignedNote, twice.SignedNote);
        Assert.Equal(1L, await _app.ScalarAsync($"SELECT COUNT(*) FROM Escalations WHERE CallId = '{Db(_call.CallId)}'"));
        var note = Assert.Single((await _maria.GetFromJsonAsync<DeliveryView[]>($"api/calls/{_call.CallId}/deliveries"))!, d => d.Kind == "note");
        Assert.Equal("files", note.Route);
        var late = await SendAsync(Gate("choking", Answer.Present));
        Assert.Equal("SessionSigned", Assert.Single(late.Refused).Code);
    }

    [Fact]
    public async Task Another_practices_nurse_sees_no_session_and_changes_none()
    {
        using var stranger = await _app.SignInAsync("nurse6@demo");
        var me = (await stranger.GetFromJsonAsync<Me>("api/me"))!;
        Assert.DoesNotContain(me.Practices, p => p.Id == "lakeside");

        using var read = await stranger.GetAsync($"api/triage/{_session.SessionId}");
        using var open = await stranger.PostAsJsonAsync($"api/calls/{_call.CallId}/triage", new { });
        using var write = await stranger.PostAsJsonAsync($"api/triage/{_session.SessionId}/events", new TriageEventsRequest("[]"));
        using var sign = await stranger.PostAsJsonAsync($"api/triage/{_session.SessionId}/sign", new SignNoteRequest(""));

        Assert.All(new[] { read, open, write, sign }, answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
    }

    [Fact]
    public async Task A_draft_is_kept_across_a_reload()
    {
        using var saved = await _maria.PutAsJsonAsync($"api/triage/{_session.SessionId}/draft", new DraftRequest("Speaks in full sentences."));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);

        Assert.Equal("Speaks in full sentences.", (await PostAsync<TriageSessionView>($"api/calls/{_call.CallId}/triage", new { })).DraftNote);
        Assert.Contains("Speaks in full sentences.", (await _maria.GetFromJsonAsync<NotePreview>($"api/triage/{_session.SessionId}/note"))!.Text, StringComparison.Ordinal);
    }

    private Answered Gate(string question, Answer answer) =>
        new(Guid.NewGuid(), _clock.GetUtcNow(), new Actor("", ""), "first-minute", question, answer, AnswerSource.Asked);

    private Task<TriageEventsResult> SendAsync(params TriageEvent[] events) =>
        PostAsync<TriageEventsResult>($"api/triage/{_session.SessionId}/events", new TriageEventsRequest(TriageEventJson.WriteLog(events)));

    private async Task<T> PostAsync<T>(string path, object body)
    {
        using var answer = await _maria.PostAsJsonAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    private static IReadOnlyList<TriageEvent> Log(TriageSessionView session) => TriageEventJson.ReadLog(session.EventsJson);

    private static string Db(Guid id) => id.ToString().ToUpperInvariant();
}
