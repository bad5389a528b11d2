using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Tests.Calls;

public class CallerNumbersTests
{
    [Theory]
    [InlineData("+15125550114", true)]
    [InlineData("+442079460000", true)]
    [InlineData("anonymous", false)]
    [InlineData("", false)]
    [InlineData("+266696687", false)] // ANONYMOUS on a keypad,
    [InlineData("+7378742833", false)] // RESTRICTED,
    [InlineData("+2562533", false)] // BLOCKED,
    [InlineData("+8656696", false)] // UNKNOWN,
    [InlineData("+86282452253", false)] // UNAVAILABLE.
    [InlineData("+1512555", false)]
    [InlineData("+19005551234", false)]
    [InlineData("+15125550101", false)] // The line itself.
    [InlineData("sip:+15125550114@carrier.example", false)]
    [InlineData("client:nurse_0a", false)]
    public void Only_who_has_a_number_can_be_rung_at_it(string from, bool can) =>
        Assert.Equal(can, CallerNumbers.CanBeRung(new Call { PracticeId = "lakeside", Line = "+15125550101", CallerNumber = from }));
}
