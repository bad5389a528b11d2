using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>What a session comes to, without the screen.</summary>
public sealed record TriageResult(Disposition ProtocolDisposition, Disposition FinalDisposition, QuestionRef? NextQuestion, bool IsGateClear, bool IsComplete);

/// <summary>
/// The triage of one call. Pure: no clock, no chance, no I/O, so that browser and server arrive at the same
/// result, and a stored log replays to the same screens.
/// </summary>
public static class TriageEngine
{
    /// <summary>
    /// Everything shown after these events. Never throws: a fault of the engine or of the log gives a view
    /// whose result is not below a call-back by a clinician, and the nurse goes on by judgment.
    /// </summary>
    public static TriageView Evaluate(TriagePackage package, IReadOnlyList<TriageEvent> events)
    {
        try
        {
            var compiled = CompiledPackage.Of(package);
            return Screen.Of(compiled, new(compiled, events));
        }
        catch (Exception e)
        {
            return FaultView.Of(package, events, e.Message);
        }
    }

    /// <summary>The result alone, at a fraction of the screen's cost.</summary>
    /// <exception cref="InvalidOperationException">The log does not fit the package.</exception>
    public static TriageResult Result(TriagePackage package, IReadOnlyList<TriageEvent> events)
    {
        var compiled = CompiledPackage.Of(package);
        return new Evaluation(compiled, new(compiled, events)).Result;
    }

    /// <summary>Whether an event may be appended now; a refusal is named, and says what to do instead.</summary>
    public static Decision Decide(TriagePackage package, IReadOnlyList<TriageEvent> events, TriageEvent proposed)
    {
        var log = new SessionLog(CompiledPackage.Of(package), events);
        var before = Evaluate(package, events);
        if (log.Has(proposed.Id)) return new Accepted(proposed, before, true);
        if (Rules.Refusal(package, log, before, proposed) is { } refused) return refused;
        var after = Evaluate(package, [.. events, proposed]);
        return Rules.LowersWhatWasTold(before, after, proposed) ?? (Decision)new Accepted(proposed, after, false);
    }
}
