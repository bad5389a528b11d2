using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>What a session still lacks before it may be signed; nothing is guessed.</summary>
internal static class SigningRules
{
    public static IReadOnlyList<Missing> Missing(TriageView view, SessionLog log, CompiledPackage package) =>
        log.Lost is null ? [.. Questions(view, package), .. Facts(view), .. Caller(view, log)] : [.. Confirming(view)];

    private static IEnumerable<Missing> Questions(TriageView view, CompiledPackage package)
    {
        foreach (var protocol in view.Protocols)
            foreach (var q in protocol.Questions)
                if (q.IsOpenAboveResult && package.Find(q.ProtocolId, q.Id) is { } question) yield return question.Missing;
        if (view.Protocols.Count == 1 && view.ProtocolDisposition != package.Package.MostUrgent)
            yield return new(MissingKind.Protocol, "No protocol has been chosen after the first minute");
    }

    private static IEnumerable<Missing> Facts(TriageView view) =>
        view.FactsToAsk.Where(f => f.Blocks).Select(f => new Missing(MissingKind.Fact, $"Not asked: {f.Ask.Text}", Fact: f.Fact));

    private static IEnumerable<Missing> Confirming(TriageView view)
    {
        if (view.Told.MustConfirm) yield return new(MissingKind.Confirm, $"The disposition is not confirmed: {view.FinalDisposition.Title.Text}");
    }

    private static IEnumerable<Missing> Caller(TriageView view, SessionLog log)
    {
        foreach (var missing in Confirming(view)) yield return missing;
        if (view.Told.MustTellAgain) yield return new(MissingKind.TellAgain, $"The caller was told something else and must be told again: {view.FinalDisposition.Title.Text}");
        else if (view.Told.MustTell) yield return new(MissingKind.Tell, "The caller has not been told the disposition");
        if (!view.Advice.Any(a => a is { Kind: AdviceKind.CallBack, IsRead: true })) yield return new(MissingKind.CallBackAdvice, "When to call back has not been read to the caller");
        if (log.TeachBack is null) yield return new(MissingKind.TeachBack, "The caller has not said back what to do");
        if (log.Intention is null) yield return new(MissingKind.Intention, "What the caller means to do is not recorded");
        if (log.Intention is { Intention: Intention.WillNotFollow, RisksExplained: false }) yield return new(MissingKind.RisksExplained, "The caller refuses; the risks have not been explained");
    }
}
