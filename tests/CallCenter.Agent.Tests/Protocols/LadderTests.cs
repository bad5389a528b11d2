using CallCenter.Agent.Protocols;
using CallCenter.Agent.Tests.World;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.Protocols;

/// <summary>A ladder to read, beside its other version: what differs is said in words and shapes.</summary>
public class LadderTests : ConsoleTest
{
    [Fact]
    public void The_candidate_marks_what_is_new_moved_and_changed_and_nothing_else()
    {
        var ladder = Draw(TwoPackages.Candidate, TwoPackages.Serving, isCandidate: true);

        Assert.Equal(["+ New question"], Marks(ladder, "fresh"));
        Assert.Equal(["↕ Moved here from “Call 911 now”"], Marks(ladder, "frothy"));
        Assert.Equal(["✎ Changed: wording"], Marks(ladder, "lying"));
        Assert.Equal(["✎ Changed: rule for not sure"], Marks(ladder, "gain"));
        Assert.Contains("✎ Changed: what happens when nothing is found", ladder.Find("header").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_one_in_service_says_where_its_question_goes()
    {
        var ladder = Draw(TwoPackages.Serving, TwoPackages.Candidate, isCandidate: false);

        Assert.Equal(["↕ Moves to “On-call clinician phones back now”"], Marks(ladder, "frothy"));
    }

    [Fact]
    public void A_ladder_alone_has_no_marks_and_tells_every_rule_of_a_question()
    {
        var gate = Render<LadderView>(p => p.Add(l => l.Package, TwoPackages.Serving).Add(l => l.Protocol, TwoPackages.Serving.Gate).Add(l => l.Label, "In service"));

        Assert.Empty(gate.FindAll(".mark"));
        var breathing = gate.Find("[data-question=breathing]").TextContent;
        foreach (var part in new[] { "fighting for breath", "¿Le cuesta mucho respirar ahora mismo?", "In plain words: Can they say only a few words", "counts as yes", "Say at once", "Sit them upright." })
            Assert.Contains(part, breathing, StringComparison.Ordinal);
        Assert.Contains("help 911", gate.Find("[data-question=awake]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<LadderView> Draw(TriagePackage package, TriagePackage other, bool isCandidate) => Render<LadderView>(p => p
        .Add(l => l.Package, package).Add(l => l.Protocol, package.FindProtocol("heart-failure-fluid")!).Add(l => l.Other, other.FindProtocol("heart-failure-fluid"))
        .Add(l => l.IsCandidate, isCandidate).Add(l => l.Label, "side"));

    private static IEnumerable<string> Marks(IRenderedComponent<LadderView> ladder, string question) =>
        ladder.Find($"[data-question={question}]").QuerySelectorAll(".mark").Select(m => m.TextContent.Trim());
}
