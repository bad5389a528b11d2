using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Tests.Calls;

public class CallRulesTests
{
    public static TheoryData<CallState, CallTrigger> Everything()
    {
        var all = new TheoryData<CallState, CallTrigger>();
        foreach (var state in Enum.GetValues<CallState>())
            foreach (var trigger in Enum.GetValues<CallTrigger>())
                all.Add(state, trigger);
        return all;
    }

    [Theory, MemberData(nameof(Everything))]
    public void Every_trigger_in_every_state_moves_is_ignored_or_is_named_illegal(CallState state, CallTrigger trigger)
    {
        var step = CallLifecycle.Fire(state, trigger, out var next);

        Assert.Equal(step is CallStep.Moves, next != state);
        if (CallLifecycle.IsEnded(state)) Assert.Equal(CallStep.Ignored, step);
    }

    [Theory]
    [InlineData(CallState.Greeting, CallState.Abandoned)]
    [InlineData(CallState.Identifying, CallState.Abandoned)]
    [InlineData(CallState.Queued, CallState.Abandoned)]
    [InlineData(CallState.Offered, CallState.Abandoned)]
    [InlineData(CallState.Connected, CallState.WrapUp)]
    [InlineData(CallState.OnHold, CallState.WrapUp)]
    public void A_caller_who_leaves_ends_the_call_or_begins_the_after_call_work(CallState from, CallState to)
    {
        Assert.Equal(CallStep.Moves, CallLifecycle.Fire(from, CallTrigger.CallerLeaves, out var next));
        Assert.Equal(to, next);
    }

    [Fact]
    public void Every_state_can_be_reached_from_ringing()
    {
        var reached = new HashSet<CallState> { CallState.Ringing };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var state in reached.ToList())
                foreach (var trigger in Enum.GetValues<CallTrigger>())
                    if (CallLifecycle.Fire(state, trigger, out var next) is CallStep.Moves) reached.Add(next);
        }

        Assert.Equal(Enum.GetValues<CallState>().Order(), reached.Order());
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("2", null, false)]
    [InlineData("7", null, true)]
    [InlineData("*", null, true)]
    [InlineData(null, null, true)]
    [InlineData("", "", true)]
    [InlineData(null, "yes", true)]
    [InlineData(null, "Sí.", true)]
    [InlineData(null, "No.", false)]
    [InlineData(null, "no, thank you", false)]
    [InlineData(null, "no I can't breathe", true)]
    [InlineData(null, "no sé", true)]
    [InlineData(null, "bananas", true)]
    public void Only_a_clear_no_is_a_no_at_the_danger_question(string? digits, string? speech, bool danger) =>
        Assert.Equal(danger, DangerAnswer.Of(digits, speech).Danger);

    [Theory]
    [InlineData("03141948", "1948-03-14")]
    [InlineData("02291948", "1948-02-29")]
    [InlineData("02291949", null)]
    [InlineData("13011948", null)]
    [InlineData("3141948", null)]
    [InlineData("01012099", null)]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public void A_birth_date_is_keyed_month_day_year(string? keys, string? date) =>
        Assert.Equal(date is null ? null : DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), BirthDateKeys.Read(keys, new DateOnly(2026, 11, 24)));
}
