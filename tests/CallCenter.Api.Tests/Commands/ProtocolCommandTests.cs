using System.Text.Json;
using CallCenter.Api.Commands;
using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Triage;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Commands;

/// <summary>What a clinician or a build learns of a changed folder before anybody publishes it.</summary>
public sealed class ProtocolCommandTests : IDisposable
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private readonly ProtocolsFolder _changed = ProtocolsFolder.Copied();

    public void Dispose() => _changed.Dispose();

    [Fact]
    public async Task Diff_lists_a_lowered_question_with_its_levels_and_risk_and_ends_with_one()
    {
        _changed.Edit("triage/chest-pain.yaml", "diabetes or kidney_disease or age_years >= 50\"", "diabetes or kidney_disease or age_years >= 60\"");

        var (exit, text) = await RunAsync("protocols", "diff", ProtocolsFolder.Shipped, _changed.Path);

        Assert.Equal(1, exit);
        Assert.Contains("A30 chest-pain/pain_mild_recur: the question counts for less (ed_now → see_4h) when", text, StringComparison.Ordinal);
        Assert.Contains("age_years = 50", text, StringComparison.Ordinal);
        var (_, json) = await RunAsync("protocols", "diff", ProtocolsFolder.Shipped, _changed.Path, "--json");
        Assert.Equal("pain_mild_recur", JsonDocument.Parse(json).RootElement.GetProperty("lowerings")[0].GetProperty("ruleId").GetString());
    }

    [Fact]
    public async Task Diff_of_a_new_wording_shows_both_and_ends_well()
    {
        _changed.Edit("triage/chest-pain.yaml", "Are they coughing up blood?", "Is there blood when they cough?");

        var (exit, text) = await RunAsync("protocols", "diff", ProtocolsFolder.Shipped, _changed.Path);

        Assert.Equal(0, exit);
        Assert.Contains("A31 chest-pain/blood_cough (en): \"Are they coughing up blood?\" → \"Is there blood when they cough?\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_against_the_approved_folder_finds_what_no_other_check_can()
    {
        _changed.MoveBloodCoughDown();

        Assert.Equal(0, (await RunAsync("protocols", "verify", _changed.Path)).Exit);
        var (exit, text) = await RunAsync("protocols", "verify", _changed.Path, "--approved", ProtocolsFolder.Shipped);

        Assert.Equal(1, exit);
        Assert.Contains("A30 chest-pain/blood_cough", text, StringComparison.Ordinal);
        Assert.Contains($"{ProtocolsFolder.Count} protocols, 0 errors, 2 to be accepted by a clinician", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_test_of_a_protocol_is_named()
    {
        _changed.Edit("triage/chest-pain.yaml", "present: [pain_now_5min], expect: ems", "present: [pain_now_5min], expect: home");

        var (exit, text) = await RunAsync("protocols", "test", _changed.Path);

        Assert.Equal(1, exit);
        Assert.Contains("chest-pain: 'pressure for ten minutes' expects home and gets ems", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_draws_the_ladder_and_writes_a_sheet_to_sign_with_everything_on_it_and_nothing_from_outside()
    {
        var sheet = Path.Combine(_changed.Path, "sheet.html");
        _changed.Edit("triage/chest-pain.yaml", "Are they coughing up blood?", "Blood \\\"seen\\\" <b>now</b> #1?");

        var (exit, text) = await RunAsync("protocols", "graph", "chest-pain", "--path", _changed.Path, "--html", sheet);

        Assert.Equal(0, exit);
        Assert.StartsWith("flowchart TD", text, StringComparison.Ordinal);
        Assert.Contains("q_blood_cough[\"Blood #quot;seen#quot; #lt;b#gt;now#lt;/b#gt; #35;1?\"]", text, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(sheet);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("Blood &quot;seen&quot; &lt;b&gt;now&lt;/b&gt; #1?", html, StringComparison.Ordinal);
        foreach (var part in new[] { "¿Está tosiendo sangre?", "In plain words: Does the chest feel heavy", "counts as yes", "Raised to", "Stop all activity and sit up.", "twinges at 49", "Signature", "Draft: no named clinician" })
            Assert.Contains(part, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<script|src=|https?://|@import", html);
    }

    [Fact]
    public async Task Replay_counts_what_past_calls_would_come_to_and_tells_nothing_of_the_patient()
    {
        await using var app = await CallCenterApp.StartAsync(clock: Clock);
        using var maria = await app.SignInAsync();
        var talk = (await new TalkingCall(app, maria).BeginAsync()).Call;
        var call = await TriageByHand.OpenAsync(maria, talk.CallId, Clock);
        await call.AddsAsync("chest-pain");
        await call.AnswersAsync("chest-pain", "blood_cough", Answer.Present);
        await call.SignsAsync();
        string[] asked = ["protocols", "replay", "--since", "2026-11-01", "--database", app.DatabaseFile, "--path"];

        var (same, unchanged) = await RunAsync([.. asked, ProtocolsFolder.Shipped]);
        _changed.MoveBloodCoughDown();
        var (lowered, text) = await RunAsync([.. asked, _changed.Path]);
        var (_, json) = await RunAsync([.. asked, _changed.Path, "--json"]);

        Assert.Equal(0, same);
        Assert.Contains("1 same, 0 raised, 0 lowered, 0 open; 0 lowered or may end lower", unchanged, StringComparison.Ordinal);
        Assert.Equal(1, lowered);
        Assert.Contains($"A32 call {talk.CallId}: ems → ed_now to ems", text, StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("mayEndLower").GetInt32());
        foreach (var personal in new[] { "Okonjo", "Tess", "James", "+1512", "1948" }) Assert.DoesNotContain(personal, text + json, StringComparison.Ordinal);
    }

    private static async Task<(int? Exit, string Text)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        return (await CommandLine.RunAsync(args, Clock, output), output.ToString());
    }
}
