using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>
/// What is left when evaluation fails: the ladders as plain text, and a result that is not below a
/// clinician's call-back nor below anything already confirmed, told or decided.
/// </summary>
internal static class FaultView
{
    public static TriageView Of(TriagePackage package, IReadOnlyList<TriageEvent> events, string fault)
    {
        var named = events.Select(CodeOf).OfType<string>().Select(package.FindDisposition).OfType<Disposition>();
        var final = named.Append(package.Cautious).MaxBy(d => d.Rank) ?? package.Cautious;
        var reason = new ReasonLine(ReasonKind.Fault, final, null, null, "fault", Words.Of("The triage engine failed; go on by judgment"), null, null, false, null, [], $"{final.Title.Text}: the triage engine failed ({fault})");
        var told = Told(events, final);
        return new(
            StageOf(events), final, final, [reason], [], [.. package.Protocols.Where(p => p.IsGate || IsNamed(p, events)).Select(p => Plain(package, p))], null, [],
            false, false, [new(MissingKind.Protocol, "The triage engine failed; a supervisor closes this session")],
            told, [], [], [], [], [], [.. package.Dispositions.Where(d => d.Rank > final.Rank).Select(d => new OverrideOption(d, false, false, false))], null, null, fault);
    }

    /// <summary>Confirming and telling go on by judgment: the escalation does not wait for the engine.</summary>
    private static ToldView Told(IReadOnlyList<TriageEvent> events, Disposition final)
    {
        var (confirmed, told) = (events.OfType<DispositionConfirmed>().LastOrDefault(), events.OfType<DispositionTold>().LastOrDefault());
        var (mustConfirm, mustTell) = (confirmed?.Code != final.Code, told?.Code != final.Code);
        return new(confirmed?.Code, confirmed?.At, told?.Code, told?.At, mustConfirm, mustConfirm || mustTell, told is not null && mustTell);
    }

    private static TriageStage StageOf(IReadOnlyList<TriageEvent> events) => events.OfType<Signed>().Any() ? TriageStage.Signed : TriageStage.Assessing;

    private static string? CodeOf(TriageEvent e) => e switch
    {
        DispositionConfirmed c => c.Code,
        DispositionTold t => t.Code,
        Overridden o => o.To,
        _ => null,
    };

    private static bool IsNamed(Protocol protocol, IReadOnlyList<TriageEvent> events) => events.Any(e => e switch
    {
        ProtocolAdded a => a.ProtocolId == protocol.Id,
        Answered a => a.ProtocolId == protocol.Id,
        _ => false,
    });

    private static ProtocolView Plain(TriagePackage package, Protocol p) => new(
        p.Id, p.Version, p.Digest, p.Title, p.IsGate, "fault", "The engine failed: read the ladder from the top",
        [.. p.Questions.Select(q => new QuestionView(p.Id, q.Question.Id, q.Question.Q, q.Question.Plain, package.Disposition(q.Tier.Go), Standing.Open, null, null, null, false, 0, package.Rank(q.Tier.Go), package.Rank(q.Tier.Go), true, null, q.Question.Link, q.Question.Do, q.Question.First, []))]);
}
