using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class DecisionTests
{
    private static readonly TriagePackage Package = Shipped.Package;

    private static Nurse Adult(string protocol = "chest-pain") =>
        Nurse.Opens(Package, new("age_years", FactValue.Of(61), AnswerSource.Chart), new("chemo_6w", FactValue.Of(false), AnswerSource.Chart), new("steroid_dependent", FactValue.Of(false), AnswerSource.Chart)).Joins(protocol);

    private static Nurse AtEmergency() => Adult().Answers("chest-pain", "gone_but_24h", Answer.Present);

    private static RefusalCode? Override(Nurse nurse, string to, string? text = null, Actor? coSigner = null, string? from = null, string reason = "clinical_judgment") =>
        nurse.RefusalOf((id, at, by) => new Overridden(id, at, by, from ?? nurse.View.ProtocolDisposition.Code, to, reason, text, coSigner));

    [Fact]
    public void A_session_is_opened_once_with_the_package_it_is_pinned_to()
    {
        var fresh = new Nurse(Package);
        Assert.Equal(RefusalCode.SessionNotOpen, fresh.RefusalOf((id, at, by) => new ProtocolAdded(id, at, by, "chest-pain")));
        Assert.Equal(RefusalCode.PackageNotPinned, fresh.RefusalOf((id, at, by) => new Opened(id, at, by, "another", [])));
        Assert.Equal(RefusalCode.FactUnknown, fresh.RefusalOf((id, at, by) => new Opened(id, at, by, Package.Digest, [new("shoe_size", FactValue.Of(9), AnswerSource.Chart)])));
        Assert.Equal(RefusalCode.SessionAlreadyOpen, Adult().RefusalOf((id, at, by) => new Opened(id, at, by, Package.Digest, [])));
        Assert.IsType<Refused>(TriageEngine.Decide(Demo.Package(), Adult().Log, new ProtocolAdded(Guid.NewGuid(), default, Nurse.Maria, "cough")));
    }

    [Fact]
    public void Questions_and_facts_that_are_not_here_are_refused_by_name()
    {
        var nurse = Adult();
        Assert.Equal(RefusalCode.ProtocolUnknown, nurse.RefusalOf((id, at, by) => new ProtocolAdded(id, at, by, "nothing")));
        Assert.Equal(RefusalCode.QuestionNotAskedHere, nurse.RefusalOf((id, at, by) => new Answered(id, at, by, "fever", "fever_3d", Answer.Present, AnswerSource.Asked)));
        Assert.Equal(RefusalCode.QuestionNotAskedHere, nurse.RefusalOf((id, at, by) => new Answered(id, at, by, "chest-pain", "nothing", Answer.Present, AnswerSource.Asked)));
        Assert.Equal(RefusalCode.FactUnknown, nurse.RefusalOf((id, at, by) => new FactSet(id, at, by, new("shoe_size", FactValue.Of(9), AnswerSource.Asked))));
        Assert.Equal(RefusalCode.FactValueImpossible, nurse.RefusalOf((id, at, by) => new FactSet(id, at, by, new("temp_f", FactValue.Of(38), AnswerSource.Device))));
        Assert.Equal(RefusalCode.FactValueImpossible, nurse.RefusalOf((id, at, by) => new FactSet(id, at, by, new("diabetes", FactValue.Of(3), AnswerSource.Asked))));
        Assert.Equal(RefusalCode.AdviceLineUnknown, nurse.RefusalOf((id, at, by) => new AdviceRead(id, at, by, "chest-pain", AdviceKind.CallBack, [9])));
        Assert.Equal(RefusalCode.NothingToCorrect, nurse.RefusalOf((id, at, by) => new Corrected(id, at, by, "chest-pain", "spreads", Answer.Absent, AnswerSource.Asked)));
        nurse.Answers("chest-pain", "spreads", Answer.Absent);
        Assert.Equal(RefusalCode.AlreadyAnsweredUseCorrection, nurse.RefusalOf((id, at, by) => new Answered(id, at, by, "chest-pain", "spreads", Answer.Present, AnswerSource.Asked)));
    }

    [Fact]
    public void A_question_for_other_people_is_not_asked_here()
    {
        var nurse = Nurse.Opens(Package, new FactReading("icd", FactValue.Of(false), AnswerSource.Chart)).Joins("heart-failure-fluid");
        Assert.Equal(RefusalCode.QuestionNotAskedHere, nurse.RefusalOf((id, at, by) => new Answered(id, at, by, "heart-failure-fluid", "shocks_two", Answer.Present, AnswerSource.Asked)));
    }

    [Fact]
    public void Raising_is_free_and_lowering_needs_words()
    {
        var nurse = AtEmergency();
        Assert.Null(Override(nurse, "ems"));
        Assert.Equal(RefusalCode.DispositionDowngradeNeedsReason, Override(nurse, "see_24h"));
        Assert.Equal(RefusalCode.DispositionDowngradeNeedsReason, Override(nurse, "see_24h", "  "));
        Assert.Equal(RefusalCode.OverrideReasonUnknown, Override(nurse, "ems", reason: "because"));
        Assert.Equal(RefusalCode.OverrideOutdated, Override(nurse, "ems", from: "home"));
        Assert.Equal(RefusalCode.OverrideChangesNothing, Override(nurse, "ed_now"));
        Assert.Equal(RefusalCode.DispositionUnknown, Override(nurse, "tomorrow"));
        nurse.Overrides("see_4h", "seen in clinic this morning for the same pain");
        Assert.Equal(("see_4h", "ed_now"), (nurse.Result, nurse.View.ProtocolDisposition.Code));
        Assert.Contains(nurse.View.Reasons, r => r is { Kind: ReasonKind.Override, Disposition.Code: "see_4h" });
    }

    [Fact]
    public void Lowering_lapses_when_something_more_urgent_is_found_and_raising_does_not()
    {
        var lowered = AtEmergency().Overrides("see_24h", "known pain").Answers("chest-pain", "spreads", Answer.Present);
        Assert.Equal("ems", lowered.Result);
        var raised = AtEmergency().Overrides("ems").Corrects("chest-pain", "gone_but_24h", Answer.Absent);
        Assert.Equal("ems", raised.Result);
    }

    [Fact]
    public void A_locked_level_is_left_only_with_a_second_clinician()
    {
        var nurse = Adult().Answers("chest-pain", "spreads", Answer.Present);
        Assert.Equal(RefusalCode.LockedLevelNeedsCoSign, Override(nurse, "ed_now", "not cardiac"));
        Assert.Equal(RefusalCode.CoSignerMustBeAnother, Override(nurse, "ed_now", "not cardiac", Nurse.Maria));
        nurse.Overrides("ed_now", "not cardiac", Nurse.Okafor);
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal(RefusalCode.LockedLevelNeedsCoSign, Override(AtEmergency().Overrides("ems"), "ed_now", "changed my mind"));
    }

    [Fact]
    public void No_override_goes_below_a_floor_of_the_practice()
    {
        var nurse = Adult().Types("calls_72h", FactValue.Of(2));
        Assert.Equal("provider_now", nurse.Result);
        Assert.Equal(RefusalCode.BelowPracticeFloor, Override(nurse, "see_24h", "fine", Nurse.Okafor));
        Assert.DoesNotContain(nurse.View.Overrides, o => o.To.Rank < 80);
    }

    [Fact]
    public void The_view_says_which_overrides_need_what()
    {
        var nurse = Adult().Answers("chest-pain", "spreads", Answer.Present);
        Assert.All(nurse.View.Overrides, o => Assert.True(o is { IsLower: true, NeedsText: true, NeedsCoSigner: true }));
        Assert.Contains(AtEmergency().View.Overrides, o => o is { To.Code: "ems", IsLower: false, NeedsText: false, NeedsCoSigner: false });
    }

    [Fact]
    public void A_disposition_is_confirmed_as_it_stands_before_it_is_told()
    {
        var nurse = AtEmergency();
        Assert.Equal(RefusalCode.DispositionNotCurrent, nurse.RefusalOf((id, at, by) => new DispositionConfirmed(id, at, by, "home")));
        Assert.Equal(RefusalCode.DispositionUnknown, nurse.RefusalOf((id, at, by) => new DispositionConfirmed(id, at, by, "soon")));
        Assert.Equal(RefusalCode.DispositionNotConfirmed, nurse.RefusalOf((id, at, by) => new DispositionTold(id, at, by, "ed_now")));
        nurse.Confirms();
        Assert.Equal(RefusalCode.DispositionNotCurrent, nurse.RefusalOf((id, at, by) => new DispositionTold(id, at, by, "see_24h")));
        Assert.Equal(TriageStage.Told, nurse.Tells().View.Stage);
    }

    [Fact]
    public void Lowering_what_was_told_needs_a_reason_and_telling_again()
    {
        var nurse = AtEmergency().Confirms().Tells();
        Assert.Equal(RefusalCode.ToldDispositionNeedsReason, nurse.RefusalOf((id, at, by) => new Corrected(id, at, by, "chest-pain", "gone_but_24h", Answer.Absent, AnswerSource.Asked)));
        Assert.Equal(RefusalCode.ToldDispositionNeedsReason, Override(nurse, "see_24h"));
        nurse.Corrects("chest-pain", "gone_but_24h", Answer.Absent, "it was last week");
        Assert.True(nurse.View.Told is { Told: "ed_now", MustTellAgain: true });
        Assert.Contains(nurse.View.MissingForSigning, m => m.Kind == MissingKind.TellAgain);
        nurse.Confirms().Tells();
        Assert.False(nurse.View.Told.MustTellAgain);
    }

    [Fact]
    public void Lowering_by_a_fact_after_telling_needs_a_reason_too()
    {
        var nurse = Adult("fever").Types("temp_f", FactValue.Of(104)).Confirms().Tells();
        Assert.Equal(RefusalCode.ToldDispositionNeedsReason, nurse.RefusalOf((id, at, by) => new FactSet(id, at, by, new("temp_f", FactValue.Of(101), AnswerSource.Device))));
        nurse.Types("temp_f", FactValue.Of(101), "misread");
        Assert.Equal(("see_24h", true), (nurse.Result, nurse.View.Told.MustTellAgain));
    }

    [Fact]
    public void A_paused_or_handed_over_session_waits_for_who_resumes_it()
    {
        var nurse = AtEmergency().Do((id, at, by) => new Paused(id, at, by));
        Assert.Equal(RefusalCode.SessionPaused, nurse.RefusalOf((id, at, by) => new Noted(id, at, by, "x")));
        nurse.Do((id, at, by) => new HandedOver(id, at, by, new("nurse-2", "Sam K., RN")));
        Assert.Equal(RefusalCode.SessionHandedOver, nurse.RefusalOf((id, at, by) => new ProtocolAdded(id, at, by, "fever")));
        nurse.Do((id, at, by) => new Resumed(id, at, by));
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal(TriageStage.Gate, nurse.View.Stage);
    }

    [Fact]
    public void Signing_lists_what_is_missing_and_a_signed_session_takes_nothing_more()
    {
        var nurse = AtEmergency();
        Assert.Equal(RefusalCode.NotReadyToSign, nurse.RefusalOf((id, at, by) => new Signed(id, at, by)));
        Assert.Contains(nurse.View.MissingForSigning, m => m is { Kind: MissingKind.Question, QuestionId: "spreads" });
        nurse.ClearsTheRest();
        Assert.Equal([MissingKind.Confirm, MissingKind.Tell, MissingKind.CallBackAdvice, MissingKind.TeachBack, MissingKind.Intention], nurse.View.MissingForSigning.Select(m => m.Kind));
        nurse.Finishes().Signs();
        Assert.Equal(RefusalCode.SessionSigned, nurse.RefusalOf((id, at, by) => new Answered(id, at, by, "chest-pain", "spreads", Answer.Present, AnswerSource.Asked)));
        nurse.Do((id, at, by) => new Recalled(id, at, by, Package.Digest, "a limit was wrong"));
        Assert.Equal(TriageStage.Recalled, nurse.View.Stage);
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal(TriageStage.Signed, nurse.Do((id, at, by) => new Reviewed(id, at, by, "not affected")).View.Stage);
    }

    [Fact]
    public void A_refusal_by_the_caller_is_no_override_but_needs_the_risks_explained()
    {
        var nurse = AtEmergency().ClearsTheRest().Finishes().Do((id, at, by) => new CallerIntention(id, at, by, Intention.WillNotFollow, "no car"));
        Assert.Equal("ed_now", nurse.Result);
        Assert.Equal([MissingKind.RisksExplained], nurse.View.MissingForSigning.Select(m => m.Kind));
        Assert.Empty(nurse.Do((id, at, by) => new CallerIntention(id, at, by, Intention.WillNotFollow, "no car", true)).View.MissingForSigning);
    }

    [Fact]
    public void An_event_sent_twice_is_accepted_once()
    {
        var nurse = AtEmergency();
        Assert.True(TriageEngine.Decide(Package, nurse.Log, nurse.Log[^1]) is Accepted { Repeated: true });
    }

    [Fact]
    public void A_recall_shows_in_an_open_session_and_rewrites_nothing()
    {
        var nurse = AtEmergency().Do((id, at, by) => new Recalled(id, at, by, Package.Digest, "a limit was wrong"));
        Assert.Equal("a limit was wrong", nurse.View.Recall?.Why);
        Assert.Equal("ed_now", nurse.Result);
    }
}
