using CallCenter.Api.Features.CareManagement.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;

namespace CallCenter.Api.Tests.CareManagement;

public class CallTimeRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 2, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Talk_is_proposed_and_waits_for_the_nurse()
    {
        var piece = Assert.Single(CallTimeRules.Propose(Call([(0, 300)]), noteSigned: false, []));
        Assert.Equal((Activity.CallLive, TimeState.Proposed, TimeReason.AwaitingLink), (piece.Activity, piece.State, piece.Reason));
        Assert.Equal(300, new[] { piece.Stretch }.Seconds());
    }

    [Fact]
    public void Two_legs_that_overlap_are_one_stretch_and_a_gap_stays_a_gap()
    {
        var pieces = CallTimeRules.Propose(Call([(0, 100), (50, 200), (260, 300)]), noteSigned: false, []);
        Assert.Equal([200, 40], pieces.Select(p => new[] { p.Stretch }.Seconds()));
    }

    [Theory]
    [InlineData(420, 420)]
    [InlineData(600, 600)]
    [InlineData(1500, 600)]
    public void After_call_work_with_a_note_counts_ten_minutes_at_most(int wrapUp, int counted)
    {
        var after = CallTimeRules.Propose(Call([(0, 300)], (300, 300 + wrapUp)), noteSigned: true, []).Single(p => p.Activity is Activity.AfterCallWork);
        Assert.Equal(TimeState.Proposed, after.State);
        Assert.Equal(counted, new[] { after.Stretch }.Seconds());
    }

    [Fact]
    public void After_call_work_without_a_note_is_kept_but_excluded()
    {
        var after = CallTimeRules.Propose(Call([(0, 300)], (300, 500)), noteSigned: false, []).Single(p => p.Activity is Activity.AfterCallWork);
        Assert.Equal((TimeState.Excluded, TimeReason.NoNoteSigned), (after.State, after.Reason));
    }

    [Fact]
    public void Seconds_of_another_patient_are_cut_out_and_shown_as_such()
    {
        var pieces = CallTimeRules.Propose(Call([(0, 300)]), noteSigned: false, [new Stretch(Noon.AddSeconds(100), Noon.AddSeconds(160))]);
        Assert.Equal([(100, TimeState.Proposed), (60, TimeState.Excluded), (140, TimeState.Proposed)],
            pieces.Select(p => (new[] { p.Stretch }.Seconds(), p.State)));
        Assert.Equal(TimeReason.OtherPatient, pieces[1].Reason);
    }

    [Fact]
    public void Nothing_of_a_call_is_lost_between_proposed_and_excluded()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 500; round++)
        {
            var talk = Enumerable.Range(0, random.Next(1, 5)).Select(_ => { var at = random.Next(0, 900); return (at, at + random.Next(0, 400)); }).ToArray();
            var taken = Enumerable.Range(0, random.Next(0, 4)).Select(_ => { var at = random.Next(0, 1200); return Of(at, at + random.Next(0, 300)); }).ToArray();
            var pieces = CallTimeRules.Propose(Call(talk), noteSigned: true, taken);
            Assert.Equal(talk.Select(t => Of(t.Item1, t.Item2)).Seconds(), pieces.Sum(p => new[] { p.Stretch }.Seconds()));
            Assert.DoesNotContain(pieces, p => p.State is TimeState.Proposed && taken.Any(t => t.Overlaps(p.Stretch)));
        }
    }

    private static Stretch Of(int from, int to) => new(Noon.AddSeconds(from), Noon.AddSeconds(to));

    private static CallTime Call((int From, int To)[] talk, (int From, int To)? after = null) => new(
        Guid.NewGuid(), "lakeside", Guid.NewGuid(), Guid.NewGuid(), "A Nurse, RN", "RN",
        [.. talk.Select(t => new CallStretch(Noon.AddSeconds(t.From), Noon.AddSeconds(t.To)))],
        after is { } a ? new CallStretch(Noon.AddSeconds(a.From), Noon.AddSeconds(a.To)) : null, ["CA1"]);
}
