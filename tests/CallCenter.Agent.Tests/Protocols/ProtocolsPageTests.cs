using CallCenter.Agent.Protocols;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Tests.Protocols;

public class ProtocolsPageTests : ConsoleTest
{
    [Fact]
    public async Task A_changed_protocol_and_the_candidate_that_waits_are_seen_at_a_glance()
    {
        var page = await PageAsync(TwoPackages.View(), lead: false);

        Assert.Contains("▲ Waits for approval", page.Find("[data-testid=candidate]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 to accept", page.Find("[data-testid=to-candidate]").TextContent, StringComparison.Ordinal);
        Assert.Contains("✎ Changed", page.Find("[data-protocol=heart-failure-fluid]").TextContent, StringComparison.Ordinal);
        Assert.Contains("○ Draft: nobody has approved it", page.Find("[data-protocol=general]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task A_faulty_folder_raises_the_alarm_and_its_finding_says_where()
    {
        var page = await PageAsync(TwoPackages.View("faulty", "The folder has errors."), lead: true);

        Assert.Equal("alert", page.Find("[data-testid=protocols-alarm]").GetAttribute("role"));
        Assert.Contains("triage/general.yaml:118:1", page.Find("[data-testid=finding][data-code=E01]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=to-candidate]"));
    }

    [Fact]
    public async Task A_publication_of_another_is_shown_live()
    {
        var page = await PageAsync(TwoPackages.View(), lead: true);
        var now = TwoPackages.View("same");
        Server.Give("GET api/protocols", now with { InService = now.InService with { Number = 2, Approver = "Ellen Marsh, MD" } });

        await page.InvokeAsync(() => Pushes.Receive(new ProtocolsChanged("sha256-small", false)));

        await page.WaitForAssertionAsync(() => Assert.Contains("Ellen Marsh, MD", page.Find("[data-testid=in-service]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recall_needs_a_reason_and_a_name_and_says_whom_it_reaches()
    {
        const string Recall = $"POST api/protocols/packages/{SmallPackage.Digest}/recall";
        Server.Give(Recall, new PackageRecalled(SmallPackage.Digest, "sha256-before", 1, 12));
        var page = await PageAsync(TwoPackages.View("same"), lead: true);
        Assert.True(page.Find("[data-testid=recall-now]").HasAttribute("disabled"));

        await page.Find("[data-testid=recall-reason]").InputAsync(new() { Value = "A danger is missing." });
        await page.Find("[data-testid=recall-name]").InputAsync(new() { Value = "Helen Brandt" });
        await page.Find(".recall form").SubmitAsync();

        Assert.Equal(new RecallRequest("A danger is missing.", "Helen Brandt"), FakeServer.Read<RecallRequest>(Server.To(Recall).Single()));
        Assert.Contains("1 open call shows the banner; 12 signed calls wait for a review", page.Find("[data-testid=recall-done]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_reviewed_with_words()
    {
        var item = new ReviewItem(Guid.Parse("0193aaaa-0000-7000-8000-0000000000bb"), Lakeside.CallId, "Lakeside Heart & Kidney", Lakeside.Zone, "J. Okonjo for T. Okonjo", Lakeside.Now.AddHours(-3),
            Lakeside.Now.AddHours(-2), "Be seen within 24 hours", SmallPackage.Digest, "A danger is missing.", null, null, null);
        Server.Give("GET api/me", Lakeside.Nurse with { ClinicalLead = true });
        Server.Give("GET api/protocols/reviews", new[] { item });
        Server.Give($"POST api/protocols/reviews/{item.SessionId}", new ReviewRequest("x"));
        await SignInAsync();
        var page = Render<ReviewsPage>();
        Assert.True((await page.WaitForElementAsync("[data-testid=review-done]")).HasAttribute("disabled"));

        await page.Find("[data-testid=review-text]").InputAsync(new() { Value = "Rang her: she is well." });
        Server.Give("GET api/protocols/reviews", new[] { item with { ReviewedAt = Lakeside.Now, ReviewedBy = "Helen Brandt", Text = "Rang her: she is well." } });
        await page.Find("form").SubmitAsync();

        Assert.Equal("Rang her: she is well.", FakeServer.Read<ReviewRequest>(Server.To($"POST api/protocols/reviews/{item.SessionId}").Single()).Text);
        await page.WaitForAssertionAsync(() => Assert.Equal("reviewed", page.Find("[data-testid=review]").GetAttribute("data-state")));
    }

    private async Task<IRenderedComponent<ProtocolsPage>> PageAsync(ProtocolsView view, bool lead)
    {
        Server.Give("GET api/me", Lakeside.Nurse with { Name = "Helen Brandt", ClinicalLead = lead });
        Server.Give("GET api/protocols", view);
        await SignInAsync();
        var page = Render<ProtocolsPage>();
        await page.WaitForElementAsync("[data-testid=protocol-row]");
        return page;
    }
}
