using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Tests.Calls;

public class StatesTests
{
    [Theory]
    [InlineData("Austin, TX", "TX")]
    [InlineData("TX", "TX")]
    [InlineData("at her daughter's in Ohio", "OH")]
    [InlineData("New York, NY 10001", "NY")]
    [InlineData("Charleston, West Virginia", "WV")]
    [InlineData("Washington, DC", "DC")]
    [InlineData("at home", null)]
    [InlineData("ask me in an hour or so", null)]
    [InlineData("driving from Texas to Oklahoma", null)]
    public void A_place_names_its_state_or_none(string place, string? state) => Assert.Equal(state, States.In(place));

    [Theory]
    [InlineData("at home", true)]
    [InlineData("Home, 12 Elm Street", true)]
    [InlineData("en casa, 233 Linden Place", true)]
    [InlineData("at home of her sister", false)]
    [InlineData("en casa de su hija", false)]
    [InlineData("nursing home", false)]
    [InlineData("homeless shelter", false)]
    public void Home_is_where_the_chart_says_and_somebody_elses_is_not(string place, bool home) => Assert.Equal(home, States.IsHome(place));
}
