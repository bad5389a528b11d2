using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>One evaluation of one log: the result, as a maximum, and what is still to be asked.</summary>
internal sealed class Evaluation
{
    private readonly CompiledPackage _package;
    private readonly SessionLog _log;

    public Evaluation(CompiledPackage package, SessionLog log)
    {
        (_package, _log) = (package, log);
        (Ladders, Floors) = (new(package, log), new(package, log));
        var found = Math.Max(Ladders.Highest, Floors.Highest);
        // What nobody could ask is not "no": a call lost before the end is held at a clinician's call-back.
        IsHeldUp = log.Lost is not null && !Complete(found);
        Protocols = _package.Level(IsHeldUp ? Math.Max(found, package.Package.Cautious.Rank) : found);
        Final = Overridden();
        Above = Math.Max(Protocols.Rank, Final.Rank);
        (IsGateClear, IsComplete) = (!Ladders.AnyOpenAbove(Above, gateOnly: true), Complete(Protocols.Rank));
    }

    public Ladders Ladders { get; }
    public FloorRules Floors { get; }
    public bool IsHeldUp { get; }

    /// <summary>The result of the protocols and floors.</summary>
    public Disposition Protocols { get; }

    /// <summary>The result with the nurse's override.</summary>
    public Disposition Final { get; }

    /// <summary>Only what could be more urgent than this rank is still worth asking.</summary>
    public int Above { get; }
    public bool IsGateClear { get; }
    public bool IsComplete { get; }

    public TriageResult Result => new(Protocols, Final, Next()?.Ref, IsGateClear, IsComplete);

    // The gate alone never completes a call below the top: a protocol not yet chosen could still raise it.
    private bool Complete(int result) =>
        !Ladders.AnyOpenAbove(result) && (Ladders.All.Count > 1 || result == _package.Package.MostUrgent.Rank);

    /// <summary>Up holds at least its level; down holds only for the result it was decided on, and never below a floor.</summary>
    private Disposition Overridden()
    {
        if (_log.Override is not { } decision || _package.Package.FindDisposition(decision.To) is not { } to) return Protocols;
        var from = _package.Package.Rank(decision.From);
        return _package.Level(
            to.Rank >= from ? Math.Max(Protocols.Rank, to.Rank)
            : Protocols.Rank > from ? Protocols.Rank
            : Math.Max(to.Rank, Floors.Highest));
    }

    /// <summary>The gate's questions first, then the most urgent; those that only open another protocol last; ties in file order.</summary>
    public CompiledQuestion? Next()
    {
        const int isUrgentItself = 1000, isOfTheGate = 10_000;
        var (next, highest) = ((CompiledQuestion?)null, 0);
        foreach (var ladder in Ladders.All)
            foreach (ref readonly var q in ladder.Questions.AsSpan())
            {
                if (!q.IsOpenAbove(Above)) continue;
                var order = (q.Rank.RankOfYes > Protocols.Rank ? isUrgentItself + q.Rank.RankOfYes : q.Reach) + (q.Protocol.IsGate ? isOfTheGate : 0);
                if (order > highest) (next, highest) = (q.Compiled, order);
            }
        return next;
    }
}
