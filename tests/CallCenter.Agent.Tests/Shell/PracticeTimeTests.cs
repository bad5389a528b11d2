using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;

namespace CallCenter.Agent.Tests.Shell;

public class PracticeTimeTests
{
    [Theory]
    [InlineData("America/Chicago", "02:14 Central")]
    [InlineData("America/New_York", "03:14 Eastern")]
    [InlineData("America/Los_Angeles", "00:14 Pacific")]
    [InlineData("Europe/Madrid", "09:14 Madrid")]
    public void A_moment_is_shown_by_the_practices_clock_and_names_its_zone(string zone, string shown) =>
        Assert.Equal(shown, PracticeTime.ClockAndZone(Lakeside.Now, zone));

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(48, "0:48")]
    [InlineData(725, "12:05")]
    [InlineData(3729, "1:02:09")]
    [InlineData(-5, "0:00")]
    public void A_length_has_seconds(int seconds, string shown) => Assert.Equal(shown, PracticeTime.Length(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_moment_carries_its_age() =>
        Assert.Equal("02:11, 3 min ago", PracticeTime.ClockAndAge(Lakeside.Now.AddMinutes(-3), Lakeside.Zone, Lakeside.Now));
}
