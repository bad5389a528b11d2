using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>The engine fails in mid-call: the nurse reads the ladders and goes on by judgment, and what was decided stands.</summary>
public class FaultTests
{
    private static readonly ProtocolAdded NoSuchProtocol = new(Guid.NewGuid(), default, Nurse.Maria, "no-such-protocol");

    private static TriageView After(Nurse nurse, params TriageEvent[] more) => TriageEngine.Evaluate(Shipped.Package, [.. nurse.Log, .. more, NoSuchProtocol]);

    private static Nurse Chest() => Nurse.Opens(Shipped.Package).Joins("chest-pain");

    [Fact]
    public void The_first_minute_and_the_protocols_of_the_call_are_there_to_read()
    {
        Assert.Equal(["first-minute", "chest-pain"], After(Chest()).Protocols.Select(p => p.Id).OrderBy(id => id != "first-minute"));
        var answered = After(Nurse.Opens(Shipped.Package), new Answered(Guid.NewGuid(), default, Nurse.Maria, "fever", "fever_3d", Answer.Present, AnswerSource.Asked));
        Assert.Equal(["fever", "first-minute"], answered.Protocols.Select(p => p.Id).Order(StringComparer.Ordinal));
        Assert.All(After(Chest()).Protocols.SelectMany(p => p.Questions), q => Assert.True(q is { IsOpenAboveResult: true, ByFact: false, Standing: Standing.Open }));
    }

    [Fact]
    public void Nothing_counts_as_finished()
    {
        var view = After(Chest());
        Assert.False(view.IsGateClear || view.IsComplete);
        Assert.Equal(MissingKind.Protocol, Assert.Single(view.MissingForSigning).Kind);
        Assert.All(view.Overrides, o => Assert.False(o.NeedsText || o.NeedsCoSigner));
        Assert.Equal((TriageStage.Assessing, false), (view.Stage, view.Why?.ByFact));
        Assert.Equal(TriageStage.Signed, After(Chest(), new Signed(Guid.NewGuid(), default, Nurse.Maria)).Stage);
    }

    [Fact]
    public void What_the_caller_was_told_stays_told_and_what_was_decided_higher_must_be_told_again()
    {
        TriageEvent Confirmed(string code) => new DispositionConfirmed(Guid.NewGuid(), default, Nurse.Maria, code);
        TriageEvent Told(string code) => new DispositionTold(Guid.NewGuid(), default, Nurse.Maria, code);
        Assert.Equal((true, true, false), Standing(After(Chest())));
        Assert.Equal((false, false, false), Standing(After(Chest(), Confirmed("ed_now"), Told("ed_now"))));
        Assert.Equal((true, true, true), Standing(After(Chest(), Confirmed("ed_now"), Told("ed_now"), new Overridden(Guid.NewGuid(), default, Nurse.Maria, "ed_now", "ems", "clinical_judgment"))));
        static (bool, bool, bool) Standing(TriageView view) => (view.Told.MustConfirm, view.Told.MustTell, view.Told.MustTellAgain);
    }
}
