using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Triage;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Harness;
using CallCenter.Protocols.Triage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Triage;

/// <summary>A package was wrong and real calls were on it: every one learns of it, and what was good before serves again.</summary>
public sealed class RecallTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 14, 0, TimeSpan.Zero));
    private readonly ProtocolsFolder _folder = ProtocolsFolder.Copied();
    private CallCenterApp _app = null!;
    private ClinicalLead _helen = null!;
    private HttpClient _maria = null!;
    private HttpClient _grace = null!;
    private string _good = "";

    public async ValueTask InitializeAsync()
    {
        _app = await CallCenterApp.StartAsync(clock: _clock, settings: ("Protocols:Path", _folder.Path));
        _helen = await ClinicalLead.SignsInAsync(_app);
        (_maria, _grace) = (await _app.SignInAsync(), await _app.SignInAsync("nurse2@demo"));
        _good = (await _helen.SeesAsync()).InService.Digest;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in new IDisposable[] { _helen, _maria, _grace }) browser.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_package_before_it_serves_again_open_calls_get_the_banner_and_signed_ones_wait_for_a_review()
    {
        var bad = await PublishBadAsync();
        var signed = await CallAsync(_maria);
        await signed.AnswersAsync("first-minute", "chest_crush", Answer.Present);
        await signed.SignsAsync();
        var open = await CallAsync(_grace);

        var recalled = await _helen.RecallsAsync(bad);

        Assert.Equal((_good, 1, 1), (recalled.InService, recalled.OpenCalls, recalled.SignedCalls));
        var now = await _helen.SeesAsync();
        Assert.Equal((_good, 1, null, "recalled"), (now.InService.Digest, now.InService.Number, now.InService.WhyRecalled, now.Publications[0].State));
        // What the folder still holds is the recalled package: it does not come back by another click.
        Assert.Equal("recalled", now.Candidate.State);
        Assert.Single(await _app.AuditTrailAsync(), a => a.Verb == "protocols-recalled" && a.Detail == "open=1 signed=1");

        await Eventually.HoldsAsync(async () => (await open.ViewAsync()).Recall is { Why: "Coughing blood was moved below 911." }, "The open call has no banner.");
        Assert.Empty((await open.AnswersAsync("first-minute", "choking", Answer.Absent)).Refused);
        await Eventually.HoldsAsync(async () => (await signed.ViewAsync()).Stage == TriageStage.Recalled, "The signed call does not wait for a review.");

        var item = Assert.Single(await _helen.ReviewsAsync());
        Assert.Equal((signed.SessionId, "Call 911 now", null), (item.SessionId, item.Disposition, item.ReviewedAt));
        Assert.Equal(HttpStatusCode.OK, await _helen.ReviewsAsync(signed.SessionId, "Right by the mended ladder too; nothing to tell the caller."));
        Assert.Equal(HttpStatusCode.Conflict, await _helen.ReviewsAsync(signed.SessionId, "again"));
        var reviewed = Assert.Single(await _helen.ReviewsAsync());
        Assert.Equal(("Helen Brandt", "Right by the mended ladder too; nothing to tell the caller."), (reviewed.ReviewedBy, reviewed.Text));
        Assert.Equal(TriageStage.Signed, (await signed.ViewAsync()).Stage);
    }

    [Fact]
    public async Task A_call_that_was_open_at_the_recall_and_signed_after_it_waits_for_a_review_too()
    {
        var bad = await PublishBadAsync();
        var open = await CallAsync(_maria);
        await open.AnswersAsync("first-minute", "chest_crush", Answer.Present);
        await _helen.RecallsAsync(bad);
        await Eventually.HoldsAsync(async () => (await open.ViewAsync()).Recall is not null, "The open call has no banner.");

        _clock.Advance(TimeSpan.FromMinutes(3));
        await open.SignsAsync();

        await Eventually.HoldsAsync(async () => (await open.ViewAsync()).Stage == TriageStage.Recalled, "It does not wait for a review.");
        Assert.Equal(open.SessionId, Assert.Single(await _helen.ReviewsAsync()).SessionId);
    }

    [Fact]
    public async Task Without_an_earlier_package_new_calls_keep_the_recalled_one_under_its_banner_and_everybody_is_told()
    {
        var recalled = await _helen.RecallsAsync(_good, "A danger is missing.");

        Assert.Equal(_good, recalled.InService);
        var now = await _helen.SeesAsync();
        Assert.Equal((_good, "A danger is missing."), (now.InService.Digest, now.InService.WhyRecalled));
        Assert.NotNull(now.Alarm);
        using var visitor = _app.Visitor();
        Assert.Contains("\"degraded\"", await visitor.GetStringAsync("health/ready"), StringComparison.Ordinal);
        var call = await CallAsync(_maria);
        Assert.Equal((_good, "A danger is missing."), (call.Digest, (await call.ViewAsync()).Recall!.Why));

        _folder.Edit("triage/fever.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");
        await _helen.ReadsFolderAsync();
        var mended = await _helen.PublishesAsync();
        Assert.Equal(mended.Digest, (await CallAsync(_grace)).Digest);
        Assert.DoesNotContain("degraded", await visitor.GetStringAsync("health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recalled_package_is_not_published_again()
    {
        var bad = await PublishBadAsync();
        await _helen.RecallsAsync(bad);

        var request = await _helen.FillsInAsync();

        Assert.Equal(bad, request.Digest);
        Assert.Equal("package-recalled", await _helen.IsRefusedAsync(request));
    }

    [Fact]
    public async Task What_was_approved_with_a_package_counts_outside_Development_until_its_review_is_due_and_no_longer_once_that_is_recalled()
    {
        await using var test = await TestDatabase.CreateAsync();
        var folder = new ProtocolFolder(_folder.Path);
        var shelf = new ProtocolShelf(folder, test.Database, test.Writer, test.Clock, new HostingEnvironment { EnvironmentName = "Production" }, NullLogger<ProtocolShelf>.Instance);
        await shelf.StartAsync(CancellationToken.None);
        var (package, today) = (shelf.InService, new DateOnly(2026, 11, 24));
        Assert.False(shelf.MayBeUsed(package, "fever", today));

        var fever = package.FindProtocol("fever")!;
        await StoreAsync(test, work => work.Set<RecordedApproval>().Add(new RecordedApproval
        {
            Publication = 1, ProtocolId = "fever", ProtocolVersion = fever.Version, ProtocolDigest = fever.Digest, Approver = "Ellen Marsh, MD", ApprovedOn = today, ReviewBy = today.AddDays(30),
        }));
        await shelf.ReadAsync(CancellationToken.None);
        Assert.True(shelf.MayBeUsed(package, "fever", today.AddDays(30)));
        Assert.False(shelf.MayBeUsed(package, "fever", today.AddDays(31)));
        Assert.False(shelf.MayBeUsed(package, "chest-pain", today));

        _folder.Edit("triage/chest-pain.yaml", "version: \"1.0.0\"", "version: \"1.0.1\"");
        var other = CallCenter.Protocols.Triage.Loading.TriageLoader.Load(folder.Read()).Package!;
        Assert.True(shelf.MayBeUsed(other, "fever", today));
        await StoreAsync(test, work => work.Set<PinnedPackage>().Single(p => p.Digest == package.Digest).RecalledAt = work.Now);
        await shelf.ReadAsync(CancellationToken.None);
        Assert.False(shelf.MayBeUsed(other, "fever", today));
        // The calls that are on it go on.
        Assert.True(shelf.MayBeUsed(package, "fever", today));
    }

    private static Task StoreAsync(TestDatabase test, Action<UnitOfWork> act) => test.Writer.RunAsync(TestDatabase.Everything, (work, _) =>
    {
        act(work);
        return Task.CompletedTask;
    }, CancellationToken.None);

    private async Task<string> PublishBadAsync()
    {
        _folder.MoveBloodCoughDown();
        await _helen.ReadsFolderAsync();
        return (await _helen.PublishesAsync()).Digest;
    }

    private async Task<TriageByHand> CallAsync(HttpClient nurse) =>
        await TriageByHand.OpenAsync(nurse, (await new TalkingCall(_app, nurse).BeginAsync()).Call.CallId, _clock);
}
