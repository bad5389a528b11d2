using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>A nurse who decides otherwise, tells, hears more and decides again.</summary>
public class SecondThoughtsTests
{
    private static readonly TriagePackage Package = Shipped.Package;

    private static Nurse Adult(params FactReading[] more) =>
        Nurse.Opens(Package, [new("age_years", FactValue.Of(61), AnswerSource.Chart), new("chemo_6w", FactValue.Of(false), AnswerSource.Chart), new("steroid_dependent", FactValue.Of(false), AnswerSource.Chart), .. more]).Joins("chest-pain");

    private static Nurse AtEmergency() => Adult().Answers("chest-pain", "gone_but_24h", Answer.Present);

    private static RefusalCode? Override(Nurse nurse, string to, string? text = null) =>
        nurse.RefusalOf((id, at, by) => new Overridden(id, at, by, nurse.View.ProtocolDisposition.Code, to, "clinical_judgment", text));

    private static RefusalCode? Correct(Nurse nurse, string question, Answer answer) =>
        nurse.RefusalOf((id, at, by) => new Corrected(id, at, by, "chest-pain", question, answer, AnswerSource.Asked));

    private static RefusalCode? Sign(Nurse nurse) => nurse.RefusalOf((id, at, by) => new Signed(id, at, by));

    [Fact]
    public void Once_a_nurse_has_raised_only_what_is_more_urgent_still_is_asked()
    {
        var open = Adult().Overrides("ed_now").View.Protocols.SelectMany(p => p.Questions).Where(q => q.IsOpenAboveResult).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, q => Assert.True(q.MayReach > 90));
    }

    [Fact]
    public void Going_back_up_to_the_protocols_level_is_free_and_holds_when_the_protocols_fall()
    {
        var nurse = AtEmergency().Overrides("see_4h", "known pain");
        Assert.Contains(nurse.View.Overrides, o => o is { To.Code: "ed_now", IsLower: false, NeedsText: false });
        nurse.Overrides("ed_now").Corrects("chest-pain", "gone_but_24h", Answer.Absent);
        Assert.Equal("ed_now", nurse.Result);
    }

    [Fact]
    public void A_second_step_down_from_911_takes_a_second_clinician_again()
    {
        var nurse = Adult().Answers("chest-pain", "spreads", Answer.Present).Overrides("ed_now", "not cardiac", Nurse.Okafor);
        Assert.Equal(RefusalCode.LockedLevelNeedsCoSign, Override(nurse, "see_24h", "feels fine"));
        Assert.Null(Override(nurse, "ems"));
    }

    [Fact]
    public void Down_to_the_practices_floor_but_not_below()
    {
        var nurse = Adult(new FactReading("calls_72h", FactValue.Of(2), AnswerSource.CallHistory)).Answers("chest-pain", "gone_but_24h", Answer.Present);
        Assert.Contains(nurse.View.Overrides, o => o.To.Code == "provider_now");
        Assert.Null(Override(nurse, "provider_now", "known pain"));
        Assert.Equal(RefusalCode.BelowPracticeFloor, Override(nurse, "see_4h", "known pain"));
    }

    [Fact]
    public void After_telling_a_correction_that_lowers_nothing_needs_no_reason()
    {
        var nurse = AtEmergency().Answers("chest-pain", "spreads", Answer.Absent).Confirms().Tells();
        Assert.Null(Correct(nurse, "spreads", Answer.Absent));
        Assert.Equal(RefusalCode.ToldDispositionNeedsReason, Correct(nurse, "gone_but_24h", Answer.Absent));
    }

    [Fact]
    public void What_was_found_after_telling_and_not_told_yet_is_taken_back_without_a_reason()
    {
        var nurse = AtEmergency().Confirms().Tells().Answers("chest-pain", "spreads", Answer.Present);
        Assert.True(nurse.View.Told.MustTellAgain);
        Assert.Null(Correct(nurse, "spreads", Answer.Absent));
        Assert.Null(Correct(AtEmergency(), "gone_but_24h", Answer.Absent));
    }

    [Fact]
    public void A_new_result_that_is_confirmed_has_still_to_be_told()
    {
        var nurse = AtEmergency().Confirms().Tells().Answers("chest-pain", "spreads", Answer.Present).Confirms();
        Assert.Equal((false, true, true), (nurse.View.Told.MustConfirm, nurse.View.Told.MustTell, nurse.View.Told.MustTellAgain));
        // Told again by itself, without being confirmed, it would not count either.
        Assert.True(AtEmergency().View.Told is { MustConfirm: true, MustTell: true, MustTellAgain: false });
    }

    [Fact]
    public void Signing_before_the_end_is_refused_with_what_is_missing()
    {
        var nurse = AtEmergency();
        var refused = Assert.IsType<Refused>(nurse.Tries((id, at, by) => new Signed(id, at, by)));
        Assert.Equal(string.Join("; ", nurse.View.MissingForSigning.Select(m => m.Text)), refused.Message);
        nurse.ClearsTheRest().Confirms().Tells();
        Assert.Equal((TriageStage.Told, RefusalCode.NotReadyToSign), (nurse.View.Stage, Sign(nurse)));
    }

    [Fact]
    public void An_open_session_has_nothing_to_review() =>
        Assert.Equal(RefusalCode.NotNow, AtEmergency().RefusalOf((id, at, by) => new Reviewed(id, at, by, "fine")));

    [Theory]
    [InlineData(new[] { 0, 1 }, true)]
    [InlineData(new[] { 3 }, false)]
    [InlineData(new[] { 0, 9 }, false)]
    [InlineData(new[] { -1 }, false)]
    public void Only_lines_that_the_protocol_has_are_read(int[] lines, bool accepted) =>
        Assert.Equal(accepted ? null : RefusalCode.AdviceLineUnknown, Adult().RefusalOf((id, at, by) => new AdviceRead(id, at, by, "chest-pain", AdviceKind.CallBack, lines)));
}
