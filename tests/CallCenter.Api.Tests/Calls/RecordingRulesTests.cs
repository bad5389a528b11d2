using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Tests.Calls;

public class RecordingRulesTests
{
    [Theory]
    [InlineData("TX", "TX", ConsentRule.OneParty)]
    [InlineData("TX", "NY", ConsentRule.OneParty)]
    [InlineData("CA", "TX", ConsentRule.AllParties)]
    [InlineData("TX", "WA", ConsentRule.AllParties)]
    [InlineData("MI", "TX", ConsentRule.AllParties)]
    [InlineData(null, "TX", ConsentRule.AllParties)]
    [InlineData("TX", null, ConsentRule.AllParties)]
    [InlineData("ZZ", "TX", ConsentRule.AllParties)]
    public void The_stricter_of_both_ends_decides_and_what_nobody_knows_is_strictest(string? caller, string? nurse, ConsentRule rule)
    {
        Assert.Equal(rule, RecordingRules.Of(caller, nurse));
        Assert.Equal(rule, RecordingRules.Of(nurse, caller));
    }

    [Fact]
    public void Every_state_and_the_capital_is_in_the_table_once_and_the_strict_ones_name_their_source()
    {
        string[] all = ["AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE",
            "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY"];
        foreach (var state in all)
            Assert.Equal(1, (RecordingRules.Of(state, "TX") is ConsentRule.OneParty ? 1 : 0) + (RecordingRules.AllParties.ContainsKey(state) ? 1 : 0) + (RecordingRules.Unclear.ContainsKey(state) ? 1 : 0));
        Assert.All(RecordingRules.AllParties.Concat(RecordingRules.Unclear), entry => Assert.True(entry.Value.Length > 8, $"{entry.Key} has no source."));
    }
}
