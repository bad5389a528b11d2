using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Triage;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.Triage;

/// <summary>A result says when the caller must be seen; the office may open too late for that.</summary>
public class ResultBandTests : ConsoleTest
{
    private readonly TriagePackage _package = SmallPackage.Make();

    [Theory]
    [InlineData("see_24h", 34, true)] // Saturday night, and the office opens on Monday
    [InlineData("see_24h", 11, false)]
    [InlineData("see_24h", null, false)] // it is open, or nobody knows
    [InlineData("provider_now", 34, false)] // somebody is paged
    public async Task An_office_that_opens_after_the_promised_time_is_said_with_what_to_do(string code, int? hours, bool said)
    {
        await SignInAsync();
        TriageEvent[] log = [new Opened(Guid.NewGuid(), Lakeside.Now, new("server", "The server"), _package.Digest, [])];
        var view = TriageEngine.Evaluate(_package, log) with { FinalDisposition = _package.Dispositions.Single(d => d.Code == code), Reasons = [] };
        var band = Render<ResultBand>(p => p.Add(b => b.View, view).Add(b => b.Package, _package).Add(b => b.Call, Lakeside.Call() with { PracticeOpensAt = hours is { } h ? Time.GetUtcNow().AddHours(h) : null }));
        var notice = band.FindAll("[data-testid=practice-opens-too-late]");
        Assert.Equal(said, notice.Count == 1);
        if (said) Assert.Contains("later than this result allows. Send the caller to urgent care", notice[0].TextContent, StringComparison.Ordinal);
    }
}
