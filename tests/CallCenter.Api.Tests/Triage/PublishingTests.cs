using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Triage;

/// <summary>The folder is a candidate; what serves is what a clinical lead has published by name.</summary>
public sealed class PublishingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private readonly ProtocolsFolder _folder = ProtocolsFolder.Copied();
    private CallCenterApp _app = null!;
    private ClinicalLead _helen = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await StartAsync();
        _helen = await ClinicalLead.SignsInAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        _helen.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_folder_of_the_first_start_serves_and_a_change_of_it_waits_for_a_name()
    {
        var first = await _helen.SeesAsync();
        Assert.Equal((1, "same", null, ProtocolsFolder.Count), (first.InService.Number, first.Candidate.State, first.InService.Approver, first.Protocols.Count));

        _folder.Edit("triage/chest-pain.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");
        var waiting = await _helen.ReadsFolderAsync();

        Assert.Equal(("waiting", first.InService), (waiting.Candidate.State, waiting.InService));
        var row = Assert.Single(waiting.Protocols, p => p.Change == "changed");
        Assert.Equal(("chest-pain", "1.0.0", "1.0.1", "draft"), (row.Id, row.InService!.Version, row.Candidate!.Version, row.Candidate.Status));
    }

    [Fact]
    public async Task A_changed_folder_becomes_the_candidate_by_itself()
    {
        _folder.Edit("triage/chest-pain.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");

        await Eventually.HoldsAsync(async () => (await _helen.SeesAsync()).Candidate.State == "waiting", "The candidate does not appear.");
    }

    [Fact]
    public async Task A_red_flag_moved_one_tier_down_is_shown_with_its_levels_and_not_published_without_a_reason()
    {
        _folder.MoveBloodCoughDown();
        var candidate = (await _helen.ReadsFolderAsync()).Candidate;

        Assert.DoesNotContain(candidate.Findings, f => f.Severity == "error");
        var lowered = Assert.Single(candidate.Matters);
        Assert.Equal(("A30", "chest-pain", "blood_cough"), (lowered.Code, lowered.ProtocolId, lowered.RuleId));
        Assert.Contains(new MatterCase("nothing known", "present", "ems", "ed_now"), lowered.Cases);

        var request = await _helen.FillsInAsync();
        Assert.Equal("reasons-missing", await _helen.IsRefusedAsync(request with { Reasons = [] }));
        Assert.Equal("reasons-missing", await _helen.IsRefusedAsync(request with { Reasons = [new(lowered.Key, "   ")] }));
        Assert.Equal(1, (await _helen.SeesAsync()).InService.Number);
        Assert.DoesNotContain(await _app.AuditTrailAsync(), a => a.Verb == "protocols-published");
    }

    [Fact]
    public async Task With_a_reason_and_a_name_it_serves_new_calls_and_the_open_call_keeps_its_package()
    {
        using var maria = await _app.SignInAsync();
        var open = await OpenCallAsync(maria);
        _folder.MoveBloodCoughDown();
        await _helen.ReadsFolderAsync();

        var published = await _helen.PublishesAsync(await _helen.FillsInAsync("Agreed with cardiology.", "chest-pain"));

        var now = await _helen.SeesAsync();
        Assert.Equal((2, published.Digest, "Helen Brandt, RN", "same"), (now.InService.Number, now.InService.Digest, now.InService.Approver, now.Candidate.State));
        Assert.Contains(now.Protocols, p => p is { Id: "chest-pain", InService: { Status: "approved", Approver: "Helen Brandt, RN" } });
        Assert.Contains(now.Protocols, p => p is { Id: "fever", InService.Status: "draft" });
        Assert.EndsWith("answered present — Agreed with cardiology.", Assert.Single(now.Publications[0].Accepted), StringComparison.Ordinal);
        Assert.Equal(ProtocolsFolder.Count - 1, now.Publications[0].Drafts.Count);
        var entry = Assert.Single(await _app.AuditTrailAsync(), a => a.Verb == "protocols-published");
        Assert.Equal(published.Digest, entry.SubjectId);

        Assert.Empty((await open.AnswersAsync("first-minute", "chest_crush", Answer.Absent)).Refused);
        Assert.NotEqual(published.Digest, open.Digest);
        using var grace = await _app.SignInAsync("nurse2@demo");
        Assert.Equal(published.Digest, (await OpenCallAsync(grace)).Digest);
    }

    [Fact]
    public async Task A_changed_wording_is_to_be_confirmed_as_meaning_the_same()
    {
        _folder.Edit("triage/chest-pain.yaml", "Are they coughing up blood?", "Is there blood when they cough?");
        var candidate = (await _helen.ReadsFolderAsync()).Candidate;

        Assert.Equal(("chest-pain", "blood_cough", "en", "Are they coughing up blood?", "Is there blood when they cough?"), Assert.Single(candidate.Rewordings) switch
        {
            var r => (r.ProtocolId, r.QuestionId, r.Language, r.Was, r.Is),
        });
        var request = await _helen.FillsInAsync();
        Assert.Equal("meaning-not-confirmed", await _helen.IsRefusedAsync(request with { SameMeaning = [] }));
        await _helen.PublishesAsync(request);
    }

    [Fact]
    public async Task Nothing_is_published_that_she_did_not_see_or_under_another_name_or_before_past_calls_were_replayed()
    {
        _folder.Edit("triage/fever.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");
        var seen = await _helen.ReadsFolderAsync();
        var bare = new PublishRequest(seen.Candidate.Digest!, seen.InService.Digest, "Helen Brandt", [], null, [], []);
        Assert.Equal("not-replayed", await _helen.IsRefusedAsync(bare));

        var request = await _helen.FillsInAsync();
        Assert.Equal("name-differs", await _helen.IsRefusedAsync(request with { ApproverName = "Ellen Marsh" }));
        Assert.Equal("review-date", await _helen.IsRefusedAsync(request with { Approves = ["fever"], ReviewBy = new DateOnly(2026, 11, 24) }));
        Assert.Equal("protocol-unknown", await _helen.IsRefusedAsync(request with { Approves = ["measles"], ReviewBy = new DateOnly(2027, 1, 1) }));
        _folder.Edit("triage/fever.yaml", "version: \"1.0.1\"", "version: \"1.0.2\"");
        await _helen.ReadsFolderAsync();
        Assert.Equal("candidate-changed", await _helen.IsRefusedAsync(request));
    }

    [Fact]
    public async Task A_nurse_reads_and_publishes_and_recalls_nothing()
    {
        using var maria = await _app.SignInAsync();
        var seen = (await maria.GetFromJsonAsync<ProtocolsView>("api/protocols"))!;
        Assert.Equal(ProtocolsFolder.Count, seen.Protocols.Count);

        foreach (var command in new[] { "read", "replay", "publications", $"packages/{seen.InService.Digest}/recall", $"reviews/{Guid.NewGuid()}" })
        {
            using var answer = await maria.PostAsJsonAsync($"api/protocols/{command}", new { });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_faulty_folder_never_takes_the_last_good_package_out_of_service_not_even_over_a_restart()
    {
        var serving = (await _helen.SeesAsync()).InService;
        _folder.Write("triage/general.yaml", _folder.Read("triage/general.yaml") + "\nunknwon_key: 1\n");

        var faulty = await _helen.ReadsFolderAsync();
        Assert.Equal(("faulty", serving.Digest), (faulty.Candidate.State, faulty.InService.Digest));
        Assert.Contains(faulty.Candidate.Findings, f => f is { Code: "E01", ProtocolId: "general" });
        Assert.NotNull(faulty.Alarm);
        Assert.Contains("\"degraded\"", await HealthAsync(), StringComparison.Ordinal);

        await _app.StopAsync();
        _app = await StartAsync(_app);
        using var helen = await ClinicalLead.SignsInAsync(_app);
        var after = await helen.SeesAsync();
        Assert.Equal(("faulty", serving.Digest, 1), (after.Candidate.State, after.InService.Digest, after.InService.Number));
        Assert.Contains("the folder has errors", await HealthAsync(), StringComparison.Ordinal);
        using var maria = await _app.SignInAsync();
        Assert.Equal(serving.Digest, (await OpenCallAsync(maria)).Digest);
    }

    [Fact]
    public async Task A_candidate_that_waits_still_waits_after_a_restart()
    {
        var serving = (await _helen.SeesAsync()).InService.Digest;
        await _app.StopAsync();
        _folder.MoveBloodCoughDown();
        _app = await StartAsync(_app);
        using var helen = await ClinicalLead.SignsInAsync(_app);

        Assert.Equal(serving, (await helen.SeesAsync()).InService.Digest);
        await Eventually.HoldsAsync(async () => (await helen.SeesAsync()).Candidate.State == "waiting", "The candidate is not judged after a restart.");
    }

    [Fact]
    public async Task Past_calls_are_replayed_and_each_that_may_end_lower_needs_a_reason()
    {
        using var maria = await _app.SignInAsync();
        var call = await OpenCallAsync(maria);
        await call.AddsAsync("chest-pain");
        await call.AnswersAsync("chest-pain", "blood_cough", Answer.Present);
        await call.SignsAsync();
        _folder.MoveBloodCoughDown();
        await _helen.ReadsFolderAsync();

        var replay = await _helen.ReplaysAsync();

        Assert.Equal((1, 1, 1), (replay.Total, replay.Done, replay.MayEndLower));
        var lowered = Assert.Single(replay.Calls);
        Assert.Equal(("ems", "ed_now"), (lowered.Was, lowered.Lowest));
        Assert.NotNull(lowered.CallId);
        var matters = (await _helen.SeesAsync()).Candidate.Matters;
        var a32 = Assert.Single(matters, m => m.Code == "A32");
        var request = await _helen.FillsInAsync();
        Assert.Equal("reasons-missing", await _helen.IsRefusedAsync(request with { Reasons = [.. request.Reasons.Where(r => r.Key != a32.Key)] }));
        await _helen.PublishesAsync(request);
    }

    [Fact]
    public async Task Another_host_on_the_same_database_sees_the_publication()
    {
        await using var second = await StartAsync(_app);
        using var grace = await second.SignInAsync("nurse2@demo");
        _folder.Edit("triage/fever.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");
        await _helen.ReadsFolderAsync();

        var published = await _helen.PublishesAsync();

        await Eventually.HoldsAsync(async () => (await grace.GetFromJsonAsync<ProtocolsView>("api/protocols"))!.InService.Digest == published.Digest,
            "The other host goes on with the old package.");
    }

    private async Task<string> HealthAsync()
    {
        using var visitor = _app.Visitor();
        using var answer = await visitor.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<TriageByHand> OpenCallAsync(HttpClient nurse) =>
        await TriageByHand.OpenAsync(nurse, (await new TalkingCall(_app, nurse).BeginAsync()).Call.CallId, _clock);

    private Task<CallCenterApp> StartAsync(CallCenterApp? continuing = null) =>
        CallCenterApp.StartAsync(clock: _clock, continuing: continuing, settings: ("Protocols:Path", _folder.Path));
}
