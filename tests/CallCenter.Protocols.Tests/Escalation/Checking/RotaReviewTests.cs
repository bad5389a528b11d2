using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using FsCheck.Xunit;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>A change of the rota never opens a gap unseen, and never invents one.</summary>
public class RotaReviewTests
{
    private static readonly EscalationFile Lakeside = Practices.Load("lakeside");
    private static readonly string?[] People = [null, "dr-okafor", "dr-marsh", "np-kim"];

    private static ScheduleOverride Override(int id, byte day, byte hour, byte length, byte off, byte on)
    {
        var from = new LocalDate(2026, 11, 1).PlusDays(day % 150) + new LocalTime(hour % 24, 0);
        return new($"change-{id}", from, from.PlusHours(1 + (length % 120)), People[off % 4], People[on % 4], "chance", "test", null);
    }

    private static EscalationFile With(EscalationFile file, params ScheduleOverride[] changes) =>
        new LiveChanges([.. changes.Select(c => new ScheduleChange("clinician-call", c))], [], []).Over(file);

    /// <summary>Hour by hour, by the question that decides who is paged.</summary>
    [Property(MaxTest = 60)]
    public void An_override_never_opens_a_gap_unseen(byte day, byte hour, byte length, byte off, byte on, bool second, byte shift)
    {
        var (first, other) = (Override(1, day, hour, length, off, on), Override(2, (byte)(day + (shift % 3)), shift, length, on, off));
        var before = second ? With(Lakeside, other) : Lakeside;
        var after = With(before, first);
        var (start, end) = (WallClock.Start(Lakeside.Zone, first.From), WallClock.End(Lakeside.Zone, first.To));
        var review = RotaReview.Of(before, after, Practices.Beginning, start, end);
        for (var at = Instant.Max(Practices.Beginning, start) + Duration.FromMinutes(30); at < end; at += Duration.FromHours(1))
        {
            var opened = OnCall.PeopleAt(after, "clinician-call", at).Count == 0 && OnCall.PeopleAt(before, "clinician-call", at).Count > 0;
            Assert.Equal(opened, review.Gaps.Any(g => g.Schedule == "clinician-call" && g.Time.Contains(at)));
        }
    }

    [Fact]
    public void A_gap_that_was_there_before_is_not_held_against_a_change_that_closes_half_of_it()
    {
        var gap = new ScheduleOverride("gap", new(2026, 11, 24, 17, 0), new(2026, 11, 25, 8, 0), "dr-okafor", null, "ill", "test", null);
        var half = new ScheduleOverride("half", new(2026, 11, 24, 17, 0), new(2026, 11, 25, 0, 0), null, "np-kim", "helps", "test", null);
        var before = With(Lakeside, gap);
        var review = RotaReview.Of(before, With(before, half), Practices.Beginning, Lakeside.At("2026-11-24 17:00"), Lakeside.At("2026-11-25 00:00"));
        Assert.True(review.Clean, string.Join('\n', review.Errors));
        Assert.Equal("clinician-call", Assert.Single(RotaReview.Of(Lakeside, before, Practices.Beginning, Lakeside.At("2026-11-24 17:00"), Lakeside.At("2026-11-25 08:00")).Gaps).Schedule);
    }

    [Fact]
    public void A_change_far_beyond_the_usual_horizon_is_looked_at_too()
    {
        var late = new ScheduleOverride("late", new(2027, 9, 1, 8, 0), new(2027, 9, 2, 8, 0), OnCall.PeopleAt(Lakeside, "clinician-call", Lakeside.At("2027-09-01 12:00"))[0], null, "leave", "test", null);
        Assert.NotEmpty(RotaReview.Of(Lakeside, With(Lakeside, late), Practices.Beginning, Lakeside.At("2027-09-01 08:00"), Lakeside.At("2027-09-02 08:00")).Gaps);
    }

    [Fact]
    public void Somebody_who_has_left_the_file_takes_nobody_off_call()
    {
        var gone = new ScheduleOverride("gone", new(2026, 11, 24, 17, 0), new(2026, 11, 25, 8, 0), "dr-okafor", "dr-gone", "swap", "test", null);
        Assert.Equal(["dr-okafor"], OnCall.PeopleAt(With(Lakeside, gone), "clinician-call", Lakeside.At("2026-11-24 20:00")));
    }

    [Fact]
    public void An_imported_layer_beats_what_lies_under_it_and_is_silent_without_a_copy()
    {
        var file = Practices.Parse(Practices.Text("lakeside").With("      - id: holiday\n", "      - {id: elsewhere, import: {max_age: 36h}}\n      - id: holiday\n"));
        var night = Lakeside.At("2026-11-24 20:00");
        Assert.Equal(["dr-okafor"], OnCall.PeopleAt(file, "clinician-call", night));
        var turns = new ImportedTurns("clinician-call", "elsewhere", [new(new(2026, 11, 24, 17, 0), new(2026, 11, 25, 8, 0), "np-kim")]);
        var live = new LiveChanges([], [turns], []).Over(file);
        Assert.Equal(["np-kim"], OnCall.PeopleAt(live, "clinician-call", night));
        Assert.DoesNotContain(EscalationVerifier.Verify(live, RegistrySnapshot.Empty, Practices.Beginning).Findings, f => f.Code is "C01" or "C02");
    }
}
