using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Agent.Tests.Shell;

public class ServerClockTests
{
    private readonly ServerClock _clock = new(new FakeTimeProvider(Lakeside.Now));

    private static HttpResponseMessage Answer(TimeSpan ahead, bool exact = false, int? maxAge = null)
    {
        var answer = new HttpResponseMessage();
        if (exact) answer.Headers.Add(ServerClock.Header, (Lakeside.Now + ahead).ToString("O"));
        else answer.Headers.Date = Lakeside.Now + ahead;
        if (maxAge is { } seconds) answer.Headers.CacheControl = new() { MaxAge = TimeSpan.FromSeconds(seconds) };
        return answer;
    }

    [Fact]
    public void A_console_whose_clock_is_wrong_follows_the_server()
    {
        _clock.Learn(Answer(TimeSpan.FromMinutes(7)), mayBeCached: false);
        Assert.Equal(Lakeside.Now.AddMinutes(7), _clock.Now);
    }

    [Fact]
    public void The_whole_seconds_of_the_date_header_do_not_make_ages_jump()
    {
        _clock.Learn(Answer(TimeSpan.FromSeconds(-1)), mayBeCached: false);
        Assert.Equal(Lakeside.Now, _clock.Now);
    }

    [Fact]
    public void An_answer_from_the_browsers_cache_does_not_turn_the_clock_back()
    {
        _clock.Learn(Answer(TimeSpan.FromHours(-2)), mayBeCached: true);
        _clock.Learn(Answer(TimeSpan.FromHours(-2), exact: true, maxAge: 31536000), mayBeCached: true);
        Assert.Equal(Lakeside.Now, _clock.Now);
    }

    [Fact]
    public void The_exact_header_is_followed_to_the_millisecond()
    {
        _clock.Learn(Answer(TimeSpan.FromMilliseconds(340), exact: true), mayBeCached: true);
        Assert.Equal(Lakeside.Now.AddMilliseconds(340), _clock.Now);
    }
}
