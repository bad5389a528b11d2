using CallCenter.Agent.Protocols;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.Protocols;

/// <summary>The page on which a clinical lead publishes: it lets nothing through that lacks her reason, her confirmation or her name.</summary>
public class CandidatePageTests : ConsoleTest
{
    private const string Publications = "POST api/protocols/publications";

    [Fact]
    public async Task Publishing_waits_for_a_reason_a_confirmation_the_replay_and_her_own_name()
    {
        var page = await PageAsync(lead: true, TwoPackages.Replay("done", 40));
        Assert.Equal(["1 finding lacks your reason", "1 changed wording is not confirmed", "Type your full name: Helen Brandt"], Missing(page));

        await page.Find("[data-testid=matter-reason]").InputAsync(new() { Value = "Frothy phlegm is seen within the hour here." });
        await page.Find("[data-testid=same-meaning]").ChangeAsync(new() { Value = true });
        await page.Find("[data-testid=approver-name]").InputAsync(new() { Value = "Ellen Marsh" });
        Assert.True(Publish(page).HasAttribute("disabled"));
        await page.Find("[data-testid=approver-name]").InputAsync(new() { Value = "helen brandt " });
        Assert.False(Publish(page).HasAttribute("disabled"));

        await page.Find("[data-testid=publish-form]").SubmitAsync();

        var sent = FakeServer.Read<PublishRequest>(Server.To(Publications).Single());
        Assert.Equal((TwoPackages.CandidateDigest, SmallPackage.Digest, "helen brandt"), (sent.Digest, sent.Replaces, sent.ApproverName));
        Assert.Equal([new GivenReason(TwoPackages.Lowered.Key, "Frothy phlegm is seen within the hour here.")], sent.Reasons);
        Assert.Equal([TwoPackages.Reworded.Key], sent.SameMeaning);
        Assert.Empty(sent.Approves);
        Assert.Contains("Publication 2 is in service", page.Find("[data-testid=published]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lowering_shows_question_answer_and_levels()
    {
        var page = await PageAsync(lead: true, TwoPackages.Replay("done", 40));

        Assert.Contains("“Is there pink or frothy phlegm?”", page.Find("[data-testid=matter]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["whoever it is", "yes", "Call 911 now", "▼ On-call clinician phones back now"], page.Find("[data-testid=matter-case]").Children.Select(c => c.TextContent));
    }

    [Fact]
    public async Task What_she_approves_needs_a_review_date_and_the_rest_goes_out_as_drafts()
    {
        var page = await PageAsync(lead: true, TwoPackages.Replay("done", 40));
        Assert.Contains("3 of 3 protocols as drafts", page.Markup, StringComparison.Ordinal);
        await page.Find("[data-testid=approve][data-protocol=heart-failure-fluid]").ChangeAsync(new() { Value = true });

        Assert.Contains("The approval has no review date", Missing(page));
        Assert.Contains("2 of 3 protocols as drafts", page.Markup, StringComparison.Ordinal);
        await page.Find("[data-testid=review-by]").ChangeAsync(new() { Value = "2027-11-01" });
        Assert.DoesNotContain("The approval has no review date", Missing(page));
    }

    [Fact]
    public async Task A_running_replay_shows_how_far_it_is_and_its_calls_when_it_is_done()
    {
        var page = await PageAsync(lead: true, TwoPackages.Replay("running", 10));
        Assert.Contains("10 of 40", page.Find("[data-testid=replay]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Past calls are not replayed yet", Missing(page));

        Server.Give("GET api/protocols/replay", TwoPackages.Replay("done", 40,
            new ReplayedCall(Lakeside.CallId, Lakeside.Now.AddDays(-2), "open", true, "ems", "provider_now", "ems"), new ReplayedCall(null, Lakeside.Now.AddDays(-4), "open", true, "ems", "provider_now", "ems")));
        Time.Advance(TimeSpan.FromSeconds(1));

        await page.WaitForAssertionAsync(() => Assert.Equal("done", page.Find("[data-testid=replay]").GetAttribute("data-state")));
        var calls = page.FindAll("[data-testid=replayed-call]");
        Assert.Equal($"calls/{Lakeside.CallId}", calls[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("▽ Open, may end lower", calls[0].TextContent, StringComparison.Ordinal);
        Assert.Null(calls[1].QuerySelector("a"));
    }

    [Fact]
    public async Task A_nurse_reads_everything_and_has_nothing_to_press()
    {
        var page = await PageAsync(lead: false, TwoPackages.Replay("done", 40));

        Assert.Single(page.FindAll("[data-testid=matter]"));
        Assert.Empty(page.FindAll("button, textarea, input"));
    }

    [Fact]
    public async Task When_the_folder_changes_under_her_what_she_wrote_for_the_old_candidate_does_not_count_for_the_new_one()
    {
        var page = await PageAsync(lead: true, TwoPackages.Replay("done", 40));
        await page.Find("[data-testid=matter-reason]").InputAsync(new() { Value = "fine" });
        Server.Text("GET api/triage/packages/sha256-other", TriagePackageJson.Write(TwoPackages.Candidate));
        var view = TwoPackages.View();
        Server.Give("GET api/protocols", view with { Candidate = view.Candidate with { Digest = "sha256-other" } });

        await page.InvokeAsync(() => Pushes.Receive(new ProtocolsChanged(SmallPackage.Digest, false)));

        await page.WaitForAssertionAsync(() => Assert.Contains("1 finding lacks your reason", Missing(page)));
    }

    private async Task<IRenderedComponent<CandidatePage>> PageAsync(bool lead, ReplayView replay)
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Name = "Helen Brandt", Role = "supervisor", ClinicalLead = lead });
        Server.Give("GET api/protocols", TwoPackages.View());
        Server.Give("GET api/protocols/replay", replay);
        Server.Text($"GET api/triage/packages/{SmallPackage.Digest}", TriagePackageJson.Write(TwoPackages.Serving));
        Server.Text($"GET api/triage/packages/{TwoPackages.CandidateDigest}", TriagePackageJson.Write(TwoPackages.Candidate));
        Server.Give(Publications, new Published(2, TwoPackages.CandidateDigest));
        await SignInAsync();
        var page = Render<CandidatePage>();
        await page.WaitForElementAsync("[data-testid=matter]");
        return page;
    }

    private static AngleSharp.Dom.IElement Publish(IRenderedComponent<CandidatePage> page) => page.Find("[data-testid=publish]");

    private static IEnumerable<string> Missing(IRenderedComponent<CandidatePage> page) => page.FindAll("[data-testid=publish-missing] li").Select(li => li.TextContent);
}
