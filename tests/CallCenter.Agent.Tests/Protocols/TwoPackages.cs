using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.Protocols;

/// <summary>What serves, and a candidate in which a red flag has slipped down, one is gone, one is new and one is worded otherwise.</summary>
internal static class TwoPackages
{
    public const string CandidateDigest = "sha256-candidate";

    public static readonly TriagePackage Serving = SmallPackage.Make();

    public static readonly TriagePackage Candidate = new(CandidateDigest, Serving.Dispositions, Serving.Facts, Serving.Floors,
        [.. Serving.Protocols.Select(p => p.Id == "heart-failure-fluid" ? Changed(p) : p)], Serving.DangerWords, []);

    public static readonly Matter Lowered = new("A30 heart-failure-fluid/frothy: the question counts for less", "A30", "heart-failure-fluid", "frothy", "the question counts for less",
        [new("nothing known", "present", "ems", "provider_now")]);

    public static readonly RewordingView Reworded = new("A31 heart-failure-fluid/lying en", "heart-failure-fluid", "lying", "en", "Is the person newly unable to lie flat?", "Can they no longer lie flat?");

    public static ProtocolsView View(string state = "waiting", string? alarm = null) => new(
        new ServingView(SmallPackage.Digest, 1, Lakeside.Now.AddDays(-3), null, null),
        state is "same"
            ? new CandidateView(SmallPackage.Digest, state, false, Lakeside.Now, [], [], [], [])
            : new CandidateView(state is "faulty" ? null : CandidateDigest, state, true, Lakeside.Now, state is "faulty" ? [Error] : [], state is "waiting" ? [Lowered] : [], state is "waiting" ? [Reworded] : [], []),
        alarm, [.. Serving.Protocols.Select(p => new ProtocolRow(p.Id, p.Title.Text, state is "waiting" && p.Id == "heart-failure-fluid" ? "changed" : "same", Draft(p.Version), Draft(p.Version)))],
        [new PublicationView(1, SmallPackage.Digest, Lakeside.Now.AddDays(-3), null, "in-service", [], [], [], null, null, null, null)]);

    public static ReplayView Replay(string state, int done, params ReplayedCall[] calls) => new(
        Guid.Parse("0193aaaa-0000-7000-8000-0000000000aa"), CandidateDigest, Lakeside.Now.AddDays(-30), state, 40, done, done - calls.Length, 0, 0, calls.Length, calls.Length, calls);

    private static FindingView Error => new("E01", "error", "general", "triage/general.yaml:118:1", "\"unknwon_key\" is not a key of this entry", "A misspelt key would be silently without effect", "Mend it");

    private static ProtocolVersion Draft(string version) => new(version, "sha256-x", "draft", null, null, null);

    private static Protocol Changed(Protocol p)
    {
        var (frothy, lying, gain) = (p.Ladder[0].Questions[0], p.Ladder[1].Questions[0], p.Ladder[1].Questions[1]);
        var fresh = frothy with { Id = "fresh", Q = Words.Of("Is it worse than last night?") };
        return p with { Version = "1.1.0", Ladder = [new("ems", [fresh]), new("provider_now", [frothy, lying with { Q = Words.Of("Can they no longer lie flat?") }, gain with { Unknown = new(UnknownKind.AtLeast, "see_24h", null) }])], Else = "home" };
    }
}
