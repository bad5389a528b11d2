using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Tests.Calls;

public class DialRulesTests
{
    private static readonly string[] Lines = ["+15125550101"];

    [Theory]
    [InlineData("(512) 555-0177", "+15125550177")]
    [InlineData("1 512 555 0177", "+15125550177")]
    [InlineData("+44 20 7946 0000", "+442079460000")]
    [InlineData("1-800-555-1212", "+18005551212")]
    public void A_complete_number_is_read_in_E164(string typed, string number) => Assert.Equal((number, null), DialRules.Read(typed, Lines));

    [Theory]
    [InlineData("911", "emergency")]
    [InlineData("9-1-1", "emergency")]
    [InlineData("+1911", "emergency")]
    [InlineData("112", "emergency")]
    [InlineData("911 555 0177", "emergency")]
    [InlineData("988", "not-a-number")]
    [InlineData("555-0177", "not-a-number")]
    [InlineData("", "not-a-number")]
    [InlineData("call me", "not-a-number")]
    [InlineData("+1 900 555 1234", "costly")]
    [InlineData("512 555 0101", "own-line")]
    public void Nobody_is_rung_where_nobody_may_be(string typed, string why) => Assert.Equal((null, why), DialRules.Read(typed, Lines));
}
