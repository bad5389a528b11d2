using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>What may be appended to a log. Illegal is loud and named; nothing is silently dropped.</summary>
internal static class Rules
{
    public static Refused? Refusal(TriagePackage package, SessionLog log, TriageView view, TriageEvent proposed) =>
        Opening(package, log, proposed) ?? Staging(log, view, proposed) ?? proposed switch
        {
            ProtocolAdded e => package.FindProtocol(e.ProtocolId) is null ? new(RefusalCode.ProtocolUnknown, $"The package holds no protocol {e.ProtocolId}") : null,
            FactSet e => Fact(package, e.Reading),
            Answered e => Answering(package, log, view, e),
            Corrected e => Correcting(log, e),
            DispositionConfirmed e => Current(package, view, e.Code),
            DispositionTold e => Current(package, view, e.Code) ?? (view.Told.MustConfirm ? new(RefusalCode.DispositionNotConfirmed, "Confirm the disposition before telling it") : null),
            Overridden e => Overriding(package, view, e),
            AdviceRead e => Advice(package, e),
            Signed => Signing(view),
            _ => null,
        };

    /// <summary>A lower result than the one the caller was told needs a reason; both stay in the log.</summary>
    public static Refused? LowersWhatWasTold(TriageView before, TriageView after, TriageEvent proposed)
    {
        var reason = proposed switch { Corrected e => e.Reason, FactSet e => e.Reason, _ => "not this kind of event" };
        var lowers = before.Told.Told is not null && !before.Told.MustTell && after.FinalDisposition.Rank < before.FinalDisposition.Rank;
        return lowers && string.IsNullOrWhiteSpace(reason)
            ? new(RefusalCode.ToldDispositionNeedsReason, $"The caller was told: {before.FinalDisposition.Title.Text}. Lowering it needs a reason, and the caller must be told again")
            : null;
    }

    private static Refused? Opening(TriagePackage package, SessionLog log, TriageEvent proposed)
    {
        if (proposed is not Opened e) return log.Opened is null ? new(RefusalCode.SessionNotOpen, "The session has not been opened")
            : log.Opened.PackageDigest != package.Digest ? new(RefusalCode.PackageNotPinned, "This session is pinned to another package") : null;
        if (log.Opened is not null) return new(RefusalCode.SessionAlreadyOpen, "The session is open already");
        if (e.PackageDigest != package.Digest) return new(RefusalCode.PackageNotPinned, "The session must be opened with the package it is triaged by");
        return e.Facts.Select(f => Fact(package, f)).FirstOrDefault(r => r is not null);
    }

    private static Refused? Staging(SessionLog log, TriageView view, TriageEvent proposed)
    {
        if (TriageLifecycle.Permits(view.Stage, MoveOf(proposed), log.Lost is not null)) return null;
        return view.Stage switch
        {
            TriageStage.Signed or TriageStage.Recalled => new(RefusalCode.SessionSigned, "The session is signed; nothing is added to it"),
            TriageStage.Paused => new(RefusalCode.SessionPaused, "The session is paused; resume it first"),
            TriageStage.HandedOver => new(RefusalCode.SessionHandedOver, "The session is handed over; the next nurse resumes it"),
            TriageStage.Gate or TriageStage.Assessing or TriageStage.DispositionReached or TriageStage.Told => proposed is Signed
                ? Signing(view) ?? new(RefusalCode.NotReadyToSign, "The caller has not been told the disposition")
                : new(RefusalCode.NotNow, $"This cannot be done while the session is at {view.Stage}"),
        };
    }

    private static TriageMove MoveOf(TriageEvent e) => e switch
    {
        // Telling is judged by its own rule first, so that the refusal names what is missing.
        Paused => TriageMove.Pause,
        Resumed => TriageMove.Resume,
        HandedOver => TriageMove.HandOver,
        Signed => TriageMove.Sign,
        Recalled => TriageMove.Recall,
        Reviewed => TriageMove.Review,
        _ => TriageMove.Work,
    };

    private static Refused? Fact(TriagePackage package, FactReading reading) =>
        package.FindFact(reading.Fact) is not { } fact ? new(RefusalCode.FactUnknown, $"The package holds no fact {reading.Fact}")
        : reading.Value is { } value && fact.WhyNot(value) is { } problem ? new(RefusalCode.FactValueImpossible, problem)
        : null;

    private static Refused? Answering(TriagePackage package, SessionLog log, TriageView view, Answered e)
    {
        if (package.FindProtocol(e.ProtocolId) is null) return new(RefusalCode.ProtocolUnknown, $"The package holds no protocol {e.ProtocolId}");
        if (view.Find(e.ProtocolId, e.QuestionId) is not { Standing: not Standing.NotApplicable }) return new(RefusalCode.QuestionNotAskedHere, $"{e.ProtocolId}/{e.QuestionId} is not asked in this session");
        return log.IsAnswered(e.ProtocolId, e.QuestionId) ? new(RefusalCode.AlreadyAnsweredUseCorrection, "This question has an answer; correct it instead") : null;
    }

    private static Refused? Correcting(SessionLog log, Corrected e) =>
        log.IsAnswered(e.ProtocolId, e.QuestionId) ? null : new(RefusalCode.NothingToCorrect, "This question has no answer to correct");

    private static Refused? Current(TriagePackage package, TriageView view, string code) =>
        package.FindDisposition(code) is null ? new(RefusalCode.DispositionUnknown, $"{code} is not a disposition")
        : code != view.FinalDisposition.Code ? new(RefusalCode.DispositionNotCurrent, $"The result is now: {view.FinalDisposition.Title.Text}")
        : null;

    private static Refused? Overriding(TriagePackage package, TriageView view, Overridden e)
    {
        if (package.FindDisposition(e.To) is not { } to) return new(RefusalCode.DispositionUnknown, $"{e.To} is not a disposition");
        if (e.From != view.ProtocolDisposition.Code) return new(RefusalCode.OverrideOutdated, $"The protocol's disposition is now: {view.ProtocolDisposition.Title.Text}");
        if (!OverrideReason.Known.Contains(e.ReasonCode)) return new(RefusalCode.OverrideReasonUnknown, "An override carries one of the known reason codes");
        if (to == view.FinalDisposition) return new(RefusalCode.OverrideChangesNothing, "This is the disposition already");
        var option = OverrideRules.Option(to, view.ProtocolDisposition, view.FinalDisposition);
        if (view.FloorsApplied.Any(f => package.Rank(f.To) > to.Rank)) return new(RefusalCode.BelowPracticeFloor, "A floor of the practice holds this call above that level");
        if (option.NeedsText && string.IsNullOrWhiteSpace(e.Text))
            return view.Told is { Told: not null, MustTell: false }
                ? new(RefusalCode.ToldDispositionNeedsReason, "The caller was told already; lowering needs a reason in words")
                : new(RefusalCode.DispositionDowngradeNeedsReason, "Lowering needs a reason in words");
        if (!option.NeedsCoSigner) return null;
        if (e.CoSigner is null) return new(RefusalCode.LockedLevelNeedsCoSign, "Leaving this level takes a second clinician");
        return e.CoSigner.Id == e.By.Id ? new(RefusalCode.CoSignerMustBeAnother, "The second clinician must be another person") : null;
    }

    private static Refused? Advice(TriagePackage package, AdviceRead e) =>
        package.FindProtocol(e.ProtocolId) is not { } protocol ? new(RefusalCode.ProtocolUnknown, $"The package holds no protocol {e.ProtocolId}")
        : e.Lines.Any(line => line < 0 || line >= protocol.Advice.Of(e.Kind).Count) ? new(RefusalCode.AdviceLineUnknown, "The protocol has no such line of advice")
        : null;

    private static Refused? Signing(TriageView view) => view.MissingForSigning.Count == 0
        ? null
        : new(RefusalCode.NotReadyToSign, string.Join("; ", view.MissingForSigning.Select(m => m.Text)));
}
