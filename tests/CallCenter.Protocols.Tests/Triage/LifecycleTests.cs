using CallCenter.Protocols.Tests.Triage.Properties;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

public class LifecycleTests
{
    [Fact]
    public void An_impossible_move_is_loud()
    {
        Assert.False(TriageLifecycle.Permits(TriageStage.Gate, TriageMove.Sign));
        Assert.True(TriageLifecycle.Permits(TriageStage.Gate, TriageMove.Sign, isCallLost: true));
        Assert.False(TriageLifecycle.Permits(TriageStage.Signed, TriageMove.Work));
        Assert.Throws<InvalidOperationException>(() => TriageLifecycle.After(TriageStage.Signed, TriageMove.Tell));
        Assert.Equal(TriageStage.Assessing, TriageLifecycle.After(TriageStage.Paused, TriageMove.Resume, TriageStage.Assessing));
    }

    [Theory]
    [InlineData(TriageStage.Gate, TriageMove.ClearGate, TriageStage.Assessing)]
    [InlineData(TriageStage.Gate, TriageMove.Reach, TriageStage.DispositionReached)]
    [InlineData(TriageStage.Assessing, TriageMove.Reach, TriageStage.DispositionReached)]
    [InlineData(TriageStage.Assessing, TriageMove.ReopenGate, TriageStage.Gate)]
    [InlineData(TriageStage.DispositionReached, TriageMove.Tell, TriageStage.Told)]
    [InlineData(TriageStage.DispositionReached, TriageMove.Reopen, TriageStage.Assessing)]
    [InlineData(TriageStage.Told, TriageMove.Tell, TriageStage.Told)]
    [InlineData(TriageStage.Told, TriageMove.ChangeResult, TriageStage.DispositionReached)]
    [InlineData(TriageStage.Told, TriageMove.Reopen, TriageStage.Assessing)]
    [InlineData(TriageStage.Told, TriageMove.Sign, TriageStage.Signed)]
    [InlineData(TriageStage.Paused, TriageMove.HandOver, TriageStage.HandedOver)]
    [InlineData(TriageStage.Signed, TriageMove.Recall, TriageStage.Recalled)]
    [InlineData(TriageStage.Recalled, TriageMove.Review, TriageStage.Signed)]
    public void A_call_moves_on_step_by_step(TriageStage stage, TriageMove move, TriageStage after) => Assert.Equal(after, TriageLifecycle.After(stage, move));

    [Fact]
    public void Only_a_lost_caller_leaves_a_session_to_be_signed_untold() =>
        Assert.Throws<InvalidOperationException>(() => TriageLifecycle.After(TriageStage.Assessing, TriageMove.Sign));

    [Fact]
    public void The_diagram_names_every_stage()
    {
        foreach (var diagram in (string[])[TriageLifecycle.Mermaid(), TriageLifecycle.Dot()])
            Assert.All(Enum.GetNames<TriageStage>(), stage => Assert.Contains(stage, diagram, StringComparison.Ordinal));
    }

    /// <summary>The stage is derived from the log; every change of it must be a path the machine permits.</summary>
    [Fact]
    public void The_derived_stage_only_ever_moves_as_the_machine_permits()
    {
        var random = new Random(3);
        var seen = new HashSet<(TriageStage, TriageStage)>();
        for (var call = 0; call < (Thoroughness.IsMutationRun ? 15 : 60); call++)
        {
            var nurse = Nurse.Opens(Shipped.Package, new FactReading("age_years", FactValue.Of(61), AnswerSource.Chart));
            for (var step = 0; step < 25; step++)
            {
                var before = nurse.View.Stage;
                if (nurse.Tries((id, at, by) => Anything(nurse, random, id, at, by)) is not Accepted { Repeated: false } accepted) continue;
                nurse.Do((_, _, _) => accepted.Event);
                var after = accepted.After.Stage;
                seen.Add((before, after));
                Assert.True(before == after || Reaches(before, after), $"{before} → {after} by {accepted.Event.GetType().Name}");
            }
        }
        Assert.True(seen.Count > 12, "the walk saw too few moves to mean anything");
    }

    private static bool Reaches(TriageStage from, TriageStage to)
    {
        var moves = Enum.GetValues<TriageMove>();
        IEnumerable<TriageStage> Next(TriageStage s) => moves.Where(m => TriageLifecycle.Permits(s, m, true))
            .SelectMany(m => s is TriageStage.Paused or TriageStage.HandedOver && m == TriageMove.Resume
                ? [TriageStage.Gate, TriageStage.Assessing, TriageStage.DispositionReached, TriageStage.Told]
                : (TriageStage[])[TriageLifecycle.After(s, m, isCallLost: true)]);
        // One event may clear the gate and reach the disposition at once.
        return Next(from).SelectMany(s => Next(s).Append(s)).Contains(to);
    }

    private static TriageEvent Anything(Nurse nurse, Random random, Guid id, DateTimeOffset at, Actor by)
    {
        var view = nurse.View;
        var questions = view.Protocols.SelectMany(p => p.Questions).ToList();
        var q = questions[random.Next(questions.Count)];
        var answered = questions.Where(x => x.Answer is not null).Append(q).ToList();
        var old = answered[random.Next(answered.Count)];
        return random.Next(14) switch
        {
            0 => new ProtocolAdded(id, at, by, Shipped.Package.Protocols[random.Next(Shipped.Package.Protocols.Count)].Id),
            1 or 2 => new DispositionConfirmed(id, at, by, view.FinalDisposition.Code),
            3 or 4 => new DispositionTold(id, at, by, view.FinalDisposition.Code),
            5 => new Overridden(id, at, by, view.ProtocolDisposition.Code, "ems", "clinical_judgment"),
            6 => new Paused(id, at, by),
            7 or 8 => new Resumed(id, at, by),
            9 => new HandedOver(id, at, by, new("nurse-2", "Sam K., RN")),
            10 => new Corrected(id, at, by, old.ProtocolId, old.Id, (Answer)random.Next(3), AnswerSource.Asked, "misheard"),
            11 => random.Next(4) == 0 ? new CallLost(id, at, by, "dead line") : new Noted(id, at, by, "x"),
            12 => random.Next(3) == 0 ? new Signed(id, at, by) : new Recalled(id, at, by, "d", "why"),
            _ => new Answered(id, at, by, q.ProtocolId, q.Id, random.Next(6) == 0 ? Answer.Present : Answer.Absent, AnswerSource.Heard),
        };
    }
}
